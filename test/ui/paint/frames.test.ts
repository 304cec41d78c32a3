/** Between Ink and the terminal: frames are told from everything else, and nothing else is held up. */
import { expect, test } from 'vitest';
import { Frames } from '../../../src/ui/paint/frames.ts';

const BEGIN = '\u001b[?2026h';
const END = '\u001b[?2026l';
const ERASED = '\u001b[2K\u001b[1A\u001b[2K\u001b[1A\u001b[2K\u001b[G';

function terminal(): { frames: Frames; written: string[]; draw: (text: string) => void; size: { rows: number } } {
  const written: string[] = [];
  const stdout = { columns: 20, rows: 3, write: (chunk: string) => written.push(chunk) > 0 };
  const frames = new Frames(stdout);
  const draw = (text: string): void => {
    for (const chunk of [BEGIN, text, END]) frames.write(chunk);
  };
  return { frames, written, draw, size: stdout };
}

test('the first frame is drawn whole, of the next ones what differs, each in one piece', () => {
  const { written, draw } = terminal();
  draw('\u001b[?25lone\ntwo\nthree');
  expect(written).toEqual([`${BEGIN}\u001b[?25l\u001b[1Hone\u001b[K\u001b[2Htwo\u001b[K\u001b[3Hthree\u001b[K${END}`]);
  draw(`${ERASED}one\ntwice\nthree`);
  expect(written.slice(1)).toEqual([`${BEGIN}\u001b[2;3Hice${END}`]);
});

test('nothing is written for the same frame, in whatever way Ink begins it', () => {
  const { written, draw } = terminal();
  draw('one\ntwo\nthree');
  draw(`${ERASED}one\ntwo\nthree`);
  draw('\u001b[1;1H\u001b[Jone\ntwo\nthree');
  expect(written).toHaveLength(1);
});

test('a frame that is shorter or longer than the screen fills it', () => {
  const { written, draw } = terminal();
  draw('one\ntwo\nthree');
  draw('one\n');
  draw('one\ntwo\nthree\nfour');
  expect(written.slice(1)).toEqual([
    `${BEGIN}\u001b[2H\u001b[K\u001b[3H\u001b[K${END}`,
    `${BEGIN}\u001b[2Htwo\u001b[3Hthree${END}`,
  ]);
});

test('what is no frame goes through, and the next frame is drawn whole', () => {
  const { frames, written, draw } = terminal();
  draw('one');
  for (const other of ['\u001b[?1049h', '\u001b[2K\u001b[G', 'text']) {
    frames.write(other);
    expect(written.at(-1)).toBe(other);
    draw('one');
    expect(written.at(-1)).toContain('\u001b[1Hone');
  }
});

test('a frame with sequences that move or erase goes through as it is', () => {
  const { written, draw } = terminal();
  draw('one\u001b[5;5Htwo');
  expect(written).toEqual([`${BEGIN}one\u001b[5;5Htwo${END}`]);
});

test('another size is drawn whole', () => {
  const { written, draw, size } = terminal();
  draw('one\ntwo\nthree');
  size.rows = 2;
  draw('one\ntwo');
  expect(written.at(-1)).toBe(`${BEGIN}\u001b[1Hone\u001b[K\u001b[2Htwo\u001b[K${END}`);
});

test('a frame that never ends does not hold up the end of the program', () => {
  const { frames, written } = terminal();
  frames.write(BEGIN);
  frames.write('one');
  frames.write('\u001b[?1049l');
  expect(written.join('')).toBe(`${BEGIN}one${END}\u001b[?1049l`);
});

test('asked for, the frame is drawn once more, whole', () => {
  const { frames, written, draw } = terminal();
  frames.drawAgain();
  expect(written).toEqual([]);
  draw('one\ntwo\nthree');
  frames.write('something else');
  frames.drawAgain();
  expect(written[2]).toBe(written[0]);
});

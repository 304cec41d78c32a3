import { expect, test } from 'vitest';
import { measure } from './measure.ts';
import { formatFigure, median, ratio } from './report.ts';

const node = (code: string) => [process.execPath, '-e', code];

test('exit code, output and the end of the errors are told', async () => {
  const measured = await measure(
    node('process.stdout.write("12345"); process.stderr.write("no"); process.exitCode = 4'),
  );
  expect(measured).toMatchObject({ code: 4, stdoutBytes: 5, errors: 'no' });
});

test('memory is that of the program and of what it starts', async () => {
  const hold = 'const kept = Buffer.alloc(150e6, 1); setTimeout(() => kept, 300)';
  const both = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(hold)}])`;
  const measured = await measure(node(both));
  // Only Linux tells the peak of another process.
  if (process.platform === 'linux') expect(measured.peakBytes).toBeGreaterThan(150e6);
  else expect(measured.peakBytes).toBe(0);
});

test('processor time is that of the program, not the time that it waits', async () => {
  const busy = await measure(node('const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);'));
  const idle = await measure(node('setTimeout(() => {}, 600)'));
  expect(busy.cpuMs).toBeGreaterThan(300);
  expect(idle.cpuMs).toBeLessThan(idle.wallMs);
});

test('a figure says whether it meets its goal', () => {
  expect(formatFigure(ratio('scan to parse', 3, 2, 1.5))).toMatch(/^scan to parse +1\.5x {2}goal <= 1\.5x: met$/);
  expect(formatFigure(ratio('scan to parse', 3.2, 2, 1.5))).toMatch(/1\.6x {2}goal <= 1\.5x: MISSED$/);
  expect(formatFigure({ name: 'a', value: '1 s' })).toMatch(/^a +1 s$/);
});

test('the median of an even number is between the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
});

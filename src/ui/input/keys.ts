/** What a terminal sends, as a list of key names. One chunk may hold many keys: each counts. */
import type { Key } from 'ink';
import { graphemes } from '../../text/width.ts';

const NAMED: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/** Names: a single character stands for itself; the others are words such as `enter`, `ctrl-c`, `shift-tab`. */
export function keysOf(input: string, key: Key): readonly string[] {
  if (key.eventType === 'release') return [];
  const named = NAMED.find(([flag]) => key[flag] === true);
  if (named !== undefined) return [named[1]];
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  if (key.ctrl && input.length === 1) return [`ctrl-${input.toLowerCase()}`];
  if (key.meta || key.super || key.hyper) return [];
  return graphemes(input).map(characterKey);
}

function characterKey(character: string): string {
  switch (character) {
    case '\r':
    case '\n':
    case '\r\n':
      return 'enter';
    case '\t':
      return 'tab';
    case '\u001b':
      return 'esc';
    case '\u007f':
    case '\b':
      return 'backspace';
    case ' ':
      return 'space';
  }
  const code = character.charCodeAt(0);
  return code > 0 && code < 0x1b ? `ctrl-${String.fromCharCode(code + 0x60)}` : character;
}

/** The text that a key types into a field; undefined for keys that type nothing. */
export function typedText(key: string): string | undefined {
  if (key === 'space') return ' ';
  return graphemes(key).length === 1 && key >= ' ' ? key : undefined;
}

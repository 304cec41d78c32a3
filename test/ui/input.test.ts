import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { keysOf, typedText } from '../../src/ui/input/keys.ts';

const NONE: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

test('keys that arrive in one chunk all count', () => {
  expect(keysOf('jjj', NONE)).toEqual(['j', 'j', 'j']);
  expect(keysOf('y\r', NONE)).toEqual(['y', 'enter']);
  expect(keysOf('a \tb', NONE)).toEqual(['a', 'space', 'tab', 'b']);
  expect(keysOf('\u0004g', NONE)).toEqual(['ctrl-d', 'g']);
});

test('a character of several code points is one key', () => {
  expect(keysOf('e\u0301x', NONE)).toEqual(['e\u0301', 'x']);
});

test('named keys keep their names', () => {
  expect(keysOf('', { ...NONE, upArrow: true })).toEqual(['up']);
  expect(keysOf('\r', { ...NONE, return: true })).toEqual(['enter']);
  expect(keysOf('', { ...NONE, tab: true, shift: true })).toEqual(['shift-tab']);
  expect(keysOf('c', { ...NONE, ctrl: true })).toEqual(['ctrl-c']);
});

test('alt combinations and released keys mean nothing', () => {
  expect(keysOf('q', { ...NONE, meta: true })).toEqual([]);
  expect(keysOf('q', { ...NONE, eventType: 'release' })).toEqual([]);
});

test('only characters type text', () => {
  expect(typedText('a')).toBe('a');
  expect(typedText('space')).toBe(' ');
  expect(typedText('enter')).toBeUndefined();
  expect(typedText('ctrl-a')).toBeUndefined();
  expect(typedText('\u0000')).toBeUndefined();
});

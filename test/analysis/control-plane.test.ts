import { expect, test } from 'vitest';
import { parseFlags } from '../../src/analysis/control-plane/index.ts';

const parsed = (...words: readonly string[]) => Object.fromEntries(parseFlags(['kube-apiserver', ...words]));

test('flags are read with "=", with a space and without a value', () => {
  expect(parsed('--a=1', '--b', '2', '--c', '-', '--d', '--e=')).toEqual({ a: '1', b: '2', c: '-', d: 'true', e: '' });
});

test('the last of repeated flags wins, in whatever spelling', () => {
  expect(parsed('--a=1', '--a', '2')).toEqual({ a: '2' });
  expect(parsed('--a', '2', '--a=')).toEqual({ a: '' });
});

test('values may hold equal signs, commas and spaces', () => {
  expect(parsed('--a=b=c,d', '--e', 'f g')).toEqual({ a: 'b=c,d', e: 'f g' });
});

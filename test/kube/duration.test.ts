import { expect, test } from 'vitest';
import { durationMs } from '../../src/kube/duration.ts';

test.each([
  ['0', 0],
  ['30', 30_000],
  ['30s', 30_000],
  ['3m', 180_000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['2.s', 2000],
  ['+2s', 2000],
  ['250ms', 250],
  ['100us', 0.1],
  ['100µs', 0.1],
])('%s is %d ms', (text, expected) => {
  expect(durationMs(text)).toBeCloseTo(expected, 9);
});

test.each(['', 's', '-1s', '-1', '1 s', '1d', '1.2.3s', '3m4', '+', '.s', '0x10'])('%j is no duration', (text) => {
  expect(durationMs(text)).toBeUndefined();
});

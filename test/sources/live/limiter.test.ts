import { expect, test } from 'vitest';
import { timeoutsOf } from '../../../src/sources/live/config/duration.ts';
import { backOff } from '../../../src/sources/live/http/clock.ts';
import { DEFAULT_TIMEOUTS } from '../../../src/sources/live/http/dispatcher.ts';
import { Limiter } from '../../../src/sources/live/http/limiter.ts';
import { quickClock } from './setting.ts';

const never = new AbortController().signal;

test('after the first burst requests go at the given rate', async () => {
  const clock = quickClock();
  const limiter = new Limiter({ inFlight: 1, perSecond: 20, burst: 3 }, clock);
  const starts: number[] = [];
  for (let count = 0; count < 6; count++) {
    const release = await limiter.acquire(never);
    starts.push(Math.round(clock.now()));
    release();
  }
  expect(starts).toEqual([0, 0, 0, 50, 100, 150]);
});

test('a pause fills the burst again, and no more', async () => {
  const clock = quickClock();
  const limiter = new Limiter({ inFlight: 1, perSecond: 10, burst: 2 }, clock);
  const take = async () => (await limiter.acquire(never))();
  await take();
  await take();
  clock.advance(60_000);
  const begun = clock.now();
  for (let count = 0; count < 3; count++) await take();
  expect(Math.round(clock.now() - begun)).toBe(100);
});

test('a request that was aborted while it waited leaves its place to others', async () => {
  const limiter = new Limiter({ inFlight: 1, perSecond: 10, burst: 10 }, quickClock());
  const release = await limiter.acquire(never);
  const controller = new AbortController();
  const aborted = limiter.acquire(controller.signal);
  const next = limiter.acquire(never);
  controller.abort(new Error('left'));
  await expect(aborted).rejects.toThrow('left');
  release();
  release();
  (await next)();
  (await limiter.acquire(never))();
});

test('back-off doubles from half a second to thirty, less up to a half by chance', () => {
  const at = (random: number) => ({ ...quickClock(), random: () => random });
  expect([0, 1, 2, 5, 6, 50].map((attempt) => backOff(attempt, at(1)))).toEqual([
    500, 1000, 2000, 16_000, 30_000, 30_000,
  ]);
  expect(backOff(0, at(0))).toBe(250);
});

const OURS = DEFAULT_TIMEOUTS;

test.each([
  [undefined, OURS],
  ['0', { ...OURS, connect: 30_000, headers: 0, idle: 0, request: 0 }],
  ['3m', { ...OURS, connect: 30_000, headers: 180_000, idle: 180_000, request: 180_000 }],
  ['30', { ...OURS, connect: 30_000, headers: 30_000, idle: 30_000, request: 30_000 }],
  // Longer than a timer can be: it would end at once.
  ['1000h', { ...OURS, connect: 30_000, headers: 0, idle: 0, request: 0 }],
])('--request-timeout %s takes the place of our own limits', (text, expected) => {
  expect(timeoutsOf(text)).toEqual(expected);
});

test('something else than a duration is refused', () => {
  expect(() => timeoutsOf('soon')).toThrow('--request-timeout soon is not a duration: expected 30s, 2m or 0.');
});

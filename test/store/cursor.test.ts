import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorAt, cursorIndex, stableOrder, windowStart } from '../../src/store/cursor.ts';

const IDS = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });

test('the cursor follows its entry wherever it goes', () => {
  expect(cursorIndex(['c', 'a', 'b'], { id: 'b', index: 0 })).toBe(2);
});

test('when the entry is gone the neighbour that took its place has the cursor', () => {
  expect(cursorIndex(['a', 'c'], { id: 'b', index: 1 })).toBe(1);
  expect(cursorIndex(['a'], { id: 'b', index: 5 })).toBe(0);
  expect(cursorIndex([], { id: 'b', index: 1 })).toBe(-1);
});

test('a cursor is always inside the list', () => {
  fc.assert(
    fc.property(IDS, fc.integer({ min: -50, max: 50 }), (ids, index) => {
      const cursor = cursorAt(ids, index);
      const at = cursorIndex(ids, cursor);
      expect(at).toBe(ids.length === 0 ? -1 : Math.max(0, Math.min(index, ids.length - 1)));
    }),
  );
});

test('known rows keep their order and new ones come last', () => {
  expect(stableOrder(['b', 'a', 'x'], ['a', 'new', 'b'])).toEqual(['b', 'a', 'new']);
  expect(stableOrder(undefined, ['a', 'b'])).toEqual(['a', 'b']);
});

test('a stable order loses and invents nothing', () => {
  fc.assert(
    fc.property(IDS, IDS, (earlier, current) => {
      expect([...stableOrder(earlier, current)].sort()).toEqual([...current].sort());
    }),
  );
});

test('the window holds the cursor and moves no more than it must', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 59 }),
      (start, visible, total, wanted) => {
        const cursor = Math.min(wanted, total - 1);
        const next = windowStart(start, cursor, visible, total);
        expect(cursor).toBeGreaterThanOrEqual(next);
        expect(cursor).toBeLessThan(next + visible);
        expect(next).toBeLessThanOrEqual(Math.max(0, total - visible));
        const couldStay = start <= cursor && cursor < start + visible && start <= Math.max(0, total - visible);
        if (couldStay) expect(next).toBe(start);
      },
    ),
  );
});

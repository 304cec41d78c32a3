import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineBudget } from '../../src/report/line-budget.ts';

test('rows are taken as long as there is room, what does not fit is counted, and no frame stands without its end', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.nat(200), (rows, bytes) => {
      const budget = new LineBudget(bytes);
      const lines = rows.map((row) => row.replaceAll('\n', ' '));
      const missing = budget.addRows(['start'], lines, ['end']);
      const text = budget.text();
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes);
      expect(text === '' || text.endsWith('end')).toBe(true);
      if (text !== '') expect(text).toBe(['start', ...lines.slice(0, lines.length - missing), 'end'].join('\n'));
      else expect(missing).toBe(lines.length);
    }),
  );
});

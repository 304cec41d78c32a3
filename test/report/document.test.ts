import { expect, test } from 'vitest';
import { publishable } from '../../src/report/document.ts';

test('names that are credentials are masked and long ones cut, wherever they stand in a document', () => {
  const token = 'ghp_0123456789abcdef';
  const document = {
    kind: 'Report',
    coverage: [{ namespace: 'n'.repeat(500_000), reason: null }],
    findings: [{ message: `${token} may do everything`, line: 7 }],
    isWhole: true,
  };
  expect(publishable(document)).toEqual({
    kind: 'Report',
    coverage: [{ namespace: `${'n'.repeat(4_000)}…`, reason: null }],
    findings: [{ message: '*** may do everything', line: 7 }],
    isWhole: true,
  });
});

/** What comparing with an earlier report says, in sentences. */
import { isNewFinding } from '../../model/baseline.ts';
import { count, nameSome } from '../../text/words.ts';
import type { Selection } from '../selection.ts';
import type { Compared } from './compared.ts';

/** None without a baseline. */
export function comparedLines(
  { findings }: Pick<Selection, 'findings'>,
  baseline: Compared | undefined,
): readonly string[] {
  if (baseline === undefined) return [];
  const fresh = findings.filter((finding) => isNewFinding(finding, baseline)).length;
  const known = findings.length - fresh;
  const sum = `${count(fresh, 'finding is', 'findings are')} new since the baseline, ${count(known, 'was', 'were')} known.`;
  return [sum, ...renamedLines(baseline), ...newerLines(baseline)];
}

function renamedLines({ renamed }: Compared): readonly string[] {
  if (renamed.length === 0) return [];
  const findings = renamed.reduce((sum, each) => sum + each.findings, 0);
  const files = nameSome(renamed.map(({ from, to }) => `${from} is ${to}`));
  return [`${count(findings, 'finding is', 'findings are')} known by all but the file, which was renamed: ${files}.`];
}

/** What is found by them is new, whenever it came. */
function newerLines({ newChecks }: Compared): readonly string[] {
  if (newChecks.length === 0) return [];
  return [`The baseline is older than ${count(newChecks, 'check')}: ${nameSome(newChecks)}.`];
}

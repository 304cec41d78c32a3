/** On the first screen: what can be read, and what cannot, by reason. */

import { KINDS } from '../../../kube/kinds.ts';
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { cutEnd, cutMiddle, displayWidth, padEnd } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { bodyColumns } from '../../frame/size.ts';
import { keyIn } from '../../rebind.ts';
import { coverageView, readableText, type Unreadable } from '../../select/coverage.ts';
import { type Line, line, spread } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';

const LABEL = 13;
const NAMESPACED: ReadonlySet<string> = new Set(
  Object.values(KINDS)
    .filter(({ namespaced }) => namespaced)
    .map(({ kind }) => kind),
);

export function coverageRows({ harden, ...view }: WalkView): readonly Line[] {
  if (harden.snapshot === undefined) return [];
  const coverage = coverageView(harden.snapshot);
  const { unreadable } = coverage;
  if (harden.snapshot.coverage.length === 0) return [];
  const head = line('  ', padEnd('Can read', LABEL + 2), readableText(coverage, inNamespaces(harden.snapshot)));
  const shown = unreadable.slice(0, 4);
  const rest = unreadable.length - shown.length;
  const more =
    rest > 0 ? [line(' '.repeat(LABEL + 4), `and ${rest} more: ${keyIn(view, 'connect', 'coverage')} shows all`)] : [];
  return [head, ...shown.map((row, index) => unreadableRow(row, index, bodyColumns(view))), ...more];
}

function inNamespaces(snapshot: ScanSnapshot): string {
  const namespaces = readableNamespaces(snapshot);
  return namespaces === 0 ? '' : ` in ${count(namespaces, 'namespace')}`;
}

/** Namespaces of which at least one kind was read in full. */
function readableNamespaces({ coverage, namespaces }: ScanSnapshot): number {
  const full = coverage.filter((entry) => NAMESPACED.has(entry.kind) && entry.coverage.state === 'full');
  if (full.some(({ namespace }) => namespace === undefined)) return namespaces.length;
  return new Set(full.map(({ namespace }) => namespace)).size;
}

function unreadableRow(row: Unreadable, index: number, width: number): Line {
  const label = padEnd(index === 0 ? 'Cannot read' : '', LABEL + 2);
  const checks =
    row.checks.length === 0
      ? ''
      : `${count(row.checks, 'check')} ${row.checks.length === 1 ? 'stays' : 'stay'} unknown`;
  // The reason takes about half of what is left, but never more than a name needs.
  const name = padEnd(`${cutMiddle(row.what, Math.max(15, Math.floor((width - 70) / 2)))} `, 16);
  const reason = cutEnd(row.reason, width - LABEL - 4 - displayWidth(name) - 2 - checks.length - 4);
  return spread(line('  ', label, name, reason), line(checks), width - 2);
}

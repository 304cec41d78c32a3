/** What a namespace is like, in lines: its levels, its default deny, what runs in it, and who changes that. Pure. */
import type { Isolation, NamespaceRow } from '../../../model/namespaces/row.ts';
import type { NamespaceSummary, ScanSnapshot } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { padEnd } from '../../../text/width.ts';
import { count, nameSome } from '../../../text/words.ts';
import { decisionsIn } from '../../select/namespaces.ts';

const LABEL = 11;

const DENY: Readonly<Record<Isolation, string>> = {
  pass: 'denied by default',
  fail: 'open by default',
  unknown: 'unknown',
  error: 'unknown: the check failed',
  manual: 'asks you',
  'not-applicable': 'not judged',
  'not-asked': 'not asked',
};

/** None for what belongs to no namespace. */
export function factsOf(snapshot: ScanSnapshot, row: NamespaceRow, isUnfolded: boolean): readonly string[] {
  if (row.names.length === 0) return [];
  const names = new Set(row.names);
  const spaces = snapshot.namespaces.filter(({ name }) => names.has(name));
  return [
    fact(
      'Levels',
      `enforces ${levels(spaces, 'enforce')}, warns ${levels(spaces, 'warn')}, audits ${levels(spaces, 'audit')}`,
    ),
    fact('Traffic', `in ${DENY[row.ingress]}, out ${DENY[row.egress]}`),
    fact('Workloads', workloadsText(snapshot, names)),
    ...ownersText(snapshot, row, isUnfolded),
  ];
}

function fact(label: string, text: string): string {
  return `${padEnd(label, LABEL)}${text}`;
}

/** "none", or "baseline or restricted" where those of a group differ. */
function levels(spaces: readonly NamespaceSummary[], mode: 'enforce' | 'warn' | 'audit'): string {
  const found = new Set(spaces.map(({ podSecurity }) => podSecurity[mode]?.level ?? 'none'));
  return found.size === 0 ? 'unknown' : [...found].sort().join(' or ');
}

function workloadsText({ workloads }: ScanSnapshot, names: ReadonlySet<string>): string {
  const found = workloads.filter(({ namespace, deviatesFrom }) => names.has(namespace) && deviatesFrom === undefined);
  if (found.length === 0) return 'none';
  return `${count(found.length, 'workload')}: ${nameSome([...new Set(found.map(({ name }) => printable(name)))])}`;
}

/** By whom what is to decide is changed. */
function ownersText(snapshot: ScanSnapshot, row: NamespaceRow, isUnfolded: boolean): readonly string[] {
  const owners = decisionsIn(snapshot, row, isUnfolded).map(({ owner }) => owner?.label ?? '');
  const counted = [
    ...Map.groupBy(
      owners.filter((each) => each !== ''),
      (each) => each,
    ),
  ]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .map(([label, all]) => `${printable(label)} (${all.length})`);
  return counted.length === 0 ? [] : [fact('Owners', nameSome(counted))];
}

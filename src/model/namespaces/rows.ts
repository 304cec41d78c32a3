/** The rows of the namespaces of a picture. Pure. */
import type { Severity } from '../../plugin-api/index.ts';
import type { Decision } from '../decision.ts';
import { severityRank, worstSeverity, worstStatus } from '../finding.ts';
import { compareLevels, POD_SECURITY_LEVELS, type PodSecurityLevel } from '../report.ts';
import { rowOfDecision } from '../rows/to-decide.ts';
import type { NamespaceSummary, ScanSnapshot, WorkloadSummary } from '../snapshot.ts';
import { grouped } from './group.ts';
import { HEAT_AREAS, type HeatLetter, type Isolation, type NamespaceRow, type Reachable } from './row.ts';

const LETTER_OF: ReadonlyMap<string, HeatLetter> = new Map(
  HEAT_AREAS.flatMap(({ letter, areas }) => areas.map((area): [string, HeatLetter] => [area, letter])),
);

/** Everything that rows are made from: a picture, and which of its decisions count. */
export interface NamespacesInput {
  readonly snapshot: Pick<ScanSnapshot, 'namespaces' | 'workloads' | 'items'>;
  readonly decisions: readonly Decision[];
  /** Namespaces of the platform too, also those with nothing to decide. */
  readonly withPlatform: boolean;
}

/** What is to decide in one namespace: decisions, and the rows of the checklist that hold them. */
interface ToDecide {
  readonly rows: Set<string>;
  readonly decisions: Decision[];
}

/**
 * The worst first, then those with most to decide; alike ones of one name stem share a row. The last row is what belongs
 * to no namespace, where something does: all findings of the decisions are in exactly one row.
 */
export function namespaceRows({ snapshot, decisions, withPlatform }: NamespacesInput): readonly NamespaceRow[] {
  const decided = decidedBy(snapshot, decisions);
  const workloads = Map.groupBy(snapshot.workloads, ({ namespace }) => namespace);
  const written = Map.groupBy(snapshot.namespaces, ({ name }) => name);
  const names = new Set([...written.keys(), ...decided.keys()]);
  names.delete(CLUSTER);
  const rows = [...names]
    .map((name) => rowOf(name, written.get(name) ?? [], workloads.get(name) ?? [], decided.get(name)))
    .filter(({ isPlatform, findings }) => withPlatform || !isPlatform || findings > 0);
  const cluster = decided.get(CLUSTER);
  return [
    ...grouped(rows, (each) => countRows(each, decided)).toSorted(compareRows),
    ...(cluster === undefined ? [] : [clusterRow(cluster)]),
  ];
}

/** The key of what is in no namespace: none can be called so. */
const CLUSTER = '';

/** How many rows of the checklist are about any of the namespaces. */
function countRows(names: readonly string[], decided: ReadonlyMap<string, ToDecide>): number {
  return new Set(names.flatMap((name) => [...(decided.get(name)?.rows ?? [])])).size;
}

/** By namespace. Rows hold what is shown; decisions of the platform that no row holds count for themselves. */
function decidedBy(
  { items }: NamespacesInput['snapshot'],
  decisions: readonly Decision[],
): ReadonlyMap<string, ToDecide> {
  const rows = rowOfDecision(items);
  const found = new Map<string, ToDecide>();
  for (const decision of decisions) {
    const name = namespaceOf(decision) ?? CLUSTER;
    const known = found.get(name) ?? { rows: new Set<string>(), decisions: [] };
    known.rows.add(rows.get(decision.id)?.id ?? decision.id);
    known.decisions.push(decision);
    found.set(name, known);
  }
  return found;
}

/** The namespace that a decision is about; undefined for what is in none. */
export function namespaceOf({ subject }: Pick<Decision, 'subject'>): string | undefined {
  return subject.kind === 'Namespace' ? subject.name : subject.namespace;
}

function clusterRow(decided: ToDecide): NamespaceRow {
  return { ...rowOf(CLUSTER, [], [], decided), id: 'cluster', title: 'cluster-wide', names: [] };
}

function rowOf(
  name: string,
  copies: readonly NamespaceSummary[],
  workloads: readonly WorkloadSummary[],
  decided: ToDecide | undefined,
): NamespaceRow {
  const decisions = decided?.decisions ?? [];
  const findings = decisions.flatMap((decision) => decision.findings);
  const worst = worstSeverity(decisions.map(({ severity }) => severity));
  const owner = mostCommon(decisions.flatMap((decision) => decision.owner?.manager ?? []));
  const enforced = enforcedIn(copies);
  return {
    id: `namespace ${name}`,
    title: name,
    names: [name],
    rows: decided?.rows.size ?? 0,
    decisions: decisions.length,
    findings: findings.length,
    ...(worst === undefined ? {} : { worst }),
    heat: heatOf(findings),
    ...(enforced === undefined ? {} : { enforced }),
    reachable: reachableIn(copies, workloads, enforced ?? 'privileged'),
    ingress: isolationIn(copies, 'ingress'),
    egress: isolationIn(copies, 'egress'),
    workloads: countWorkloads(workloads),
    ...(owner === undefined ? {} : { owner }),
    isPlatform: copies.some(({ isPlatform }) => isPlatform === true),
  };
}

function heatOf(findings: Decision['findings']): NamespaceRow['heat'] {
  const heat: Partial<Record<HeatLetter, Severity>> = {};
  for (const { check, severity } of findings) {
    const letter = LETTER_OF.get(check.split('/', 1)[0] ?? '');
    if (letter === undefined) continue;
    heat[letter] = worstSeverity([severity, ...(heat[letter] === undefined ? [] : [heat[letter]])]);
  }
  return heat;
}

/** Of copies in several files the weakest counts. */
function enforcedIn(copies: readonly NamespaceSummary[]): PodSecurityLevel | undefined {
  const labels = copies.map(({ podSecurity: { enforce } }) => enforce);
  if (labels.some((label) => label === null || !label.valid)) return undefined;
  return labels.flatMap((label) => label?.level ?? []).toSorted(compareLevels)[0];
}

function reachableIn(
  copies: readonly NamespaceSummary[],
  workloads: readonly WorkloadSummary[],
  enforced: PodSecurityLevel,
): Reachable {
  const levels = copies.map(({ podSecurity }) => podSecurity.achievable);
  if (levels.length === 0 || levels.includes(null)) return { kind: 'unknown' };
  const achievable = levels.reduce((weakest, level) =>
    compareLevels(level ?? 'privileged', weakest ?? 'privileged') < 0 ? level : weakest,
  );
  if (achievable !== null && compareLevels(achievable, enforced) > 0) return { kind: 'now', level: achievable };
  const next = POD_SECURITY_LEVELS[POD_SECURITY_LEVELS.indexOf(enforced) + 1];
  const refused = workloads.filter(
    ({ podSecurity }) => next !== undefined && compareLevels(podSecurity.level, next) < 0,
  );
  if (next === undefined || refused.length === 0) return { kind: 'as-is' };
  return { kind: 'after', level: next, workloads: countWorkloads(refused) };
}

/** Pods that something was added to are those of their workload. */
function countWorkloads(workloads: readonly WorkloadSummary[]): number {
  return new Set(
    workloads.map(({ kind, name, file = '', deviatesFrom }) => `${deviatesFrom ?? `${kind} ${name}`} ${file}`),
  ).size;
}

function isolationIn(copies: readonly NamespaceSummary[], direction: 'ingress' | 'egress'): Isolation {
  const verdicts = copies.flatMap(({ defaultDeny }) => defaultDeny?.[direction] ?? []);
  const asked = verdicts.filter((verdict) => verdict !== 'not-asked');
  if (asked.length === 0) return 'not-asked';
  return worstStatus(asked) as Isolation;
}

function mostCommon(names: readonly string[]): string | undefined {
  const [first] = [...Map.groupBy(names, (name) => name)].toSorted(
    ([left, some], [right, others]) => others.length - some.length || (left < right ? -1 : 1),
  );
  return first?.[0];
}

function compareRows(left: NamespaceRow, right: NamespaceRow): number {
  const rank = ({ worst }: NamespaceRow): number => (worst === undefined ? 9 : severityRank(worst));
  return (
    Number(left.isPlatform) - Number(right.isPlatform) ||
    rank(left) - rank(right) ||
    right.rows - left.rows ||
    (left.title < right.title ? -1 : 1)
  );
}

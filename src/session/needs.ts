/** What has to be read for a set of checks, and for the guards when something may be changed. */
import { WORKLOAD_KINDS } from '../inventory/index.ts';
import type { StreamOptions } from '../model/ports.ts';
import type { Check, EvidenceKind, Kind, Readable, SubjectKind } from '../plugin-api/index.ts';

const EVIDENCE: ReadonlySet<string> = new Set<EvidenceKind>([
  'ServerFlags',
  'Metrics',
  'ServerVersion',
  'Discovery',
  'Identity',
]);

/** The kinds that guards look at: who holds which rights. */
const GUARD_KINDS: readonly Kind[] = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];

const SUBJECT_KINDS: Readonly<Record<SubjectKind, readonly Kind[]>> = {
  Workload: [...WORKLOAD_KINDS],
  Namespace: ['Namespace'],
  Role: ['ClusterRole', 'Role'],
  Binding: ['ClusterRoleBinding', 'RoleBinding'],
  Cluster: [],
};

export interface Needs {
  readonly kinds: readonly Kind[];
  readonly evidence: readonly EvidenceKind[];
  readonly lookups: NonNullable<StreamOptions['lookups']>;
}

/** Namespaces are always read: they are the units of evaluation and tell the platform apart. */
export function needsOf(checks: readonly Check[], options: { readonly mayWrite: boolean }): Needs {
  const kinds = new Set<Kind>(['Namespace', ...(options.mayWrite ? GUARD_KINDS : [])]);
  const evidence = new Set<EvidenceKind>(options.mayWrite ? ['Identity'] : []);
  for (const check of checks) {
    if (check.mode === 'manual') continue;
    for (const kind of SUBJECT_KINDS[check.subject as SubjectKind]) kinds.add(kind);
    for (const read of [...(check.reads ?? []), ...(check.mayRead ?? [])] as readonly Readable[]) {
      if (EVIDENCE.has(read)) evidence.add(read as EvidenceKind);
      else if (read === 'Workload') for (const kind of WORKLOAD_KINDS) kinds.add(kind);
      else kinds.add(read as Kind);
    }
  }
  kinds.delete('CustomWorkload');
  const lookups = checks.flatMap((check) => (check.mode === 'automated' ? (check.lookups ?? []) : []));
  const distinct = new Map(lookups.map((lookup) => [`${lookup.kind}/${lookup.namespace}`, lookup]));
  return { kinds: [...kinds], evidence: [...evidence], lookups: [...distinct.values()] };
}

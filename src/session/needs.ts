/** What has to be read for a set of checks, and for the guards when something may be changed. */

import { isEvidenceKind, kindsBehind, kindsOfSubject, readsOf } from '../engine/index.ts';
import { RBAC_KINDS } from '../kube/rbac.ts';
import type { StreamOptions } from '../model/ports.ts';
import type { Check, EvidenceKind, Kind } from '../plugin-api/index.ts';

export interface Needs {
  readonly kinds: readonly Kind[];
  readonly evidence: readonly EvidenceKind[];
  readonly lookups: NonNullable<StreamOptions['lookups']>;
}

/** Namespaces are always read: they are the units of evaluation and tell the platform apart. */
export function needsOf(checks: readonly Check[], options: { readonly mayWrite: boolean }): Needs {
  const kinds = new Set<Kind>(['Namespace', ...(options.mayWrite ? RBAC_KINDS : [])]);
  const evidence = new Set<EvidenceKind>(options.mayWrite ? ['Identity'] : []);
  for (const check of checks) {
    if (check.mode === 'manual') continue;
    for (const kind of kindsOfSubject(check.subject)) kinds.add(kind);
    for (const read of readsOf(check)) {
      if (isEvidenceKind(read)) evidence.add(read);
      else for (const kind of kindsBehind(read)) kinds.add(kind);
    }
  }
  const lookups = checks.flatMap((check) => (check.mode === 'automated' ? (check.lookups ?? []) : []));
  const distinct = new Map(lookups.map((lookup) => [`${lookup.kind}/${lookup.namespace}`, lookup]));
  return { kinds: [...kinds], evidence: [...evidence], lookups: [...distinct.values()] };
}

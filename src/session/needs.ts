/** What has to be read for a set of checks, and for the guards when something may be changed. */
import { isEvidenceKind, kindsBehind, kindsOfSubject, objectReadsOf, objectReadsOfFact } from '../engine/index.ts';
import { RBAC_KINDS } from '../kube/rbac.ts';
import type { KindRequest } from '../model/ports.ts';
import type { AnyFact, Check, EvidenceKind, ObjectRead, StoredKind } from '../plugin-api/index.ts';

export interface Needs {
  readonly kinds: readonly KindRequest[];
  readonly evidence: readonly EvidenceKind[];
}

/**
 * Namespaces are always read: they are the units of evaluation and tell the platform apart. So is the version: without
 * one there is no server. What is declared of all namespaces is read everywhere, whichever are scanned; only pods and what
 * makes them are too many to be read beyond the scan for a check that can do without.
 */
export function needsOf(checks: readonly Check[], options: { readonly mayWrite: boolean }): Needs {
  const requests = new Requests();
  requests.add('Namespace');
  const evidence = new Set<EvidenceKind>(
    options.mayWrite ? ['ServerVersion', 'Identity', 'ServerFlags'] : ['ServerVersion'],
  );
  for (const check of checks) {
    if (check.mode === 'manual') continue;
    for (const kind of kindsOfSubject(check.subject)) requests.add(kind);
    addReads(objectReadsOf(check), { requests, evidence });
  }
  if (options.mayWrite) for (const kind of RBAC_KINDS) requests.add(kind);
  return { kinds: requests.inOrder(), evidence: [...evidence] };
}

/** What has to be read for one fact of the whole cluster. */
export function needsOfFact(fact: AnyFact): Needs {
  const requests = new Requests();
  requests.add('Namespace');
  const evidence = new Set<EvidenceKind>(['ServerVersion']);
  // Nothing else is asked: pods are read beyond a scan, too.
  const reads = objectReadsOfFact(fact).map((read) => ({ ...read, need: 'must' as const }));
  addReads(reads, { requests, evidence });
  return { kinds: requests.inOrder(), evidence: [...evidence] };
}

function addReads(
  reads: readonly ObjectRead[],
  { requests, evidence }: { readonly requests: Requests; readonly evidence: Set<EvidenceKind> },
): void {
  for (const read of reads) {
    if (isEvidenceKind(read.what)) evidence.add(read.what);
    else for (const kind of kindsBehind(read.what)) requests.add(kind, read);
  }
}

const POD_KINDS: ReadonlySet<StoredKind> = new Set(kindsBehind('Workload'));

interface Wanted {
  everywhere: boolean;
  readonly namespaces: Set<string>;
  readonly keep: Set<string>;
}

class Requests {
  readonly #wanted = new Map<StoredKind, Wanted>();

  add(kind: StoredKind, read?: ObjectRead): void {
    const wanted = this.#wanted.get(kind) ?? { everywhere: false, namespaces: new Set(), keep: new Set() };
    this.#wanted.set(kind, wanted);
    if (read === undefined) return;
    if (read.reach === 'all' && (read.need === 'must' || !POD_KINDS.has(kind))) wanted.everywhere = true;
    for (const namespace of read.namespaces ?? []) wanted.namespaces.add(namespace);
    for (const path of read.keep ?? []) wanted.keep.add(path);
  }

  /** Pods last: there are most of them, and much can be judged without. */
  inOrder(): readonly KindRequest[] {
    return [...this.#wanted]
      .toSorted(([left], [right]) => Number(left === 'Pod') - Number(right === 'Pod'))
      .map(([kind, { everywhere, namespaces, keep }]) => ({
        kind,
        everywhere,
        namespaces: [...namespaces].sort(),
        ...(keep.size === 0 ? {} : { keep: [...keep].sort() }),
      }));
  }
}

/** What checks and facts declare to read, taken apart into kinds within a reach. */
import { type Inventory, isWorkloadKind, WORKLOAD_KINDS } from '../../inventory/index.ts';
import { worst } from '../../model/coverage.ts';
import {
  type AnyAutomatedCheck,
  type AnyFact,
  type AnyRead,
  type Coverage,
  EVIDENCE_KINDS,
  type EvidenceKind,
  isFactRead,
  type ObjectRead,
  type Readable,
  type StoredKind,
} from '../../plugin-api/index.ts';

const EVIDENCE: ReadonlySet<string> = new Set(EVIDENCE_KINDS);
export function isEvidenceKind(read: Readable): read is EvidenceKind {
  return EVIDENCE.has(read);
}

/** Joined from pods and every kind with a pod template. */
export function isJoined(read: Readable): read is 'Workload' | 'IdleWorkload' {
  return read === 'Workload' || read === 'IdleWorkload';
}

const JOINED_KINDS: readonly StoredKind[] = [...WORKLOAD_KINDS].filter((kind) => kind !== 'CustomWorkload');

/** The kinds behind a declared read: a workload is joined from pods and every kind with a pod template. */
export function kindsBehind(read: Readable): readonly StoredKind[] {
  if (isEvidenceKind(read)) return [];
  return isJoined(read) ? JOINED_KINDS : [read];
}

/** Whether changes of a kind are changes of what is read. */
export function isBehind(kind: StoredKind, read: Readable): boolean {
  return isJoined(read) ? isWorkloadKind(kind) : read === kind;
}

export function readsOf(check: AnyAutomatedCheck): readonly AnyRead[] {
  return (check.reads ?? []) as readonly AnyRead[];
}

const flattened = new WeakMap<object, readonly ObjectRead[]>();

function rememberedFor(asked: object, flatten: () => readonly ObjectRead[]): readonly ObjectRead[] {
  const known = flattened.get(asked);
  if (known !== undefined) return known;
  const reads = flatten();
  flattened.set(asked, reads);
  return reads;
}

/** Every object and evidence that the check may come to look at, through facts as well. */
export function objectReadsOf(check: AnyAutomatedCheck): readonly ObjectRead[] {
  return rememberedFor(check, () => flatten(readsOf(check)));
}

/** Every object and evidence that a fact is derived from. */
export function objectReadsOfFact(fact: AnyFact): readonly ObjectRead[] {
  return rememberedFor(fact, () => flatten([{ fact, need: 'must' }]));
}

/** What a fact of the cluster reads it reads everywhere. What may be missing of a fact may be missing of all behind it. */
export function flatten(reads: readonly AnyRead[]): readonly ObjectRead[] {
  return reads.flatMap((read): readonly ObjectRead[] => {
    if (!isFactRead(read)) return [read];
    const inner = flatten(read.fact.reads);
    const reached = read.fact.scope === 'cluster' ? inner.map(everywhere) : inner;
    return read.need === 'may' ? reached.map((each) => ({ ...each, need: 'may' as const })) : reached;
  });
}

function everywhere(read: ObjectRead): ObjectRead {
  return read.reach === 'own' && !isEvidenceKind(read.what) ? { ...read, reach: 'all' } : read;
}

/** Coverage of what is read in one namespace, or everywhere; of several kinds the first that is not fully readable. */
export function coverageIn(inventory: Inventory, what: Readable, namespace: string | undefined): Coverage {
  if (isEvidenceKind(what)) return inventory.evidence(what).coverage;
  const found = kindsBehind(what).map((kind) => inventory.coverage(kind, namespace));
  // Unserved kinds count as empty where there are others.
  return worst(found.length === 1 ? found : found.filter(({ state }) => state !== 'absent'));
}

/** `namespace`: of the subject; `undefined` for a cluster-scoped one, whose own scope is the cluster. */
export function coverageOfRead(inventory: Inventory, read: ObjectRead, namespace: string | undefined): Coverage {
  switch (read.reach) {
    case 'own':
      return coverageIn(inventory, read.what, namespace);
    case 'all':
      return coverageIn(inventory, read.what, undefined);
    case 'named':
      return worst((read.namespaces ?? []).map((name) => coverageIn(inventory, read.what, name)));
  }
}

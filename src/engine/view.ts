/** The window of one check on the inventory: what it declared, nothing else. */
import { type Inventory, WORKLOAD_KINDS } from '../inventory/index.ts';
import type {
  AnyAutomatedCheck,
  Coverage,
  EvidenceKind,
  Kind,
  KubeObject,
  Readable,
  ReadMap,
  View,
} from '../plugin-api/index.ts';

const EVIDENCE_KINDS: ReadonlySet<Readable> = new Set<EvidenceKind>([
  'ServerFlags',
  'Metrics',
  'ServerVersion',
  'Discovery',
  'Identity',
]);
export function isEvidenceKind(read: Readable): read is EvidenceKind {
  return EVIDENCE_KINDS.has(read);
}

/** What a check may ask for, whether or not it can do without. */
export function readsOf(check: AnyAutomatedCheck): readonly Readable[] {
  return [...((check.reads ?? []) as readonly Readable[]), ...((check.mayRead ?? []) as readonly Readable[])];
}

/** Joined from pods and every kind with a pod template. */
export function isJoined(read: Readable): read is 'Workload' | 'IdleWorkload' {
  return read === 'Workload' || read === 'IdleWorkload';
}

/** The kinds behind a declared read: a workload is joined from pods and every kind with a pod template. */
export function kindsBehind(read: Readable): readonly Kind[] {
  if (isEvidenceKind(read)) return [];
  if (isJoined(read)) return [...WORKLOAD_KINDS].filter((kind) => kind !== 'CustomWorkload');
  return [read];
}

/** Coverage of a declared read; of several kinds the first that is not fully readable. Unserved kinds count as empty. */
export function coverageOf(inventory: Inventory, read: Readable, namespace?: string): Coverage {
  if (isEvidenceKind(read)) return inventory.evidence(read).coverage;
  const kinds = kindsBehind(read);
  const found = kinds.map((kind) => inventory.coverage(kind, namespace));
  return (
    found.find(({ state }) => !isReadable(state) && (kinds.length === 1 || state !== 'absent')) ?? { state: 'full' }
  );
}

/** Stale data was read once and is shown with its age; it does not make a verdict unknown. */
export function isReadable(state: Coverage['state']): boolean {
  return state === 'full' || state === 'stale';
}

export type ReadListener = (check: string, read: Readable) => void;

function listed(inventory: Inventory, kind: keyof ReadMap, namespace: string | undefined): unknown {
  if (kind === 'Workload') return inventory.workloads(namespace);
  return kind === 'IdleWorkload' ? inventory.idleWorkloads(namespace) : inventory.list(kind, namespace);
}

/** Throws when the check asks for something that it did not declare. */
export function viewFor(inventory: Inventory, check: AnyAutomatedCheck, onRead?: ReadListener): View<Readable> {
  const declared = new Set(readsOf(check));
  function guard(read: Readable): void {
    if (!declared.has(read)) throw new TypeError(`${check.meta.id} reads ${read} without declaring it`);
    onRead?.(check.meta.id, read);
  }
  const view: View<Readable> = {
    list(kind, namespace) {
      guard(kind);
      return listed(inventory, kind, namespace) as never;
    },
    get(kind, name, namespace) {
      guard(kind);
      return inventory.get(kind, name, namespace);
    },
    select(kind, namespace, labels) {
      guard(kind);
      const wanted = Object.entries(labels);
      return inventory.list(kind, namespace).filter((object: KubeObject) => {
        const has = object.metadata.labels ?? {};
        return wanted.every(([key, value]) => has[key] === value);
      });
    },
    evidence(kind) {
      guard(kind);
      return inventory.evidence(kind);
    },
    coverage(read, namespace) {
      guard(read);
      return coverageOf(inventory, read, namespace);
    },
  };
  return view;
}

/** The subjects of a check in one unit of evaluation: a namespace, or '' for what belongs to no namespace. */
import { type Inventory, SHARED, type World } from '../inventory/index.ts';
import { fileOfCopy } from '../kube/copies.ts';
import { refOf } from '../kube/refs.ts';
import { remembered } from '../kube/remembered.ts';
import { UNPLACED } from '../kube/unplaced.ts';
import { isReadable } from '../model/coverage.ts';
import type { SourceType } from '../model/ports.ts';
import type {
  AnyAutomatedCheck,
  Coverage,
  KubeObject,
  NamespaceSubject,
  ObjectRef,
  StoredKind,
  Subject,
  SubjectKind,
  Workload,
} from '../plugin-api/index.ts';
import { kindsBehind, objectReadsOf } from './view/reads.ts';

/** Cluster-scoped subjects, and verdicts about the cluster as a whole. */
export const CLUSTER_UNIT = '';

/** The kinds that subjects of a kind are made of. */
export function kindsOfSubject(subject: SubjectKind): readonly StoredKind[] {
  switch (subject) {
    case 'Workload':
      return kindsBehind('Workload');
    case 'Namespace':
      return ['Namespace'];
    case 'Role':
      return ['ClusterRole', 'Role'];
    case 'Binding':
      return ['ClusterRoleBinding', 'RoleBinding'];
    case 'Cluster':
      return [];
    default:
      return [subject];
  }
}

/** Pods are read last, as there are most of them: what can be judged without any does not wait. */
export function podsLast(checks: readonly AnyAutomatedCheck[]): readonly AnyAutomatedCheck[] {
  return checks.toSorted((left, right) => Number(looksAtPods(left)) - Number(looksAtPods(right)));
}

/** At pods, or at what is joined from them. */
function looksAtPods(check: AnyAutomatedCheck): boolean {
  const kinds = objectReadsOf(check).flatMap(({ what }) => kindsBehind(what));
  return [...kindsOfSubject(check.subject), ...kinds].includes('Pod');
}

export function clusterRef(context: string): ObjectRef {
  return { apiVersion: 'harden.kubectl.dev/v1alpha1', kind: 'Cluster', name: context };
}

export function namespaceRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}

/** What stands for all subjects of a unit that could not be listed. */
export function scopeRef(unit: string, context: string): ObjectRef {
  return unit === CLUSTER_UNIT ? clusterRef(context) : namespaceRef(unit);
}

interface Scanned {
  readonly context: string;
  readonly sourceType: SourceType;
  /** Those that were asked for by name. */
  readonly namespaces?: readonly string[];
}

export function subjectsIn(
  inventory: Inventory,
  kind: SubjectKind,
  unit: string,
  { context, sourceType, namespaces = [] }: Scanned,
): readonly Subject[] {
  switch (kind) {
    case 'Workload':
      if (unit === CLUSTER_UNIT) return [];
      return (sourceType === 'files' ? ofFiles : templatesFirst)(inventory.workloads(unit));
    case 'Namespace':
      if (!inventory.hasNamespace(unit)) {
        // Of manifests that were not read nobody knows whether they are about it.
        const isSubject = sourceType !== 'files' && namespaces.includes(unit) && mayExist(inventory, unit);
        return isSubject ? [inventory.namespaceSubject(unit)] : [];
      }
      return namespaceSubjects(inventory, unit).filter(
        (subject) => sourceType !== 'files' || isDescribed(subject, inventory),
      );
    case 'Role':
      return inventory.roles(unit);
    case 'Binding':
      return inventory.bindings(unit);
    case 'Cluster':
      return unit === CLUSTER_UNIT ? [{ ref: clusterRef(context), context }] : [];
    default:
      // A kind has objects in namespaces or outside of them, never both.
      return inventory.list(kind, unit).map((object) => ({ ref: refOf(object), object }));
  }
}

/** How much of a kind was listed for a unit. A list of all namespaces is told of once; where some are named, of each. */
export function coverageOf(
  kind: StoredKind,
  unit: string,
  { inventory, namespaces = [] }: Pick<Scanned, 'namespaces'> & { readonly inventory: Inventory },
): Coverage | undefined {
  const own = inventory.ownCoverage(kind, unit === CLUSTER_UNIT ? undefined : unit);
  if (own !== undefined || unit === CLUSTER_UNIT || namespaces.length === 0) return own;
  return inventory.coverage(kind, unit);
}

/** Nothing of it may be seen, and nobody said that it is not there: whoever asked for it is told that it is unknown. */
function mayExist(inventory: Inventory, namespace: string): boolean {
  const { state } = inventory.coverage('Namespace', namespace);
  return !isReadable(state) && state !== 'absent';
}

/** Why nobody knows whether the manifests define a namespace that was asked for: it is no subject then. */
export function missedNamespace(
  subject: SubjectKind,
  unit: string,
  { inventory, sourceType, namespaces = [] }: Omit<Scanned, 'context'> & { readonly inventory: Inventory },
): string | undefined {
  if (subject !== 'Namespace' || sourceType !== 'files' || !namespaces.includes(unit)) return undefined;
  const { state, reason } = inventory.coverage('Namespace', unit);
  return inventory.hasNamespace(unit) || isReadable(state) ? undefined : (reason ?? state);
}

/** Whether it judges nothing without the Namespace object. */
export function needsNamespace(check: AnyAutomatedCheck): boolean {
  return objectReadsOf(check).some(({ what, need }) => what === 'Namespace' && need === 'must');
}

/** One, but for manifests that define the namespace, or what is in it, more than once: then one of each world. */
export function namespaceSubjects(inventory: Inventory, name: string): readonly NamespaceSubject[] {
  if (name === UNPLACED || !inventory.hasNamespace(name)) return [];
  if (!inventory.worlds.hasCopies) return [inventory.namespaceSubject(name)];
  const copies = inventory.list('Namespace', '').filter((each) => each.metadata.name === name && isCopy(each));
  const own = copies.map((object) => ({ ...inventory.namespaceSubject(name), ref: refOf(object), object }));
  const worlds = new Set(own.map(({ ref }) => inventory.worlds.of(ref)));
  const others = inventory.worlds.in(name).filter((world) => !worlds.has(world));
  return [...own, ...others.map((world) => namespaceIn(inventory.worlds.from(world), name, world))];
}

function namespaceIn(inventory: Inventory, name: string, world: World): NamespaceSubject {
  const subject = inventory.namespaceSubject(name);
  return world === SHARED ? subject : { ...subject, ref: { ...subject.ref, file: world } };
}

/** Of a namespace that only a right is granted in nothing is known that could be refused or allowed there. */
function isDescribed({ name, object, ref }: NamespaceSubject, inventory: Inventory): boolean {
  return object !== undefined || inventory.worlds.from(inventory.worlds.of(ref)).describesPods(name);
}

function isCopy(object: KubeObject): boolean {
  return fileOfCopy(object) !== undefined;
}

// Every check asks for the same subjects: each list is made once, and its items stay the same objects.

/** Deviating pods come after the template that they are compared with. */
const templatesFirst = remembered((workloads: readonly Workload[]): readonly Workload[] => {
  if (workloads.every(({ deviatesFrom }) => deviatesFrom === undefined)) return workloads;
  return workloads.toSorted(
    (left, right) => Number(left.deviatesFrom !== undefined) - Number(right.deviatesFrom !== undefined),
  );
});
const ofFiles = remembered((workloads: readonly Workload[]) => templatesFirst(workloads.map(editable)));

/** What an API server changes in no template that runs is changed in its manifest like any other. */
function editable(workload: Workload): Workload {
  return workload.access === 'recreate' ? { ...workload, access: 'template' } : workload;
}

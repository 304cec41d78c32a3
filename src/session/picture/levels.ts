/** Pod Security levels of workloads and namespaces, for the report and the namespace screen. */

import { levelOf, minorOf, namespacePolicy, strictestFor, versionOn } from '../../analysis/pod-security/index.ts';
import { namespaceSubjects } from '../../engine/index.ts';
import { type Inventory, isWorkloadsRead } from '../../inventory/index.ts';
import { UNPLACED } from '../../kube/unplaced.ts';
import type { CoverageEntry, NamespaceSummary, WorkloadSummary } from '../../model/snapshot.ts';
import type { KindMap, NamespaceSubject, ObjectRef, Workload } from '../../plugin-api/index.ts';

/** What one namespace was summarized from, and what came of it: as long as that stays the same, so does this. */
interface Summarized {
  readonly from: {
    readonly workloads: readonly Workload[];
    readonly idle: readonly Workload[];
    readonly object: KindMap['Namespace'] | undefined;
    readonly coverage: readonly CoverageEntry[];
  };
  readonly workloads: readonly WorkloadSummary[];
  readonly namespaces: readonly NamespaceSummary[];
}

export class Levels {
  readonly #inventory: Inventory;
  readonly #version: ReturnType<typeof versionOn>;
  #known: ReadonlyMap<string, Summarized> = new Map();
  readonly #ofWorkload = new WeakMap<Workload, WorkloadSummary>();
  workloads: readonly WorkloadSummary[] = [];
  namespaces: readonly NamespaceSummary[] = [];

  /** By the newest rules of that server (`v1.36.3`); '' for files. */
  constructor(inventory: Inventory, server: string) {
    this.#inventory = inventory;
    this.#version = versionOn(minorOf(server));
  }

  update(names: readonly string[]): void {
    const known = new Map(names.map((name) => [name, this.#summarized(name)] as const));
    const isSame =
      known.size === this.#known.size && [...known].every(([name, each]) => this.#known.get(name) === each);
    if (isSame) return;
    this.#known = known;
    this.workloads = [...known.values()].flatMap(({ workloads }) => workloads);
    const all = [...known.values()].flatMap(({ namespaces }) => namespaces);
    this.namespaces = all
      .filter(({ name }) => name !== UNPLACED && this.#inventory.hasNamespace(name))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  #summarized(name: string): Summarized {
    const inventory = this.#inventory;
    const from = {
      workloads: inventory.workloads(name),
      idle: inventory.idleWorkloads(name),
      object: inventory.get('Namespace', name),
      coverage: inventory.coverageEntries(),
    };
    const known = this.#known.get(name);
    if (known !== undefined && !inventory.worlds.hasCopies && isSame(known.from, from)) return known;
    const workloads = from.workloads.map((workload) => this.#levelOf(workload, name));
    const namespaces = namespaceSubjects(inventory, name).map((subject) => this.#namespace(subject));
    return { from, workloads, namespaces };
  }

  /** By what is there for it. No level is achievable by evidence where not every workload could be read. */
  #namespace({ name, ref, object }: NamespaceSubject): NamespaceSummary {
    const seen = this.#inventory.worlds.from(this.#inventory.worlds.of(ref));
    const workloads = [...seen.workloads(name), ...seen.idleWorkloads(name)];
    const levels = workloads.map((each) => this.#levelOf(each, name).podSecurity.level);
    const achievable = isWorkloadsRead(this.#inventory, name) ? strictestFor(levels) : null;
    return {
      name,
      ...this.#written(ref),
      podSecurity: { ...namespacePolicy(object?.metadata.labels), achievable },
    };
  }

  #written(ref: ObjectRef): Pick<NamespaceSummary, 'file' | 'origin'> {
    const { origin } = this.#inventory.factsOf(ref) ?? {};
    return {
      ...(ref.file === undefined ? {} : { file: ref.file }),
      ...(origin === undefined ? {} : { origin: { file: origin.file, line: origin.line } }),
    };
  }

  #levelOf(workload: Workload, namespace: string): WorkloadSummary {
    const known = this.#ofWorkload.get(workload);
    if (known !== undefined) return known;
    const { ref, pod, podAnnotations, deviatesFrom } = workload;
    const { level, violations } = levelOf({ spec: pod, annotations: podAnnotations }, this.#version);
    const found = violations.map(({ rule, level: of, message }) => ({ rule, level: of, message }));
    const { apiVersion, kind, name } = ref;
    const podSecurity = { level, violations: found };
    const deviates = deviatesFrom === undefined ? {} : { deviatesFrom: `${deviatesFrom.kind} ${deviatesFrom.name}` };
    const made = { apiVersion, kind, namespace, name, ...this.#written(ref), podSecurity, ...deviates };
    this.#ofWorkload.set(workload, made);
    return made;
  }
}

function isSame(left: Summarized['from'], right: Summarized['from']): boolean {
  return (
    left.workloads === right.workloads &&
    left.idle === right.idle &&
    left.object === right.object &&
    left.coverage === right.coverage
  );
}

/** Pod Security levels of workloads and namespaces, for the report and the namespace screen. */
import { compareLevels, levelOf, namespacePolicy } from '../analysis/pod-security/index.ts';
import type { Inventory } from '../inventory/index.ts';
import type { PodSecurityLevel } from '../model/report.ts';
import type { NamespaceSummary, WorkloadSummary } from '../model/snapshot.ts';
import type { Workload } from '../plugin-api/index.ts';

export function summarizeWorkloads(inventory: Inventory, namespaces: readonly string[]): readonly WorkloadSummary[] {
  return namespaces.flatMap((namespace) =>
    inventory.workloads(namespace).map((workload) => workloadLevel(workload, namespace)),
  );
}

function workloadLevel({ ref, pod, podAnnotations }: Workload, namespace: string): WorkloadSummary {
  const { level, violations } = levelOf({ spec: pod, annotations: podAnnotations });
  return {
    apiVersion: ref.apiVersion,
    kind: ref.kind,
    namespace,
    name: ref.name,
    podSecurity: {
      level,
      violations: violations.map(({ rule, level: of, message }) => ({ rule, level: of, message })),
    },
  };
}

/** No level is achievable by evidence where not every workload could be read. */
export function summarizeNamespaces(
  inventory: Inventory,
  names: readonly string[],
  workloads: readonly WorkloadSummary[],
  isReadable: (namespace: string) => boolean,
): readonly NamespaceSummary[] {
  const byNamespace = Map.groupBy(workloads, ({ namespace }) => namespace);
  return inventory
    .namespaces()
    .filter(({ name }) => names.includes(name))
    .map(({ name, platform, object }) => {
      const members = byNamespace.get(name) ?? [];
      const achievable = isReadable(name) ? weakest(members) : null;
      return { name, platform, podSecurity: { ...namespacePolicy(object?.metadata.labels), achievable } };
    });
}

function weakest(workloads: readonly WorkloadSummary[]): PodSecurityLevel {
  return workloads.reduce<PodSecurityLevel>(
    (level, { podSecurity }) => (compareLevels(podSecurity.level, level) < 0 ? podSecurity.level : level),
    'restricted',
  );
}

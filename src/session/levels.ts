/** Pod Security levels of workloads and namespaces, for the report and the namespace screen. */
import { levelOf, minorOf, namespacePolicy, strictestFor, versionOn } from '../analysis/pod-security/index.ts';
import type { Inventory } from '../inventory/index.ts';
import type { NamespaceSummary, WorkloadSummary } from '../model/snapshot.ts';
import type { Workload } from '../plugin-api/index.ts';

/** By the newest rules of that server (`v1.36.3`); '' for files. */
export function summarizeWorkloads(
  inventory: Inventory,
  namespaces: readonly string[],
  server: string,
): readonly WorkloadSummary[] {
  const version = versionOn(minorOf(server));
  return namespaces.flatMap((namespace) =>
    inventory.workloads(namespace).map((workload) => workloadLevel(workload, namespace, version)),
  );
}

function workloadLevel({ ref, pod, podAnnotations }: Workload, namespace: string, version: string): WorkloadSummary {
  const { level, violations } = levelOf({ spec: pod, annotations: podAnnotations }, version);
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
  server: string,
  isReadable: (namespace: string) => boolean,
): readonly NamespaceSummary[] {
  const version = versionOn(minorOf(server));
  const byNamespace = Map.groupBy(workloads, ({ namespace }) => namespace);
  return inventory
    .namespaces()
    .filter(({ name }) => names.includes(name))
    .map(({ name, platform, object }) => {
      const levels = [
        ...(byNamespace.get(name) ?? []).map(({ podSecurity }) => podSecurity.level),
        ...inventory.idleWorkloads(name).map((workload) => workloadLevel(workload, name, version).podSecurity.level),
      ];
      const achievable = isReadable(name) ? strictestFor(levels) : null;
      return { name, platform, podSecurity: { ...namespacePolicy(object?.metadata.labels), achievable } };
    });
}

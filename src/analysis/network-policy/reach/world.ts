/** The workloads of a cluster or of manifests, and who of them may connect to whom. */
import { refKey } from '../../../kube/refs.ts';
import {
  type Coverage,
  defineFact,
  type KindMap,
  may,
  type ObjectRef,
  type ResourceName,
  type Seen,
  type Workload,
} from '../../../plugin-api/index.ts';
import { accountName } from '../../rbac/account-users.ts';
import { type Enforcement, enforcement } from '../enforcement/index.ts';
import { OTHER_SOURCE_READS, seenOthers } from './other-source.ts';
import { isProtocol } from './ports.ts';
import { Reach } from './reach.ts';
import type { ClusterPolicy, NamedPort, ReachPod } from './types.ts';

export const CLUSTER_POLICIES = 'clusternetworkpolicies.policy.networking.k8s.io';

/** Pods of one workload that no policy tells apart. */
export interface WorkloadPods extends ReachPod {
  readonly workload: ObjectRef;
  /** Absent: the template, for pods to come. */
  readonly names: readonly string[];
}

export interface Reachability {
  readonly reach: Reach<WorkloadPods>;
  /** By workload, in order; each has at least one entry. */
  readonly workloads: ReadonlyMap<string, readonly WorkloadPods[]>;
  readonly enforcement: Enforcement;
  /** What was not fully read, and so may change the answer. */
  readonly gaps: readonly Gap[];
  /** Kinds of policies that are served, and not judged. */
  readonly others: readonly string[];
}

export interface Gap {
  readonly what: string;
  readonly coverage: Coverage;
}

export const reachability = defineFact({
  name: 'reachability',
  scope: 'cluster',
  reads: [
    may.all('Workload'),
    may.all('Namespace'),
    may.all('NetworkPolicy'),
    may.all(CLUSTER_POLICIES, { keep: ['spec'] }),
    ...OTHER_SOURCE_READS,
    may('Discovery'),
    may.fact(enforcement),
  ],
  derive(view): Reachability {
    const [workloads, namespaces] = [view.all('Workload'), view.all('Namespace')];
    const [policies, cluster] = [view.all('NetworkPolicy'), view.all(CLUSTER_POLICIES)];
    const plugin = view.derive(enforcement).value;
    const byWorkload = new Map(
      workloads.value.filter(startsPods).map((each) => [refKey(each.ref), podsOf(each)] as const),
    );
    const { source, unread } = seenOthers(view, plugin);
    const reach = new Reach({
      ...(source === undefined ? {} : { others: source }),
      pods: [...byWorkload.values()].flat(),
      namespaces: new Map(namespaces.value.map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
      policies: policies.value,
      clusterPolicies: cluster.value as readonly ClusterPolicy[],
      doBlocksSelectPods: plugin.doBlocksSelectPods,
    });
    const gaps = [
      ...gapOf('workloads', workloads),
      ...gapOf('namespaces', namespaces),
      ...gapOf('networkpolicies', policies),
      ...(cluster.coverage.state === 'absent' ? [] : gapOf('clusternetworkpolicies', cluster)),
      ...unread.flatMap(([resource, seen]) => gapOf(resource, seen)),
    ];
    const served = view.evidence('Discovery').value ?? [];
    const others = OTHER_POLICIES.filter((name) =>
      served.some(({ group, resource }) => `${resource}.${group}` === name),
    );
    return { reach, workloads: byWorkload, enforcement: plugin, gaps, others };
  },
});

const OTHER_POLICIES: readonly ResourceName[] = [
  'adminnetworkpolicies.policy.networking.k8s.io',
  'clusternetworkpolicies.crd.antrea.io',
];

function gapOf(what: string, { coverage, isRead }: Seen<unknown>): readonly Gap[] {
  return isRead ? [] : [{ what, coverage }];
}

/** A PodTemplate starts no pod by itself. */
function startsPods({ ref }: Workload): boolean {
  return ref.kind !== 'PodTemplate';
}

/** One entry for the pods of each address and label set; where none runs, one for those to come. */
function podsOf(workload: Workload): readonly WorkloadPods[] {
  const { ref, pod, pods, podLabels } = workload;
  const shared = {
    workload: ref,
    namespace: ref.namespace ?? '',
    isHostNetwork: pod.hostNetwork === true,
    isFinished: false,
    namedPorts: namedPortsOf(workload),
    serviceAccount: accountName(pod),
  };
  if (pods.length === 0) return [{ ...shared, labels: podLabels, addresses: [], names: [] }];
  return pods.map((each) => ({
    ...shared,
    labels: each.metadata.labels ?? {},
    addresses: addressesOf(each),
    names: [each.metadata.name],
  }));
}

function addressesOf({ status }: KindMap['Pod']): readonly string[] {
  return (status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []);
}

function namedPortsOf({ containers }: Workload): readonly NamedPort[] {
  return containers.flatMap(({ spec }) =>
    (spec.ports ?? []).flatMap(({ name, protocol = 'TCP', containerPort: port }) =>
      name === undefined || !isProtocol(protocol) ? [] : [{ name, protocol, port }],
    ),
  );
}

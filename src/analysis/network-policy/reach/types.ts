/** What reachability is judged on. */
import type { LabelSelector, Labels } from '../../../kube/label-selector.ts';
import type { JsonObject, KubeObject } from '../../../plugin-api/index.ts';
import type { Endpoint, Policy } from '../types.ts';
import type { PortSet, Protocol } from './ports.ts';

export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Pods that policies treat alike, with what their peers are told apart by. */
export interface ReachPod extends Endpoint {
  readonly namedPorts: readonly NamedPort[];
  /** Of one of the pods, or of its node where it is on the node's network. Empty: not known, as in manifests. */
  readonly addresses: readonly string[];
  /** Undefined: not known. */
  readonly serviceAccount?: string;
}

/** A ClusterNetworkPolicy of `policy.networking.k8s.io`, v1alpha2 or v1beta1, which have the same fields. */
export interface ClusterPolicy extends KubeObject {
  readonly spec?: JsonObject;
}

export interface ReachWorld<T extends ReachPod = ReachPod> {
  readonly pods: readonly T[];
  /** Labels of each namespace. The one that the API server sets need not be among them. */
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly policies: readonly Policy[];
  readonly clusterPolicies: readonly ClusterPolicy[];
  /** Whether a block of addresses also selects pods and nodes. Cilium keeps them to what is outside of the cluster. */
  readonly doBlocksSelectPods: boolean;
  /** Policies of Cilium and of Calico. */
  readonly others?: OtherSource;
}

/** Objects that are enforced, or may be where nobody knows what enforces. */
export interface OtherSource {
  readonly cilium: readonly KubeObject[];
  /** Cilium refuses what no policy allows, whoever is selected. Undefined: not known. */
  readonly isAlways: boolean | undefined;
  readonly calico: readonly KubeObject[];
  readonly tiers: readonly KubeObject[];
  /** Sets of addresses with labels, which selectors of Calico may mean. */
  readonly networkSets: readonly KubeObject[];
  /** Labels of ServiceAccounts by `namespace/name`. Undefined: they were not read. */
  readonly accounts: ReadonlyMap<string, Labels> | undefined;
  /** Nodes, or some of them, are endpoints of Calico by themselves. */
  readonly hasHostEndpoints: boolean;
  /** Cilium holds the networks of nodes to policies, too. Undefined: not known. */
  readonly hasHostFirewall: boolean | undefined;
}

export type Action = 'Accept' | 'Deny' | 'Pass';

/** Whom a rule is about. */
export type PeerTerm =
  | { readonly is: 'everybody' }
  | { readonly is: 'pods'; readonly namespace: string | LabelSelector; readonly pods: LabelSelector }
  | { readonly is: 'block'; readonly cidr: string; readonly except: readonly string[] }
  /** Addresses of all nodes. */
  | { readonly is: 'nodes' };

/** One rule of either kind of policy in one direction. */
export interface FlowRule {
  readonly policy: KubeObject;
  /** Of a ClusterNetworkPolicy: `rule 2 (no-metadata)`. */
  readonly label: string;
  readonly action: Action;
  readonly peers: readonly PeerTerm[];
  readonly fixedPorts: PortSet;
  /** Looked up at the destination. */
  readonly namedPorts: readonly { readonly name: string; readonly protocol?: Protocol }[];
}

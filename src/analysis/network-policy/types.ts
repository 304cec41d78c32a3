/** What the NetworkPolicy engine reads. */
import type { KindMap } from '../../plugin-api/index.ts';

export type Policy = KindMap['NetworkPolicy'];
export type Direction = 'Ingress' | 'Egress';
export type EgressRule = NonNullable<NonNullable<Policy['spec']>['egress']>[number];
export type Peer = NonNullable<EgressRule['to']>[number];
export type Port = NonNullable<EgressRule['ports']>[number];

/** The generated type calls its first field by a name that is not on the wire. */
export interface IngressRule {
  readonly from?: readonly Peer[];
  readonly ports?: readonly Port[];
}

/** Pods that policies treat alike: of one template, or a bare pod. */
export interface Endpoint {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Shares its node's network: policies have no defined effect on it. */
  readonly isHostNetwork: boolean;
  /** Succeeded or Failed: it has no network any more. */
  readonly isFinished: boolean;
}

/** What stands behind a decision, step by step, beside its objects: for a screen. Names and facts; words are the screen's. */

/** An object by its name; `namespace` is absent for what is in none. */
export interface Named {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** One hop of an escalation: what the holder does, to go on after its name. */
export interface Hop {
  /** `ServiceAccount ci/runner`. */
  readonly from: string;
  readonly text: string;
  readonly to: string;
  readonly binding?: Named;
}

/** From one subject through one binding to what its role allows. */
export interface AccessPath {
  readonly subject: string;
  readonly binding: Named;
  readonly role: Named;
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
  /** `get, list on secrets`; none: the role is not there, or gives nothing. */
  readonly rules: readonly string[];
  /** How the subject gets further, by whatever it holds; absent: no way is known. */
  readonly leadsTo?: { readonly target: 'cluster-admin' | 'node'; readonly hops: readonly Hop[] };
}

export interface AccessDetail {
  readonly kind: 'access';
  readonly paths: readonly AccessPath[];
  /** Paths that are not listed. */
  readonly more: number;
  /** What could not be read, and may hold more. */
  readonly unread: readonly string[];
}

/** Ports of all connections with one neighbour, in one direction. */
export interface Flow {
  readonly direction: 'in' | 'out';
  /** A namespace; absent: what is outside of the cluster. */
  readonly namespace?: string;
  /** Pairs of ends that may connect. */
  readonly before: number;
  /** After the change; absent: no change is offered. */
  readonly after?: number;
  /** `TCP 8080, UDP 53`, or `all`: as it is before, and after where that is known. */
  readonly ports: { readonly before: string; readonly after?: string };
  /** Pairs of which nobody knows. */
  readonly unknown: number;
}

export interface SelectingPolicy {
  readonly name: string;
  /** The workloads that it selects; `all`: whatever runs there. */
  readonly selects: 'all' | readonly string[];
  readonly directions: readonly ('Ingress' | 'Egress')[];
  /** It would be made, or changed, by the decision. */
  readonly isNew?: true;
}

export interface NetworkDetail {
  readonly kind: 'network';
  readonly namespace: string;
  readonly workloads: number;
  readonly policies: readonly SelectingPolicy[];
  readonly flows: readonly Flow[];
  /** Whether a network plugin enforces policies, as a sentence; absent: it does. */
  readonly doubt?: string;
  readonly unread: readonly string[];
}

export type Detail = AccessDetail | NetworkDetail;

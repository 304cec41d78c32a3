/** Rules of other makers in one form: what each is about for sure, and what it may be about. */
import type { KubeObject } from '../../../../plugin-api/index.ts';
import type { Addresses } from '../../addresses.ts';
import type { Direction } from '../../types.ts';
import type { End, PodEnd } from '../ends.ts';
import type { PortSet } from '../ports.ts';
import type { NamedPort } from '../types.ts';

/** Undefined: it cannot be told from what was read. */
export type Known = boolean | undefined;

/** Equal keys are equal tests: each is asked once for every end. */
export interface Test {
  readonly key: string;
  readonly meets: (end: End) => Known;
}

export interface OtherPorts {
  readonly fixed: PortSet;
  /** Looked up at the destination; protocols: any of these. */
  readonly named: readonly { readonly name: string; readonly protocols: readonly NamedPort['protocol'][] }[];
  /** Names are looked up among all pods, or at the destination: versions differ. */
  readonly isAmongAll?: boolean;
  /** Ports that are left out of these. */
  readonly without?: OtherPorts;
}

export interface OtherRule {
  readonly action: 'Allow' | 'Deny' | 'Pass';
  readonly peer: Test;
  /** What else the pod itself must be. */
  readonly own?: Test;
  readonly ports: OtherPorts;
  /** Of Cilium: it selects endpoints by their labels. */
  readonly isOfEndpoints?: boolean;
  /** What it asks for beside that, which is not judged: a clause. */
  readonly doubt?: string;
}

/** One rule set of an object in one direction. */
export interface OtherPolicyRules {
  readonly policy: KubeObject;
  readonly direction: Direction;
  readonly subject: Test;
  readonly rules: readonly OtherRule[];
  /** Of Cilium: whether it refuses what nothing allows. */
  readonly isDenying: boolean;
  /** Of Cilium: it asks more of endpoints that any rule for the same pod names. */
  readonly isRequiring?: boolean;
  /** Why what it says is not known: a clause. */
  readonly doubt?: string;
}

export interface Tier {
  readonly name: string;
  /** Undefined: the tier was not read, and may come anywhere. */
  readonly order: number | undefined;
  readonly isPassing: boolean;
  /** By order; those of one order together. */
  readonly steps: readonly (readonly OtherPolicyRules[])[];
}

/** What tells ends apart in these policies. */
export interface OtherDistinctions {
  readonly labelKeys: Iterable<string>;
  /** Some of them ask for ServiceAccounts. */
  readonly isByAccount: boolean;
  readonly blocks: readonly Addresses[];
}

/** Ports for each end. */
export interface Bounds {
  readonly sure: readonly PortSet[];
  readonly maybe: readonly PortSet[];
  /** Policies that have a say. */
  readonly doubted: readonly KubeObject[];
  /** Cilium refuses what no policy allows, whoever is selected. */
  readonly isAlways?: boolean;
}

/** What NetworkPolicies say of the same pod. */
export interface Standard {
  readonly isSelected: boolean;
  readonly granted: readonly PortSet[];
}

export interface OtherPolicies {
  readonly distinctions: OtherDistinctions;
  /** Undefined: none of them is about it. */
  boundsOf(end: PodEnd, direction: Direction, standard: () => Standard): Bounds | undefined;
  /** Those that may be about the networks of nodes. */
  ofNodes(direction: Direction): readonly KubeObject[];
}

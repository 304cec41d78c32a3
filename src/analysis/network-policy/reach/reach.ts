/** Who may connect to whom on which ports, as NetworkPolicies and ClusterNetworkPolicies together say. */
import type { KubeObject } from '../../../plugin-api/index.ts';
import type { Addresses } from '../addresses.ts';
import { parseAddress } from '../addresses.ts';
import type { Direction } from '../types.ts';
import { blocksOf, textOf } from './blocks.ts';
import { clusterRules, subjectOf } from './cluster-rules.ts';
import {
  addressesOf,
  classKey,
  type Distinctions,
  distinctionsOf,
  type End,
  matcherFor,
  type OutsideEnd,
  outsideEnds,
  type PodEnd,
} from './ends.ts';
import { type Bounds, distinctionsOfOthers } from './others/index.ts';
import { difference, intersection, type PortSet } from './ports.ts';
import { otherText, type Question, reasonsFor } from './reasons.ts';
import { type Row, Rows } from './rows.ts';
import { flowRules } from './rules.ts';
import type { ReachPod, ReachWorld } from './types.ts';

/** Ports that are open to, or at, some addresses outside. */
export interface OutsideReach {
  /** `0.0.0.0/0 except 10.0.0.0/8`. */
  readonly addresses: readonly string[];
  /** One of them. */
  readonly sample: string;
  readonly ports: PortSet;
  /** Of which nobody knows whether they are open, and whose policies would tell. */
  readonly unknown: PortSet;
  readonly doubted: readonly KubeObject[];
}

/** Ports of which nobody knows whether they are open. */
export interface Unknown {
  readonly ports: PortSet;
  /** Policies that are not judged in full. */
  readonly doubted: readonly KubeObject[];
}

/** One end of a question: a pod of the world, an address, or anything outside of the cluster. */
export interface Ends<T> {
  readonly from: T | string;
  readonly to: T | string;
}

const DIRECTIONS = ['Ingress', 'Egress'] as const;

export class Reach<T extends ReachPod> {
  readonly #classOf = new Map<T, number>();
  readonly #pods: PodEnd[] = [];
  readonly #outside: readonly OutsideEnd[];
  readonly #rows: Rows;
  readonly #known: Readonly<Record<Direction, Map<number, Bounds>>> = { Ingress: new Map(), Egress: new Map() };

  constructor(world: ReachWorld<T>) {
    const distinctions = distinctionsIn(world);
    const classes = new Map<string, number>();
    for (const pod of world.pods) {
      const key = classKey(pod, distinctions);
      const index = classes.get(key) ?? this.#pods.push({ pod, addresses: addressesOf(pod) }) - 1;
      classes.set(key, index);
      this.#classOf.set(pod, index);
    }
    this.#outside = outsideEnds(distinctions);
    this.#rows = new Rows(world, [...this.#pods, ...this.#outside], matcherFor(world));
  }

  /** How many classes the pods make. */
  get classes(): number {
    return this.#pods.length;
  }

  /** Pods of one class reach, and are reached by, the same. */
  classOf(pod: T): number {
    const known = this.#classOf.get(pod);
    if (known === undefined) throw new TypeError('the pod is not one of this world');
    return known;
  }

  /** Between two pods that are not the same one: a pod always reaches itself. */
  between(from: T, to: T): PortSet {
    return this.betweenClasses(this.classOf(from), this.classOf(to));
  }

  betweenClasses(from: number, to: number): PortSet {
    const sent = this.#row(from, 'Egress')[to] ?? [];
    return sent.length === 0 ? sent : intersection(sent, this.#row(to, 'Ingress')[from] ?? []);
  }

  /** Undefined: all is known. */
  unknownBetween(from: number, to: number): Unknown | undefined {
    const [sent, received] = [this.#bounds(from, 'Egress'), this.#bounds(to, 'Ingress')];
    if (sent.doubted.length + received.doubted.length === 0) return undefined;
    const maybe = intersection(sent.maybe[to] ?? [], received.maybe[from] ?? []);
    const ports = difference(maybe, this.betweenClasses(from, to));
    return ports.length === 0 ? undefined : { ports, doubted: [...sent.doubted, ...received.doubted] };
  }

  /** Of the pod and one address; undefined: all is known. */
  unknownAt(pod: T, address: string, direction: Direction): Unknown | undefined {
    const { sure, maybe, doubted } = this.#bounds(this.classOf(pod), direction);
    const at = this.#pods.length + this.#indexOf(address);
    const ports = difference(maybe[at] ?? [], sure[at] ?? []);
    return ports.length === 0 ? undefined : { ports, doubted };
  }

  /** From outside to the pod (Ingress), or from the pod to outside (Egress): equal ports together. */
  outside(pod: T, direction: Direction): readonly OutsideReach[] {
    return this.outsideOfClass(this.classOf(pod), direction);
  }

  outsideOfClass(index: number, direction: Direction): readonly OutsideReach[] {
    const { sure, maybe, doubted } = this.#bounds(index, direction);
    const byPorts = Map.groupBy(this.#outside.entries(), ([at]) => {
      const place = this.#pods.length + at;
      return `${sure[place]?.join()} ${maybe[place]?.join()}`;
    });
    return [...byPorts.values()].flatMap((entries) => {
      const place = this.#pods.length + (entries[0]?.[0] ?? 0);
      const ports = sure[place] ?? [];
      const unknown = difference(maybe[place] ?? [], ports);
      const stretches = entries.map(([, { outside }]) => outside);
      const [first] = stretches;
      if (ports.length + unknown.length === 0 || first === undefined) return [];
      return [{ addresses: blocksOf(stretches), sample: textOf(first.first, first.bits), ports, unknown, doubted }];
    });
  }

  /** From the pod to one address, or from it. Throws a TypeError when it is none. */
  atAddress(pod: T, address: string, direction: Direction): PortSet {
    return this.#row(this.classOf(pod), direction)[this.#pods.length + this.#indexOf(address)] ?? [];
  }

  /** Sentences on what decides the port in each direction; one end is a pod. */
  reasons({ from, to }: Ends<T>, port: PortSet): readonly string[] {
    const [sender, receiver] = [this.#endOf(from), this.#endOf(to)];
    return [
      ...('pod' in sender ? this.#told({ end: sender, peer: receiver, direction: 'Egress', port }) : []),
      ...('pod' in receiver ? this.#told({ end: receiver, peer: sender, direction: 'Ingress', port }) : []),
    ];
  }

  #told(question: Question): readonly string[] {
    const { end, peer, direction, port } = question;
    const { sure, maybe, doubted, isAlways } = this.#rows.bounds(end, direction);
    if (doubted.length === 0 && isAlways !== true) return reasonsFor(this.#rows, question);
    const at = [...this.#pods, ...this.#outside].indexOf(peer as PodEnd & OutsideEnd);
    const isOpen = intersection(sure[at] ?? [], port).length > 0;
    return [
      otherText(direction, doubted, isOpen || (intersection(maybe[at] ?? [], port).length > 0 ? undefined : false)),
    ];
  }

  #endOf(asked: T | string): End {
    const end = typeof asked === 'string' ? this.#outside[this.#indexOf(asked)] : this.#pods[this.classOf(asked)];
    if (end === undefined) throw new TypeError('there is no such end');
    return end;
  }

  #indexOf(address: string): number {
    const parsed = parseAddress(address);
    const found = this.#outside.findIndex(({ outside }) => parsed !== undefined && isWithin(parsed, outside));
    if (found < 0) throw new TypeError(`${address} is no address`);
    return found;
  }

  #row(index: number, direction: Direction): Row {
    return this.#bounds(index, direction).sure;
  }

  #bounds(index: number, direction: Direction): Bounds {
    const known = this.#known[direction].get(index);
    if (known !== undefined) return known;
    const end = this.#pods[index];
    const bounds = end === undefined ? { sure: [], maybe: [], doubted: [] } : this.#rows.bounds(end, direction);
    this.#known[direction].set(index, bounds);
    return bounds;
  }
}

function isWithin(address: Addresses, stretch: Addresses): boolean {
  return address.bits === stretch.bits && stretch.first <= address.first && address.first <= stretch.last;
}

/** What policies tell pods and addresses apart by. */
function distinctionsIn({ policies, clusterPolicies, others }: ReachWorld): Distinctions {
  const rules = DIRECTIONS.flatMap((direction) => [
    ...policies.flatMap((policy) => flowRules(policy, direction)),
    ...clusterPolicies.flatMap((policy) => clusterRules(policy, direction)),
  ]);
  const subjects = clusterPolicies.flatMap((policy) => subjectOf(policy) ?? []);
  const selectors = policies.map(({ spec }) => spec?.podSelector ?? {});
  const plain = distinctionsOf([...rules.flatMap(({ peers }) => peers), ...subjects], selectors);
  if (others === undefined) return plain;
  const { labelKeys, isByAccount, blocks } = distinctionsOfOthers(others);
  return {
    labelKeys: new Set([...plain.labelKeys, ...labelKeys]),
    isByAccount,
    blocks: distinct([...plain.blocks, ...blocks]),
  };
}

function distinct(blocks: readonly Addresses[]): readonly Addresses[] {
  return [...new Map(blocks.map((block) => [`${block.bits} ${block.first} ${block.last}`, block])).values()];
}

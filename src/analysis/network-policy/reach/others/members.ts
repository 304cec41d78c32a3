/** Which ends rules are about, asked once for each test, and what a rule comes down to between two ends. */
import type { Direction } from '../../types.ts';
import { type End, isOutside, type PodEnd } from '../ends.ts';
import { ALL_PORTS, difference, NO_PORTS, type PortSet, portRange, union } from '../ports.ts';
import type { NamedPort } from '../types.ts';
import type { Known, OtherPorts, OtherRule, Test } from './types.ts';

export const ALL_OTHER_PORTS: OtherPorts = { fixed: ALL_PORTS, named: [] };

/** Ports that a rule is about for sure, and those that it may be about. */
export interface Hit {
  readonly at: number;
  readonly sure: PortSet;
  readonly maybe: PortSet;
}

interface Member {
  readonly at: number;
  readonly isSure: boolean;
}

export class Members {
  readonly #ends: readonly End[];
  readonly #known = new Map<string, readonly Member[]>();
  #named: readonly NamedPort[] | undefined;

  constructor(ends: readonly End[]) {
    this.#ends = ends;
  }

  get count(): number {
    return this.#ends.length;
  }

  /** Of every end that the rule may be about. `isCertain`: whether the rule holds for the pod at all. */
  hits(rule: OtherRule, pod: PodEnd, direction: Direction, isCertain: boolean): readonly Hit[] {
    const own: Known = rule.own === undefined ? true : rule.own.meets(pod);
    if (own === false) return [];
    const isSure = isCertain && own === true && rule.doubt === undefined;
    return this.#of(rule.peer).map((member) => {
      const destination = direction === 'Ingress' ? pod : (this.#ends[member.at] ?? pod);
      const { sure, maybe } = this.#portsAt(rule.ports, destination);
      return { at: member.at, sure: isSure && member.isSure ? sure : NO_PORTS, maybe };
    });
  }

  #portsAt({ fixed, named, isAmongAll, without }: OtherPorts, destination: End): Pick<Hit, 'sure' | 'maybe'> {
    const own = namedAt(named, destination);
    const { sure, maybe } = isAmongAll === true ? this.#amongAll(named, own) : { sure: own, maybe: own };
    const all = { sure: union(fixed, sure), maybe: union(fixed, maybe) };
    if (without === undefined) return all;
    const left = this.#portsAt(without, destination);
    return { sure: difference(all.sure, left.maybe), maybe: difference(all.maybe, left.sure) };
  }

  /** A name that stands for one port everywhere may open it at every destination; for several, at none for sure. */
  #amongAll(named: OtherPorts['named'], own: PortSet): Pick<Hit, 'sure' | 'maybe'> {
    if (named.length === 0) return { sure: own, maybe: own };
    const known = named.map(({ name, protocols }) =>
      this.#namedPorts().filter((port) => port.name === name && protocols.includes(port.protocol)),
    );
    const isPlain = known.every((ports) => new Set(ports.map(({ port }) => port)).size <= 1);
    return isPlain
      ? { sure: own, maybe: known.flat().map(portSet).reduce(union, own) }
      : { sure: NO_PORTS, maybe: own };
  }

  #namedPorts(): readonly NamedPort[] {
    this.#named ??= distinctPorts(this.#ends);
    return this.#named;
  }

  #of({ key, meets }: Test): readonly Member[] {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#ends.flatMap((end, at): readonly Member[] => {
      const answer = meets(end);
      return answer === false ? [] : [{ at, isSure: answer === true }];
    });
    this.#known.set(key, found);
    return found;
  }
}

function distinctPorts(ends: readonly End[]): readonly NamedPort[] {
  const all = ends.flatMap((end) => (isOutside(end) || end.pod.isHostNetwork ? [] : end.pod.namedPorts));
  return [...new Map(all.map((each) => [`${each.name} ${each.protocol} ${each.port}`, each])).values()];
}

function namedAt(named: OtherPorts['named'], destination: End): PortSet {
  if (named.length === 0 || isOutside(destination)) return NO_PORTS;
  return destination.pod.namedPorts
    .filter((port) => named.some(({ name, protocols }) => name === port.name && protocols.includes(port.protocol)))
    .map(portSet)
    .reduce(union, NO_PORTS);
}

function portSet({ protocol, port }: NamedPort): PortSet {
  return portRange(protocol, port, port);
}

export function both(left: Known, right: Known): Known {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : undefined;
}

export function either(left: Known, right: Known): Known {
  if (left === true || right === true) return true;
  return left === false && right === false ? false : undefined;
}

export function not(answer: Known): Known {
  return answer === undefined ? undefined : !answer;
}

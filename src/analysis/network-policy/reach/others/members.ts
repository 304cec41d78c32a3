/** Which ends rules are about, asked once for each test, and what a rule comes down to between two ends. */
import type { Direction } from '../../types.ts';
import { type End, isOutside, type PodEnd } from '../ends.ts';
import { ALL_PORTS, difference, NO_PORTS, type PortSet, portRange, union } from '../ports.ts';
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
      const maybe = portsAt(rule, destination);
      return { at: member.at, sure: isSure && member.isSure ? maybe : NO_PORTS, maybe };
    });
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

function portsAt({ ports, isExcept }: OtherRule, destination: End): PortSet {
  const found = namedAt(ports, destination);
  return isExcept === true ? difference(ALL_PORTS, found) : found;
}

function namedAt({ fixed, named }: OtherPorts, destination: End): PortSet {
  if (named.length === 0 || isOutside(destination)) return fixed;
  return destination.pod.namedPorts
    .filter((port) => named.some(({ name, protocols }) => name === port.name && protocols.includes(port.protocol)))
    .map(({ protocol, port }) => portRange(protocol, port, port))
    .reduce(union, fixed);
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

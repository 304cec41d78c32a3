/** Sets of ports of all protocols, as ranges on one line: TCP first, then UDP, then SCTP. */

export const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface PortRange {
  readonly protocol: Protocol;
  readonly port: number;
  /** Both ends belong to it. */
  readonly endPort: number;
}

/** Ends of ranges, in order: the first port that is in, the first that is out, and so on. */
export type PortSet = readonly number[];

const WIDTH = 65_536;
const LAST_PORT = WIDTH - 1;

export const NO_PORTS: PortSet = [];
export const ALL_PORTS: PortSet = PROTOCOLS.flatMap((protocol) => portRange(protocol, 1, LAST_PORT));

export function isProtocol(name: string): name is Protocol {
  return (PROTOCOLS as readonly string[]).includes(name);
}

/** Empty where no port is in the range. */
export function portRange(protocol: Protocol, first: number, last: number): PortSet {
  const base = PROTOCOLS.indexOf(protocol) * WIDTH;
  return first < 1 || last > LAST_PORT || last < first ? NO_PORTS : [base + first, base + last + 1];
}

export function allPortsOf(protocol: Protocol): PortSet {
  return portRange(protocol, 1, LAST_PORT);
}

export function union(left: PortSet, right: PortSet): PortSet {
  if (left === right || right.length === 0 || left === ALL_PORTS) return left;
  if (left.length === 0 || right === ALL_PORTS) return right;
  return combine(left, right, (isLeft, isRight) => isLeft || isRight);
}

export function intersection(left: PortSet, right: PortSet): PortSet {
  if (left === right || left.length === 0 || right === ALL_PORTS) return left;
  if (right.length === 0 || left === ALL_PORTS) return right;
  return combine(left, right, (isLeft, isRight) => isLeft && isRight);
}

export function difference(left: PortSet, right: PortSet): PortSet {
  if (left.length === 0 || right.length === 0) return left;
  if (left === right || right === ALL_PORTS) return NO_PORTS;
  return combine(left, right, (isLeft, isRight) => isLeft && !isRight);
}

export function hasPort(ports: PortSet, protocol: Protocol, port: number): boolean {
  return intersection(ports, portRange(protocol, port, port)).length > 0;
}

export function rangesOf(ports: PortSet): readonly PortRange[] {
  const ranges: PortRange[] = [];
  for (let at = 0; at < ports.length; at += 2) {
    const [first = 0, end = 0] = [ports[at], ports[at + 1]];
    const base = Math.floor(first / WIDTH) * WIDTH;
    const protocol = PROTOCOLS[base / WIDTH];
    if (protocol !== undefined) ranges.push({ protocol, port: first - base, endPort: end - base - 1 });
  }
  return ranges;
}

function combine(left: PortSet, right: PortSet, isIn: (isLeft: boolean, isRight: boolean) => boolean): PortSet {
  const result: number[] = [];
  let [atLeft, atRight] = [0, 0];
  while (atLeft < left.length || atRight < right.length) {
    const next = Math.min(left[atLeft] ?? Number.POSITIVE_INFINITY, right[atRight] ?? Number.POSITIVE_INFINITY);
    if (left[atLeft] === next) atLeft++;
    if (right[atRight] === next) atRight++;
    // After an odd number of ends the place is within a range.
    if (isIn(atLeft % 2 === 1, atRight % 2 === 1) !== (result.length % 2 === 1)) result.push(next);
  }
  if (result.length === 0) return NO_PORTS;
  return isAll(result) ? ALL_PORTS : result;
}

function isAll(ports: PortSet): boolean {
  return ports.length === ALL_PORTS.length && ports.every((end, at) => end === ALL_PORTS[at]);
}

/** Connections between workloads and with what is outside of the cluster. */
import { objectName, refOf } from '../../../kube/refs.ts';
import type { KubeObject } from '../../../plugin-api/index.ts';
import type { Direction } from '../types.ts';
import {
  difference,
  hasPort,
  intersection,
  NO_PORTS,
  type PortRange,
  type PortSet,
  type Protocol,
  portRange,
  rangesOf,
  union,
} from './ports.ts';
import type { Unknown } from './reach.ts';
import type { Reachability, WorkloadPods } from './world.ts';

export interface WorkloadEnd {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
}
export interface ExternalEnd {
  readonly external: true;
  /** `0.0.0.0/0 except 10.0.0.0/8`. */
  readonly addresses: readonly string[];
}
export type ConnectionEnd = WorkloadEnd | ExternalEnd;

export interface Connection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  readonly ports: readonly PortRange[];
  /** Ports of which nobody knows, with the policies that are not judged in full. Absent: none. */
  readonly unknown?: { readonly ports: readonly PortRange[]; readonly policies: readonly string[] };
}

/** Pods of one workload, or one pod; or what is outside: anything, or one address. */
export type Asked =
  | { readonly is: 'pods'; readonly end: WorkloadEnd; readonly pods: readonly WorkloadPods[] }
  | { readonly is: 'external'; readonly address?: string };

export interface PortFilter {
  readonly protocol: Protocol;
  /** Absent: every port of the protocol. */
  readonly port?: number;
}

export function portsOf({ protocol, port }: PortFilter): PortSet {
  return port === undefined ? portRange(protocol, 1, 65_535) : portRange(protocol, port, port);
}

/** Every workload, in order. */
export function everyWorkload({ workloads }: Reachability): readonly Asked[] {
  return [...workloads.values()].flatMap((pods) => {
    const end = endOf(pods);
    return end === undefined ? [] : [{ is: 'pods' as const, end, pods }];
  });
}

export function endOf([first]: readonly WorkloadPods[]): WorkloadEnd | undefined {
  if (first === undefined) return undefined;
  const { kind, name } = first.workload;
  return { namespace: first.namespace, kind, name };
}

/** From each of `from` to each of `to`, where any port is open. Addresses outside are no ends of each other. */
export function connectionsBetween(
  { reach }: Pick<Reachability, 'reach'>,
  { from, to }: { readonly from: readonly Asked[]; readonly to: readonly Asked[] },
  filter?: PortFilter,
): readonly Connection[] {
  const wanted = filter === undefined ? undefined : portsOf(filter);
  const narrowed = (ports: PortSet) => (wanted === undefined ? ports : intersection(ports, wanted));
  const tell = remembered();
  const classesOf = rememberedClasses(reach);
  const found: Connection[] = [];
  const add = (sender: ConnectionEnd, receiver: ConnectionEnd, ports: PortSet, doubt?: Unknown) => {
    const open = narrowed(ports);
    const left = doubt === undefined ? NO_PORTS : difference(narrowed(doubt.ports), open);
    if (open.length + left.length === 0) return;
    const unknown =
      left.length === 0 ? {} : { unknown: { ports: tell(left), policies: namesOf(doubt?.doubted ?? []) } };
    found.push({ from: sender, to: receiver, ports: tell(open), ...unknown });
  };
  for (const sender of from)
    for (const receiver of to) {
      if (sender.is === 'pods' && receiver.is === 'pods') {
        if (isSamePod(sender, receiver)) continue;
        const [own, others] = [classesOf(sender.pods), classesOf(receiver.pods)];
        add(sender.end, receiver.end, betweenClasses(reach, own, others), unknownBetween(reach, own, others));
      } else if (sender.is === 'pods' && receiver.is === 'external')
        for (const { end, ports, doubt } of outsideOf(reach, sender.pods, 'Egress', receiver.address))
          add(sender.end, end, ports, doubt);
      else if (sender.is === 'external' && receiver.is === 'pods')
        for (const { end, ports, doubt } of outsideOf(reach, receiver.pods, 'Ingress', sender.address))
          add(end, receiver.end, ports, doubt);
    }
  return found;
}

type ReachOf = Reachability['reach'];

/** A pod alone reaches itself whatever policies say: that is no connection. */
function isSamePod(sender: Asked & { is: 'pods' }, receiver: Asked & { is: 'pods' }): boolean {
  return sender.pods.length === 1 && sender.pods[0] === receiver.pods[0] && sender.end.kind === 'Pod';
}

function betweenClasses(reach: ReachOf, from: readonly number[], to: readonly number[]): PortSet {
  let open = NO_PORTS;
  for (const sender of from) for (const receiver of to) open = union(open, reach.betweenClasses(sender, receiver));
  return open;
}

function unknownBetween(reach: ReachOf, from: readonly number[], to: readonly number[]): Unknown | undefined {
  return joined(from.flatMap((sender) => to.flatMap((receiver) => reach.unknownBetween(sender, receiver) ?? [])));
}

function joined(all: readonly Unknown[]): Unknown | undefined {
  if (all.length === 0) return undefined;
  return {
    ports: all.map(({ ports }) => ports).reduce(union, NO_PORTS),
    doubted: all.flatMap(({ doubted }) => doubted),
  };
}

function namesOf(policies: readonly KubeObject[]): readonly string[] {
  return [...new Set(policies.map((policy) => objectName(refOf(policy))))].sort();
}

interface Outside {
  readonly end: ExternalEnd;
  readonly ports: PortSet;
  readonly doubt?: Unknown;
}

function outsideOf(
  reach: ReachOf,
  pods: readonly WorkloadPods[],
  direction: Direction,
  address: string | undefined,
): readonly Outside[] {
  if (address !== undefined) {
    const ports = pods.map((pod) => reach.atAddress(pod, address, direction)).reduce(union, NO_PORTS);
    const doubt = joined(pods.flatMap((pod) => reach.unknownAt(pod, address, direction) ?? []));
    return [{ end: { external: true, addresses: [address] }, ports, ...(doubt === undefined ? {} : { doubt }) }];
  }
  const byText = new Map(
    pods
      .flatMap((pod) => reach.outside(pod, direction))
      .map(({ addresses, ports, unknown, doubted }): [string, Outside] => [
        `${addresses} ${ports} ${unknown}`,
        {
          end: { external: true, addresses },
          ports,
          ...(unknown.length === 0 ? {} : { doubt: { ports: unknown, doubted } }),
        },
      ]),
  );
  return [...byText.values()];
}

function rememberedClasses(reach: ReachOf): (pods: readonly WorkloadPods[]) => readonly number[] {
  const known = new Map<readonly WorkloadPods[], readonly number[]>();
  return (pods) => {
    const classes = known.get(pods) ?? [...new Set(pods.map((pod) => reach.classOf(pod)))];
    known.set(pods, classes);
    return classes;
  };
}

/** Equal sets are told once. */
function remembered(): (ports: PortSet) => readonly PortRange[] {
  const known = new Map<string, readonly PortRange[]>();
  return (ports) => {
    const key = ports.join();
    const ranges = known.get(key) ?? rangesOf(ports);
    known.set(key, ranges);
    return ranges;
  };
}

export interface Answer {
  /** null: what was not read may decide. */
  readonly allowed: boolean | null;
  readonly because: readonly string[];
}

/** Whether the port is open from one end to the other, and why. At least one end is pods. */
export function answerFor(
  reachability: Reachability,
  { from, to }: { readonly from: Asked; readonly to: Asked },
  filter: PortFilter & { readonly port: number },
): Answer {
  const { enforcement, gaps, others } = reachability;
  const judged = judgePairs(reachability, from, to, filter);
  const unread = gaps.map(({ what, coverage }) => `Not fully read: ${what}: ${coverage.reason ?? coverage.state}.`);
  const unjudged = others.length === 0 ? [] : [`Not judged: ${others.join(', ')} may say something else.`];
  if (enforcement.state === 'ignored')
    return { allowed: true, because: [enforcement.text, ...judged.because, ...unread, ...unjudged] };
  const allowed = gaps.length > 0 || judged.isUnknown ? null : judged.isOpen;
  return { allowed, because: [...unread, ...judged.because, ...unjudged, ...doubtOf(reachability)] };
}

function doubtOf({ enforcement: { state, text } }: Reachability): readonly string[] {
  return state === 'enforced' ? [] : [text];
}

/** Pods of one workload may differ: what any of them may counts. */
function judgePairs(
  { reach }: Reachability,
  from: Asked,
  to: Asked,
  { protocol, port }: PortFilter & { readonly port: number },
): { readonly isOpen: boolean; readonly isUnknown: boolean; readonly because: readonly string[] } {
  const outside = (asked: Asked, direction: Direction) => (pod: WorkloadPods) =>
    asked.is === 'external' ? samplesOf(reach, pod, direction, asked.address) : asked.pods;
  const pairs =
    from.is === 'pods'
      ? from.pods.flatMap((sender) => outside(to, 'Egress')(sender).map((receiver) => ({ from: sender, to: receiver })))
      : endsOf(to).flatMap((receiver) =>
          outside(from, 'Ingress')(receiver).map((sender) => ({ from: sender, to: receiver })),
        );
  const isOpen = (pair: (typeof pairs)[number]) => {
    const { from: sender, to: receiver } = pair;
    if (typeof sender !== 'string' && typeof receiver !== 'string')
      return hasPort(reach.between(sender, receiver), protocol, port);
    if (typeof sender !== 'string')
      return typeof receiver === 'string' && hasPort(reach.atAddress(sender, receiver, 'Egress'), protocol, port);
    return typeof receiver !== 'string' && hasPort(reach.atAddress(receiver, sender, 'Ingress'), protocol, port);
  };
  const [one] = pairs;
  if (pairs.length === 1 && one !== undefined && one.from === one.to)
    return { isOpen: true, isUnknown: false, because: ['A pod always reaches itself.'] };
  const open = pairs.find(isOpen);
  const unknown = open === undefined ? pairs.find((pair) => isUnknown(reach, pair, { protocol, port })) : undefined;
  const told = open ?? unknown ?? one;
  const because = told === undefined ? [] : reach.reasons(told, portRange(protocol, port, port));
  return { isOpen: open !== undefined, isUnknown: unknown !== undefined, because };
}

interface Pair {
  readonly from: WorkloadPods | string;
  readonly to: WorkloadPods | string;
}

function isUnknown(reach: ReachOf, { from, to }: Pair, { protocol, port }: Required<PortFilter>): boolean {
  const found =
    typeof from === 'string'
      ? typeof to === 'string'
        ? undefined
        : reach.unknownAt(to, from, 'Ingress')
      : typeof to === 'string'
        ? reach.unknownAt(from, to, 'Egress')
        : reach.unknownBetween(reach.classOf(from), reach.classOf(to));
  return found !== undefined && hasPort(found.ports, protocol, port);
}

/** One address of each stretch that is judged alike. */
function samplesOf(
  reach: ReachOf,
  pod: WorkloadPods,
  direction: Direction,
  address: string | undefined,
): readonly string[] {
  if (address !== undefined) return [address];
  const samples = reach.outside(pod, direction).map(({ sample }) => sample);
  return samples.length === 0 ? [SOMEWHERE] : samples;
}

/** Where nothing outside is reached on any port: one address for the reason. */
const SOMEWHERE = '198.51.100.1';

function endsOf(asked: Asked): readonly WorkloadPods[] {
  return asked.is === 'pods' ? asked.pods : [];
}

/** What one class of pods may send to, or receive from, every end: tier by tier, rule by rule. */
import { isolates } from '../directions.ts';
import { selectingAmong } from '../selecting.ts';
import type { Direction, Policy } from '../types.ts';
import { clusterRules, inOrder, subjectOf, type Tier } from './cluster-rules.ts';
import { type End, isOutside, type Matcher, type PodEnd } from './ends.ts';
import { type Bounds, type OtherPolicies, othersOf } from './others/index.ts';
import { ALL_PORTS, difference, intersection, NO_PORTS, type PortSet, portRange, union } from './ports.ts';
import { flowRules } from './rules.ts';
import type { FlowRule, PeerTerm, ReachWorld } from './types.ts';

/** One entry for each end. */
export type Row = readonly PortSet[];

const TIERS: readonly Tier[] = ['Admin', 'Baseline'];

export interface Judged {
  readonly rule: FlowRule;
  readonly tier: Tier | 'NetworkPolicy';
}

export class Rows {
  readonly #ends: readonly End[];
  readonly #matches: Matcher;
  readonly #selecting: Readonly<Record<Direction, (pod: PodEnd['pod']) => readonly Policy[]>>;
  readonly #tiers: Readonly<Record<Direction, Readonly<Record<Tier, readonly ClusterEntry[]>>>>;
  readonly #members = new Map<string, readonly number[]>();
  readonly #rules = new Map<Policy, Partial<Record<Direction, readonly FlowRule[]>>>();
  readonly #everybody: readonly number[];
  readonly #open: Row;
  readonly #others: readonly OtherPolicies[];

  constructor(world: ReachWorld, ends: readonly End[], matches: Matcher) {
    this.#ends = ends;
    this.#matches = matches;
    this.#everybody = ends.map((_, index) => index);
    this.#open = ends.map(() => ALL_PORTS);
    this.#others = world.others === undefined ? [] : othersOf(world.others, world.namespaces, ends);
    const selecting = (direction: Direction) =>
      selectingAmong(world.policies.filter((policy) => isolates(policy, direction)));
    this.#selecting = { Ingress: selecting('Ingress'), Egress: selecting('Egress') };
    const tiers = (direction: Direction) => ({
      Admin: entriesOf(world, 'Admin', direction),
      Baseline: entriesOf(world, 'Baseline', direction),
    });
    this.#tiers = { Ingress: tiers('Ingress'), Egress: tiers('Egress') };
  }

  /** Policies have no defined effect on pods of the node's network. */
  row(end: PodEnd, direction: Direction): Row {
    if (end.pod.isHostNetwork) return this.#open;
    const selecting = this.selecting(end, direction);
    const [admin, baseline] = [
      this.clusterRules(end, direction, 'Admin'),
      this.clusterRules(end, direction, 'Baseline'),
    ];
    if (selecting.length === 0 && admin.length + baseline.length === 0) return this.#open;
    const decided = this.#judgeTier(admin, end, direction, this.#open);
    if (selecting.length > 0) {
      const granted = this.#granted(selecting, end, direction);
      return decided.allowed.map((ports, at) => union(ports, intersection(at_(decided.left, at), at_(granted, at))));
    }
    const last = this.#judgeTier(baseline, end, direction, decided.left);
    return decided.allowed.map((ports, at) => union(union(ports, at_(last.allowed, at)), at_(last.left, at)));
  }

  /** What is open for sure, and what may be, where policies of other makers have a say. */
  bounds(end: PodEnd, direction: Direction): Bounds {
    const plain = this.row(end, direction);
    if (this.#others.length === 0) return { sure: plain, maybe: plain, doubted: [] };
    if (end.pod.isHostNetwork) return this.#boundsOfNode(direction);
    const standard = () => {
      const own = this.selecting(end, direction);
      return { isSelected: own.length > 0, granted: this.#granted(own, end, direction) };
    };
    const found = this.#others.flatMap((each) => each.boundsOf(end, direction, standard) ?? []);
    const [one, ...more] = found;
    if (one === undefined) return { sure: plain, maybe: plain, doubted: [] };
    const tiers = TIERS.some((tier) => this.clusterRules(end, direction, tier).length > 0);
    if (more.length === 0 && !tiers) return one;
    // Who of several makers comes first is nowhere said.
    return this.#undecided(found.flatMap(({ doubted }) => doubted));
  }

  /** Rules for nodes are not judged. */
  #boundsOfNode(direction: Direction): Bounds {
    const doubted = this.#others.flatMap((each) => each.ofNodes(direction));
    return doubted.length > 0 ? this.#undecided(doubted) : { sure: this.#open, maybe: this.#open, doubted };
  }

  #undecided(doubted: Bounds['doubted']): Bounds {
    return { sure: this.#ends.map(() => NO_PORTS), maybe: this.#open, doubted };
  }

  /** NetworkPolicies that isolate it. */
  selecting({ pod }: PodEnd, direction: Direction): readonly Policy[] {
    return pod.isHostNetwork ? [] : this.#selecting[direction](pod);
  }

  clusterRules(end: PodEnd, direction: Direction, tier: Tier): readonly FlowRule[] {
    return this.#tiers[direction][tier].flatMap(({ subject, rules }) => (this.#matches(subject, end) ? rules : []));
  }

  rulesOf(policy: Policy, direction: Direction): readonly FlowRule[] {
    const known = this.#rules.get(policy) ?? {};
    const rules = known[direction] ?? flowRules(policy, direction);
    this.#rules.set(policy, { ...known, [direction]: rules });
    return rules;
  }

  /** Ports of the rule at the destination of a connection between the two; none where the peer is not meant. */
  portsOf(rule: FlowRule, { end, peer, direction }: { end: PodEnd; peer: End; direction: Direction }): PortSet {
    if (!rule.peers.some((term) => this.#matches(term, peer))) return NO_PORTS;
    return portsAt(rule, direction === 'Ingress' ? end : peer);
  }

  #judgeTier(rules: readonly FlowRule[], end: PodEnd, direction: Direction, open: Row): { allowed: Row; left: Row } {
    const allowed = open.map(() => NO_PORTS);
    const undecided = [...open];
    const passed = open.map(() => NO_PORTS);
    for (const rule of rules)
      for (const at of this.#membersOf(rule)) {
        const ports = portsAt(rule, direction === 'Ingress' ? end : (this.#ends[at] ?? end));
        const hit = intersection(at_(undecided, at), ports);
        if (hit.length === 0) continue;
        undecided[at] = difference(at_(undecided, at), hit);
        if (rule.action === 'Accept') allowed[at] = union(at_(allowed, at), hit);
        if (rule.action === 'Pass') passed[at] = union(at_(passed, at), hit);
      }
    return { allowed, left: undecided.map((ports, at) => union(ports, at_(passed, at))) };
  }

  #granted(selecting: readonly Policy[], end: PodEnd, direction: Direction): Row {
    const granted: PortSet[] = this.#ends.map(() => NO_PORTS);
    for (const policy of selecting)
      for (const rule of this.rulesOf(policy, direction))
        for (const at of this.#membersOf(rule)) {
          const ports = portsAt(rule, direction === 'Ingress' ? end : (this.#ends[at] ?? end));
          granted[at] = union(at_(granted, at), ports);
        }
    return granted;
  }

  #membersOf({ peers }: FlowRule): readonly number[] {
    const [first, ...others] = peers;
    if (first === undefined) return [];
    if (others.length === 0) return this.#membersOfTerm(first);
    return [...new Set(peers.flatMap((term) => this.#membersOfTerm(term)))];
  }

  /** The same selectors come again and again. */
  #membersOfTerm(term: PeerTerm): readonly number[] {
    if (term.is === 'everybody') return this.#everybody;
    const key = JSON.stringify(term);
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const found = this.#everybody.filter((at) => {
      const end = this.#ends[at];
      return end !== undefined && this.#matches(term, end);
    });
    this.#members.set(key, found);
    return found;
  }
}

interface ClusterEntry {
  readonly subject: PeerTerm;
  readonly rules: readonly FlowRule[];
}

function entriesOf({ clusterPolicies }: ReachWorld, tier: Tier, direction: Direction): readonly ClusterEntry[] {
  return inOrder(clusterPolicies, tier).flatMap((policy) => {
    const subject = subjectOf(policy);
    const rules = clusterRules(policy, direction);
    return subject === undefined || rules.length === 0 ? [] : [{ subject, rules }];
  });
}

/** A named port is looked up on the pod that is connected to; outside of the cluster there is none of that name. */
function portsAt({ fixedPorts, namedPorts }: FlowRule, destination: End): PortSet {
  if (namedPorts.length === 0 || isOutside(destination)) return fixedPorts;
  const found = destination.pod.namedPorts.filter((port) =>
    namedPorts.some(({ name, protocol }) => name === port.name && (protocol ?? port.protocol) === port.protocol),
  );
  return found.map(({ protocol, port }) => portRange(protocol, port, port)).reduce(union, fixedPorts);
}

function at_(row: Row, at: number): PortSet {
  return row[at] ?? NO_PORTS;
}

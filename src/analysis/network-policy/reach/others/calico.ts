/** Policies of Calico: tier by tier, in each the first rule that fits, and what a tier does with the rest. */
import type { KubeObject } from '../../../../plugin-api/index.ts';
import type { Direction } from '../../types.ts';
import type { PodEnd } from '../ends.ts';
import { ALL_PORTS, difference, intersection, NO_PORTS, type PortSet, union } from '../ports.ts';
import { emptyRows, type Selecting, selecting } from './cilium.ts';
import type { Members } from './members.ts';
import type { Bounds, OtherDistinctions, OtherPolicies, OtherPolicyRules, OtherRule, Standard, Tier } from './types.ts';

export interface CalicoWorld {
  readonly tiers: readonly Tier[];
  readonly distinctions: OtherDistinctions;
  readonly ofNodes: (direction: Direction) => readonly KubeObject[];
}

/** NetworkPolicies stand in the default tier at this order. */
const DEFAULT = 'default';

export function calicoPolicies({ tiers, distinctions, ofNodes }: CalicoWorld, members: Members): OtherPolicies {
  return {
    distinctions,
    ofNodes,
    boundsOf(end, direction, standard) {
      const own = tiers.map((tier) => ({ tier, steps: tier.steps.map((step) => selecting(step, end, direction)) }));
      const applying = own.filter(({ steps }) => steps.some((step) => step.length > 0));
      if (applying.length === 0) return undefined;
      return judge(own, { end, direction, standard: standard() }, members);
    },
  };
}

interface Place {
  readonly end: PodEnd;
  readonly direction: Direction;
  readonly standard: Standard;
}
interface Applying {
  readonly tier: Tier;
  readonly steps: readonly (readonly Selecting[])[];
}

/** What is left to decide: ports that surely, and that possibly, come so far. */
class Walk {
  readonly allowed: ReturnType<typeof emptyRows>;
  sure: PortSet[];
  maybe: PortSet[];
  #passedSure: PortSet[] = [];
  #passedMaybe: PortSet[] = [];

  constructor(count: number) {
    this.allowed = emptyRows(count);
    this.sure = Array.from({ length: count }, () => ALL_PORTS);
    this.maybe = Array.from({ length: count }, () => ALL_PORTS);
    this.#beginTier();
  }

  take(action: OtherRule['action'], at: number, sure: PortSet, maybe: PortSet): void {
    const [possible, certain] = [
      intersection(this.maybe[at] ?? NO_PORTS, maybe),
      intersection(this.sure[at] ?? NO_PORTS, sure),
    ];
    if (action === 'Allow') {
      this.allowed.sure[at] = union(this.allowed.sure[at] ?? NO_PORTS, certain);
      this.allowed.maybe[at] = union(this.allowed.maybe[at] ?? NO_PORTS, possible);
    }
    if (action === 'Pass') {
      this.#passedSure[at] = union(this.#passedSure[at] ?? NO_PORTS, certain);
      this.#passedMaybe[at] = union(this.#passedMaybe[at] ?? NO_PORTS, possible);
    }
    this.maybe[at] = difference(this.maybe[at] ?? NO_PORTS, sure);
    this.sure[at] = difference(this.sure[at] ?? NO_PORTS, maybe);
  }

  /** `isDropping` undefined: not known. */
  endTier(isDropping: boolean | undefined): void {
    this.sure = this.sure.map((ports, at) =>
      union(isDropping === false ? ports : NO_PORTS, this.#passedSure[at] ?? NO_PORTS),
    );
    this.maybe = this.maybe.map((ports, at) =>
      union(isDropping === true ? NO_PORTS : ports, this.#passedMaybe[at] ?? NO_PORTS),
    );
    this.#beginTier();
  }

  /** What no tier has decided the profile of the namespace allows. */
  end(): Pick<Bounds, 'sure' | 'maybe'> {
    return {
      sure: this.allowed.sure.map((ports, at) => union(ports, this.sure[at] ?? NO_PORTS)),
      maybe: this.allowed.maybe.map((ports, at) => union(ports, this.maybe[at] ?? NO_PORTS)),
    };
  }

  #beginTier(): void {
    this.#passedSure = this.sure.map(() => NO_PORTS);
    this.#passedMaybe = this.maybe.map(() => NO_PORTS);
  }
}

function judge(all: readonly Applying[], { end, direction, standard }: Place, members: Members): Bounds {
  const walk = new Walk(members.count);
  const doubted = all.flatMap(({ steps }) => steps.flat().map(({ each }) => each.policy));
  // A tier whose order was not read may come before or after every other one.
  if (all.some(({ tier, steps }) => tier.order === undefined && steps.some((step) => step.length > 0)))
    return { sure: walk.allowed.sure, maybe: walk.maybe, doubted };
  const hasDefault = all.some(({ tier }) => tier.name === DEFAULT);
  const tiers = hasDefault || !standard.isSelected ? all : withDefault(all);
  for (const { tier, steps } of tiers) {
    const isDefault = tier.name === DEFAULT;
    const selectingAll = steps.flat();
    const isWithStandard = isDefault && standard.isSelected;
    if (selectingAll.length === 0 && !isWithStandard) continue;
    for (const step of isWithStandard ? withStandard(steps, standard) : steps)
      takeStep(step, { walk, end, direction, members });
    const isApplied = isWithStandard || selectingAll.some(({ isCertain }) => isCertain);
    walk.endTier(tier.isPassing ? false : isApplied ? true : undefined);
  }
  return { ...walk.end(), doubted };
}

type Step = readonly (Selecting | Standard)[];

const NO_TIER: Omit<Tier, 'steps'> = { name: DEFAULT, order: 1_000_000, isPassing: false };

function withDefault(all: readonly Applying[]): readonly Applying[] {
  const before = all.filter(({ tier }) => (tier.order ?? 0) <= (NO_TIER.order ?? 0));
  const after = all.filter((each) => !before.includes(each));
  return [...before, { tier: { ...NO_TIER, steps: [] }, steps: [] }, ...after];
}

const STANDARD_ORDER = 1000;

/** Where their order stands among the others. */
function withStandard(steps: Applying['steps'], standard: Standard): readonly Step[] {
  const orders = steps.map((step) => step.map(({ each }) => orderIn(each))[0] ?? STANDARD_ORDER);
  const before = steps.filter((step, at) => step.length > 0 && (orders[at] ?? 0) < STANDARD_ORDER);
  const equal = steps.filter((step, at) => step.length > 0 && orders[at] === STANDARD_ORDER);
  const after = steps.filter((step, at) => step.length > 0 && (orders[at] ?? 0) > STANDARD_ORDER);
  return [...before, [standard, ...equal.flat()], ...after];
}

function orderIn({ policy }: OtherPolicyRules): number {
  const { order } = ((policy as { readonly spec?: { readonly order?: unknown } }).spec ?? {}) as {
    readonly order?: unknown;
  };
  return typeof order === 'number' ? order : Number.POSITIVE_INFINITY;
}

interface Taking {
  readonly walk: Walk;
  readonly end: PodEnd;
  readonly direction: Direction;
  readonly members: Members;
}

function takeStep(step: Step, taking: Taking): void {
  for (const part of inOrder(step)) takeTied(part, taking);
}

/** Of one order names decide, where all of them are of one kind: how kinds stand to each other differs by version. */
function inOrder(step: Step): readonly Step[] {
  const policies = step.flatMap((each) => (isStandard(each) ? [] : [each]));
  if (step.length < 2 || policies.length < step.length) return [step];
  const sorted = policies.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  const isClear = sorted.every((each, at) => {
    const next = sorted[at + 1];
    return next === undefined || (kindOf(each) === kindOf(next) && !nameOf(next).startsWith(nameOf(each)));
  });
  return isClear ? sorted.map((each) => [each]) : [step];
}

function isStandard(each: Selecting | Standard): each is Standard {
  return 'isSelected' in each;
}

function nameOf({ each }: Selecting): string {
  return each.policy.metadata.name;
}

function kindOf({ each }: Selecting): string {
  return each.policy.kind;
}

/** Of several whose order nobody knows none is sure, where they do not agree. */
function takeTied(step: Step, { walk, end, direction, members }: Taking): void {
  const actions = new Set(
    step.flatMap((each) => (isStandard(each) ? ['Allow'] : each.each.rules.map(({ action }) => action))),
  );
  const isTied = step.length > 1 && actions.size > 1;
  for (const each of step) {
    if (isStandard(each)) {
      for (const [at, ports] of each.granted.entries())
        if (ports.length > 0) walk.take('Allow', at, isTied ? NO_PORTS : ports, ports);
      continue;
    }
    for (const rule of each.each.rules)
      for (const { at, sure, maybe } of members.hits(rule, end, direction, each.isCertain && !isTied))
        if (maybe.length > 0) walk.take(rule.action, at, sure, maybe);
  }
}

/** Waivers that name what they accept by its place: which findings they fit, and what is said of those that fit none. */
import type { Decision } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { Message } from '../../model/ports.ts';
import {
  type LapsedRules,
  type Records,
  type Selector,
  selectorText,
  type Waiver,
  type WaiverRule,
} from '../../model/records.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { isExpired } from '../../records/index.ts';
import { fitsPattern } from '../../text/pattern.ts';
import { count } from '../../text/words.ts';
import { holds, type Today } from './waivers.ts';

export interface Facts {
  item(check: string): string;
  labels(ref: ObjectRef): Readonly<Record<string, string>>;
}

const NO_FACTS: Facts = { item: () => '', labels: () => ({}) };

export class Rules {
  readonly #rules: readonly WaiverRule[];
  readonly #facts: Facts;
  readonly #used = new Set<WaiverRule>();
  /** By the place that is made for what a rule accepts. */
  readonly #byPlace = new Map<string, WaiverRule>();
  /** The same copy each time: what is gone is found by identity. */
  readonly #placed = new WeakMap<Finding, Finding>();

  constructor(rules: readonly WaiverRule[], facts: Facts = NO_FACTS) {
    this.#rules = rules;
    this.#facts = facts;
  }

  areThose(rules: readonly WaiverRule[]): boolean {
    return rules.length === this.#rules.length && rules.every((rule, at) => rule === this.#rules[at]);
  }

  /** The finding itself where no rule accepts it, else a copy at a place of its own. */
  placed(finding: Finding): Finding {
    if (this.#rules.length === 0) return finding;
    const known = this.#placed.get(finding) ?? this.#place(finding);
    this.#placed.set(finding, known);
    return known;
  }

  #place(finding: Finding): Finding {
    const at = this.#rules.findIndex(({ match }) => fits(match, finding, this.#facts));
    const rule = this.#rules[at];
    if (rule === undefined) return finding;
    this.#used.add(rule);
    const key = `${finding.place.key}|accepted ${at}`;
    this.#byPlace.set(key, rule);
    return { ...finding, place: { ...finding.place, key } };
  }

  waiverOf({ id, place, title }: Decision): Waiver | undefined {
    const rule = this.#byPlace.get(place);
    if (rule === undefined) return undefined;
    const { match: _, ...rest } = rule;
    return { ...rest, decision: id, title };
  }

  /** Those that fitted nothing so far. */
  get unused(): readonly WaiverRule[] {
    return this.#rules.filter((rule) => !this.#used.has(rule));
  }
}

export function rulesThatHold({ rules = [] }: Records, today: Today): readonly WaiverRule[] {
  return rules.filter((rule) => holds(rule, today));
}

function fits(match: Selector, { check, subject, at = subject, part }: Finding, facts: Facts): boolean {
  const is = (pattern: string | undefined, text: string | undefined) =>
    pattern === undefined || (text !== undefined && fitsPattern(pattern, text));
  const isOf = (ref: ObjectRef) =>
    is(match.namespace, ref.kind === 'Namespace' ? ref.name : ref.namespace) &&
    is(match.kind, ref.kind) &&
    is(match.name, ref.name) &&
    Object.entries(match.labels ?? {}).every(([key, value]) => facts.labels(ref)[key] === value);
  return (
    is(match.check, check) &&
    is(match.item, facts.item(check)) &&
    is(match.container, part) &&
    (isOf(subject) || isOf(at))
  );
}

/** `rules`: absent while not everything has been read, when nobody can say what fits nothing. */
export function lapsedOf(
  { rules: all = [] }: Records,
  { identity, now }: Today,
  rules: Rules | undefined,
): LapsedRules {
  const ended = all.filter(
    (rule) => isExpired(rule.expires, now) && holds({ ...rule, expires: FOREVER }, { identity, now }),
  );
  return { ended, unmatched: rules?.unused ?? [] };
}

export function toldOf({ ended, unmatched }: LapsedRules): readonly Message[] {
  const told = (level: Message['level'], list: readonly WaiverRule[], what: string): readonly Message[] =>
    list.length === 0 ? [] : [{ level, text: `${count(list, 'waiver')} ${what}: ${list.map(named).join('; ')}.` }];
  return [
    ...told('warning', ended, 'ended, and what was accepted is open again'),
    ...told('info', unmatched, 'of the records fit nothing here'),
  ];
}

const FOREVER = '9999-12-31';

/** "check=workloads/privileged namespace=ci (until 2027-01-31)" */
function named({ match, expires }: WaiverRule): string {
  return `${selectorText(match)} (until ${expires.slice(0, 10)})`;
}

/** Findings by the place where they are decided: what changes at a place changes its decision and no other. */
import {
  compareDecisions,
  type DecisionContext,
  decisionOf,
  type ResultChange,
  withCauses,
} from '../../engine/index.ts';
import type { Decision, WaivedDecision } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { compareFindings } from './order.ts';
import type { Rules } from './rules.ts';
import { exchanged } from './sorted.ts';
import { type Waivers, waivedOtherwise, waiverOf } from './waivers.ts';

/** One decision, with its findings in the order in which they are listed. */
export interface Made {
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  /** The decision with its waiver, where one covers it. */
  readonly waived?: WaivedDecision;
}

/** What there was at a place, and what there is now. */
export interface Step {
  readonly before?: Made;
  readonly now?: Made;
}

export class Decisions {
  readonly #context: DecisionContext;
  readonly #isShown: (finding: Finding) => boolean;
  readonly #rules: Rules;
  readonly #members = new Map<string, readonly Finding[]>();
  readonly #made = new Map<string, Made>();
  /** Place of each decision, by its id. */
  readonly #places = new Map<string, string>();
  #waivers: Waivers = new Map();
  #findings: readonly Finding[] = [];
  #open: readonly Decision[] = [];
  #waived: readonly WaivedDecision[] = [];

  constructor(context: DecisionContext, isShown: (finding: Finding) => boolean, rules: Rules) {
    this.#context = context;
    this.#rules = rules;
    this.#isShown = isShown;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }
  get open(): readonly Decision[] {
    return this.#open;
  }
  get waived(): readonly WaivedDecision[] {
    return this.#waived;
  }

  /** `turned`: namespaces that came to the platform or left it; what has no namespace may go with them. */
  update(changes: readonly ResultChange[], waivers: Waivers, turned: ReadonlySet<string>): readonly Step[] {
    const touched = this.#takeIn(changes);
    if (turned.size > 0)
      for (const [place, { decision }] of this.#made) if (isIn(decision.subject, turned)) touched.add(place);
    for (const id of waivedOtherwise(this.#waivers, waivers)) {
      const place = this.#places.get(id);
      if (place !== undefined) touched.add(place);
    }
    this.#waivers = waivers;
    const steps = [...touched].map((place) => this.#step(place));
    this.#list(steps);
    return steps;
  }

  /** Gives the places that are concerned. */
  #takeIn(changes: readonly ResultChange[]): Set<string> {
    const touched = new Set<string>();
    for (const { gone, come } of changes) {
      const [was, is] = [this.#findingsOf(gone), this.#findingsOf(come)];
      for (const [place, findings] of byPlace(was, is)) {
        const left = (this.#members.get(place) ?? []).filter((finding) => !findings.includes(finding));
        this.#members.set(place, left);
        touched.add(place);
      }
      for (const [place, findings] of byPlace(is, was)) {
        this.#members.set(place, [...(this.#members.get(place) ?? []), ...findings]);
        touched.add(place);
      }
    }
    return touched;
  }

  #findingsOf(results: ResultChange['gone']): ReadonlySet<Finding> {
    // Most verdicts find nothing.
    const failed = results.filter(({ findings }) => findings.length > 0);
    return new Set(failed.flatMap(({ findings }) => this.#placed(findings)));
  }

  /** What a rule accepts is decided apart from the rest of its place. */
  #placed(findings: readonly Finding[]): readonly Finding[] {
    return findings.filter(this.#isShown).map((finding) => this.#rules.placed(finding));
  }

  /** What would be open if these were all findings, in the order in which it would be offered. */
  openOf(findings: readonly Finding[]): readonly Decision[] {
    const places = Map.groupBy(this.#placed(findings), ({ place }) => place.key);
    return [...places]
      .flatMap(([place, members]) => this.#make(place, members) ?? [])
      .flatMap(({ decision, waived }) => (waived === undefined ? decision : []))
      .toSorted(compareDecisions);
  }

  #step(place: string): Step {
    const before = this.#made.get(place);
    const now = this.#make(place, this.#members.get(place) ?? []);
    if (now === undefined) {
      this.#members.delete(place);
      this.#made.delete(place);
      if (before !== undefined) this.#places.delete(before.decision.id);
    } else {
      this.#made.set(place, now);
      this.#places.set(now.decision.id, place);
    }
    return { ...(before === undefined ? {} : { before }), ...(now === undefined ? {} : { now }) };
  }

  #make(place: string, members: readonly Finding[]): Made | undefined {
    if (members.length === 0) return undefined;
    const findings = withCauses(members.toSorted(compareFindings));
    const decision = decisionOf(place, findings, this.#context);
    const waiver = this.#rules.waiverOf(decision) ?? waiverOf(decision, this.#waivers);
    return { findings, decision, ...(waiver === undefined ? {} : { waived: { ...decision, waiver } }) };
  }

  #list(steps: readonly Step[]): void {
    const [gone, come] = [steps.flatMap(({ before }) => before ?? []), steps.flatMap(({ now }) => now ?? [])];
    const findingsOf = (all: readonly Made[]) => all.flatMap(({ findings }) => findings);
    const openOf = (all: readonly Made[]) =>
      all.flatMap(({ decision, waived }) => (waived === undefined ? decision : []));
    const waivedOf = (all: readonly Made[]) => all.flatMap(({ waived }) => waived ?? []);
    this.#findings = exchanged(this.#findings, compareFindings, findingsOf(gone), findingsOf(come));
    this.#open = exchanged(this.#open, compareDecisions, openOf(gone), openOf(come));
    this.#waived = exchanged(this.#waived, compareDecisions, waivedOf(gone), waivedOf(come));
  }
}

function isIn({ kind, name, namespace }: ObjectRef, namespaces: ReadonlySet<string>): boolean {
  if (namespace !== undefined) return namespaces.has(namespace);
  return kind !== 'Namespace' || namespaces.has(name);
}

/** Those that are not among the others. */
function byPlace(
  findings: ReadonlySet<Finding>,
  others: ReadonlySet<Finding>,
): ReadonlyMap<string, readonly Finding[]> {
  return Map.groupBy(
    [...findings].filter((finding) => !others.has(finding)),
    ({ place }) => place.key,
  );
}

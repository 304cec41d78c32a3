/** Findings joined into decisions: one place, one decision, with what the evidence supports as its first variant. */

import { shortHash } from '../kube/canonical.ts';
import {
  type Decision,
  type DecisionInput,
  DISRUPTION_ORDER,
  findingReadiness,
  READINESS_ORDER,
  type Variant,
  worstReadiness,
} from '../model/decision.ts';
import { type Finding, severityRank, worstSeverity } from '../model/finding.ts';
import { objectScope } from '../model/scope.ts';
import type { Change, Check, Disruption, ObjectRef, Readiness } from '../plugin-api/index.ts';
import { compareText } from '../text/words.ts';
import { type GuardContext, guarded } from './guard.ts';
import { MergeConflict, mergeChanges } from './merge.ts';
import { inputsOf } from './registry/inputs.ts';

export interface DecisionContext extends GuardContext {
  readonly checks: ReadonlyMap<string, Check>;
  /** Number of an item in the walk: lower comes first. */
  itemNumber(item: string): number;
  /** Whether what is decided there belongs to the platform, by what runs there. */
  folds(subject: ObjectRef, findings: readonly Finding[]): boolean;
}

/** In the order in which they are offered (ux N8). */
export function buildDecisions(findings: readonly Finding[], context: DecisionContext): readonly Decision[] {
  const byPlace = Map.groupBy(findings, (finding) => finding.place.key);
  return [...byPlace].map(([place, members]) => decisionOf(place, members, context)).sort(compareDecisions);
}

export function compareDecisions(left: Decision, right: Decision): number {
  return (
    Number(left.platform) - Number(right.platform) ||
    READINESS_ORDER.indexOf(left.readiness) - READINESS_ORDER.indexOf(right.readiness) ||
    severityRank(left.severity) - severityRank(right.severity) ||
    DISRUPTION_ORDER.indexOf(left.disruption) - DISRUPTION_ORDER.indexOf(right.disruption) ||
    right.findings.length - left.findings.length ||
    (left.title < right.title ? -1 : left.title > right.title ? 1 : left.id < right.id ? -1 : 1)
  );
}

/** `members`: at least one. */
export function decisionOf(place: string, members: readonly Finding[], context: DecisionContext): Decision {
  const findings = members.toSorted((left, right) => compareFindings(left, right, context));
  const severity = worstSeverity(findings.map((finding) => finding.severity));
  const worst = findings.find((finding) => finding.severity === severity);
  if (severity === undefined || worst === undefined) throw new RangeError('a decision needs a finding');
  const platform = context.folds(worst.subject, findings);
  const { owner, refusal, variants } = guarded(worst.subject, variantsOf(findings, context), platform, context);
  const first = variants[0];
  const inputs = missingInputs(findings, context);
  return {
    id: shortHash(['decision', place]),
    place,
    item: context.checks.get(worst.check)?.meta.item ?? '',
    title: worst.place.title,
    subject: worst.subject,
    severity,
    readiness: worstReadiness(
      findings.filter((finding) => finding.severity === severity).map((finding) => findingReadiness(finding, variants)),
    ),
    disruption: first?.disruption ?? 'none',
    findings,
    variants,
    owner: owner ?? null,
    platform,
    ...(inputs.length === 0 ? {} : { inputs }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function missingInputs(findings: readonly Finding[], { checks }: DecisionContext): readonly DecisionInput[] {
  const missing = findings.flatMap(({ check: id, proposal, subject }) =>
    (proposal?.needs ?? []).map((name): readonly [string, DecisionInput] => {
      const check = checks.get(id);
      const input = check === undefined ? undefined : inputsOf(check)[name];
      const key = input?.perSubject === true ? `${name}@${objectScope(subject)}` : name;
      return [`${id}.${key}`, { check: id, name: key, describe: input?.describe ?? name }];
    }),
  );
  return [...new Map(missing).values()];
}

/** Causes before consequences, then the worst, then by item. */
function compareFindings(left: Finding, right: Finding, context: DecisionContext): number {
  const itemOf = (finding: Finding) => context.itemNumber(context.checks.get(finding.check)?.meta.item ?? '');
  return (
    Number(left.cause !== undefined) - Number(right.cause !== undefined) ||
    severityRank(left.severity) - severityRank(right.severity) ||
    itemOf(left) - itemOf(right) ||
    // An id is a hash: what is changed first in an object must not hang on where the object is written.
    compareText(left.check, right.check) ||
    compareText(placeText(left), placeText(right)) ||
    compareText(left.id, right.id)
  );
}

function placeText({ part = '', path = [], key = '' }: Finding): string {
  return JSON.stringify([part, path, key]);
}

/** Cumulative: what is ready, then that and what wants a review, and so on. Nothing to change means no variant. */
function variantsOf(findings: readonly Finding[], context: DecisionContext): readonly Variant[] {
  const variants: Variant[] = [];
  let taken: readonly Finding[] = [];
  for (const readiness of READINESS_ORDER) {
    if (readiness === 'elsewhere' && context.sourceType !== 'files') continue;
    const added = findings.filter(({ proposal }) => proposal?.readiness === readiness && proposal.changes.length > 0);
    if (added.length === 0) continue;
    taken = [...taken, ...added];
    variants.push(variantOf(readiness, { wanted: taken, findings }, context));
  }
  return variants;
}

interface Wanted {
  readonly wanted: readonly Finding[];
  /** All of the place. */
  readonly findings: readonly Finding[];
}

function variantOf(readiness: Readiness, { wanted, findings: all }: Wanted, context: DecisionContext): Variant {
  const { findings, changes, conflicts } = mergeFindings(wanted);
  const disruptions = findings.map((finding) => disruptionOf(finding, context));
  return {
    readiness,
    findings: withFollowers(findings, all),
    changes,
    disruption: disruptions.reduce(
      (worst, each) => (DISRUPTION_ORDER.indexOf(each) > DISRUPTION_ORDER.indexOf(worst) ? each : worst),
      'none' as Disruption,
    ),
    reasons: distinct(findings.map(({ proposal }) => proposal?.reason ?? '')),
    caveats: [...distinct(findings.flatMap(({ proposal }) => proposal?.caveats ?? [])), ...conflicts],
  };
}

/** The ids of what is resolved, and of all that follows from it. */
function withFollowers(resolved: readonly Finding[], all: readonly Finding[]): readonly string[] {
  const ids = new Set(resolved.map(({ id }) => id));
  for (let size = -1; size !== ids.size; ) {
    size = ids.size;
    for (const { id, cause } of all) if (cause !== undefined && ids.has(cause)) ids.add(id);
  }
  return [...ids];
}

/** A finding whose changes contradict those of a worse one waits for the next decision, and the variant says so. */
function mergeFindings(wanted: readonly Finding[]): {
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly conflicts: readonly string[];
} {
  const findings: Finding[] = [];
  const conflicts: string[] = [];
  let changes: readonly Change[] = [];
  for (const finding of wanted) {
    try {
      changes = mergeChanges([...changes, ...(finding.proposal?.changes ?? [])]);
      findings.push(finding);
    } catch (error) {
      if (!(error instanceof MergeConflict)) throw error;
      conflicts.push(`${finding.check} needs another value at the same path and stays open.`);
    }
  }
  return { findings, changes, conflicts };
}

function disruptionOf(finding: Finding, context: DecisionContext): Disruption {
  const check = context.checks.get(finding.check);
  return check?.mode === 'automated' ? (check.remediation?.disruption ?? 'none') : 'none';
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== ''))];
}

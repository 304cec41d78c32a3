/** Findings joined into decisions: one place, one decision, with what the evidence supports as its first variant. */

import type { Inventory } from '../inventory/index.ts';
import { controllerOf, isMirrorPod } from '../inventory/index.ts';
import { shortHash } from '../kube/canonical.ts';
import { isRbac } from '../kube/rbac.ts';
import { refOfChange } from '../kube/refs.ts';
import { applierOwner } from '../model/appliers.ts';
import {
  type Decision,
  type DecisionInput,
  DISRUPTION_ORDER,
  type Owner,
  READINESS_ORDER,
  type Refusal,
  resolvedBy,
  type Variant,
} from '../model/decision.ts';
import { type Finding, SEVERITIES, severityRank } from '../model/finding.ts';
import { isProtectedRbac, refusalOf } from '../model/platform.ts';
import type { SourceType } from '../model/ports.ts';
import { objectScope } from '../model/scope.ts';
import type { Change, Check, Disruption, ObjectRef, Readiness, Severity } from '../plugin-api/index.ts';
import { MergeConflict, mergeChanges } from './merge.ts';
import { inputsOf } from './registry/inputs.ts';

export interface DecisionContext {
  /** On a cluster there is no file to edit: what belongs in one is offered as guidance. */
  readonly sourceType: SourceType;
  readonly inventory: Inventory;
  readonly checks: ReadonlyMap<string, Check>;
  /** Why the caller may not make these changes. */
  denial?(changes: readonly Change[]): Refusal | undefined;
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
  const severity = worstSeverity(findings);
  const worst = findings.find((finding) => finding.severity === severity);
  if (severity === undefined || worst === undefined) throw new RangeError('a decision needs a finding');
  const variants = variantsOf(findings, context);
  const platform = context.folds(worst.subject, findings);
  const first = variants[0];
  const { owner, refusal: guarded } = guardOf(worst.subject, variants, platform, context);
  const denial = first === undefined ? undefined : context.denial?.(first.changes);
  const refusal = denial ?? guarded;
  const inputs = missingInputs(findings, context);
  return {
    id: shortHash(['decision', place]),
    place,
    item: context.checks.get(worst.check)?.meta.item ?? '',
    title: worst.place.title,
    subject: worst.subject,
    severity,
    readiness:
      denial !== undefined || refusal?.allow === 'managed' ? 'elsewhere' : readinessOf(findings, severity, variants),
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
    (left.id < right.id ? -1 : 1)
  );
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
    variants.push(variantOf(readiness, taken, context));
  }
  return variants;
}

function variantOf(readiness: Readiness, wanted: readonly Finding[], context: DecisionContext): Variant {
  const { findings, changes, conflicts } = mergeFindings(wanted);
  const disruptions = findings.map((finding) => disruptionOf(finding, context));
  return {
    readiness,
    findings: findings.map(({ id }) => id),
    changes,
    disruption: disruptions.reduce(
      (worst, each) => (DISRUPTION_ORDER.indexOf(each) > DISRUPTION_ORDER.indexOf(worst) ? each : worst),
      'none' as Disruption,
    ),
    reasons: distinct(findings.map(({ proposal }) => proposal?.reason ?? '')),
    caveats: [...distinct(findings.flatMap(({ proposal }) => proposal?.caveats ?? [])), ...conflicts],
  };
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

function worstSeverity(findings: readonly Finding[]): Severity | undefined {
  return SEVERITIES.find((each) => findings.some(({ severity }) => severity === each));
}

/** Of the first variant that leaves no finding of this severity: what it leaves, a better one leaves as well. */
function readinessOf(findings: readonly Finding[], severity: Severity, variants: readonly Variant[]): Readiness {
  const worst = findings.filter((finding) => finding.severity === severity);
  const left = (variant?: Variant) => {
    const resolved = new Set(resolvedBy(findings, variant));
    return worst.filter((finding) => !resolved.has(finding));
  };
  return variants.find((variant) => left(variant).length === 0)?.readiness ?? leastReadiness(left(variants.at(-1)));
}

/** Of findings without a change to offer: `elsewhere` where one belongs in another source, else values or evidence are missing. */
function leastReadiness(findings: readonly Finding[]): Readiness {
  return findings.some(({ proposal }) => proposal?.readiness === 'elsewhere') ? 'elsewhere' : 'needs-input';
}

interface Guard {
  readonly owner?: Owner;
  readonly refusal?: Refusal;
}

function guardOf(
  subject: ObjectRef,
  variants: readonly Variant[],
  isOfPlatform: boolean,
  { inventory }: DecisionContext,
): Guard {
  const object = inventory.find(subject);
  const owner =
    applierOf(variants[0]?.changes ?? [], inventory) ??
    inventory.factsOf(subject)?.owner ??
    unknownController(subject, inventory);
  const isProtected = object !== undefined && (isRbac(subject) ? isProtectedRbac(object) : isMirrorPod(object));
  const refusal = refusalOf({
    ref: subject,
    ...(object === undefined ? {} : { object }),
    ...(owner === undefined ? {} : { owner }),
    isProtected,
    isOfPlatform,
  });
  const relevant = variants.length > 0 || isProtected ? refusal : undefined;
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(relevant === undefined ? {} : { refusal: relevant }),
  };
}

/** Of an object without another owner, whoever applies what is to be changed. */
function applierOf(changes: readonly Change[], inventory: Inventory): Owner | undefined {
  for (const change of changes) {
    const owner = applierOwner(inventory.factsOf(refOfChange(change))?.appliers ?? [], change);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** An object that a controller writes, when no fact says more about it. */
function unknownController(subject: ObjectRef, inventory: Inventory): Owner | undefined {
  const object = inventory.find(subject);
  const controller = object === undefined ? undefined : controllerOf(object);
  if (controller === undefined || controller.kind === 'Node') return undefined;
  return { manager: 'controller', label: `${controller.kind} ${controller.name}` };
}

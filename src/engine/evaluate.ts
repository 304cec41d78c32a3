/** One check on one subject: verdict and findings. A check that throws is an error of that check alone. */
import type { Inventory } from '../inventory/index.ts';
import { canonicalJson, shortHash } from '../kube/canonical.ts';
import { formatPath, valueAt } from '../kube/path.ts';
import { refKey, refOfChange } from '../kube/refs.ts';
import type { CheckResult, Finding, ResultStatus } from '../model/finding.ts';
import type { SourceType } from '../model/ports.ts';
import type {
  AnyAutomatedCheck,
  Confidence,
  Coverage,
  Evidence,
  FieldPath,
  NamespaceSubject,
  ObjectRef,
  Outcome,
  Proposal,
  Subject,
  View,
  Violation,
  Workload,
} from '../plugin-api/index.ts';
import { errorText } from '../text/errors.ts';
import { printable } from '../text/printable.ts';
import { endingOf, withoutEnding, withoutLoss } from './deletion.ts';
import type { Gaps } from './gaps.ts';
import { identityOf } from './identity.ts';
import { type Injected, injectedInto, injectedProposal, unreadOwner } from './injected.ts';
import { withInferred } from './partial.ts';
import { placeOf } from './place.ts';
import { type Inputs, inputsFor } from './registry/inputs.ts';
import type { Settings } from './registry/settings.ts';
import { needsNamespace } from './subjects.ts';
import { staleRead } from './view/stale.ts';

export interface EvaluationContext {
  readonly inventory: Inventory;
  readonly sourceType: SourceType;
  /** Of the unit that the subject is in. */
  readonly view: View<never>;
  /** The same, as if what was read in part were all there is. */
  readonly supposed: View<never>;
  /** In the unit that the subject is in. */
  readonly gaps: Gaps;
  /** Of the check. */
  readonly settings: Settings;
  readonly inputs?: Inputs;
  /** Takes note of an object that the verdict rests on, beside what its check asked for. */
  look(ref: ObjectRef): void;
}

/** What could not be read never hides what was found: that is inferred then, and says what could overturn it. */
export function evaluateSubject(check: AnyAutomatedCheck, subject: Subject, context: EvaluationContext): CheckResult {
  const found = judge(check, subject, context, context.view);
  const gap = context.gaps.partial;
  if (gap === undefined) return found;
  return withInferred(found, judge(check, subject, context, context.supposed), gap.reason ?? gap.state);
}

function judge(check: AnyAutomatedCheck, subject: Subject, context: EvaluationContext, view: View<never>): CheckResult {
  const ending = isCluster(context) ? endingOf(context.inventory, check.subject, subject) : undefined;
  if (ending !== undefined) return verdict(check, subject, 'not-applicable', [{ text: ending }]);
  const missing = missingRead(check, subject, context, view === context.supposed);
  if (missing !== undefined) {
    const status = missing.state === 'absent' ? 'not-applicable' : 'unknown';
    return verdict(check, subject, status, [{ text: missing.reason ?? `${missing.state}` }]);
  }
  try {
    if (check.applies !== undefined && !check.applies(subject as never))
      return verdict(check, subject, 'not-applicable');
    const { settings } = context;
    const inputs = inputsFor(context.inputs, check.meta.id, subject.ref);
    return resultOf(check, subject, check.evaluate(subject as never, { view, settings, inputs }), context);
  } catch (error) {
    const text = errorText(error);
    return verdict(check, subject, 'error', [{ text: `the check itself failed: ${printable(text)}` }]);
  }
}

/** The verdict on something that could not be looked at. */
export function unknownResult(check: AnyAutomatedCheck, ref: CheckResult['subject'], reason: string): CheckResult {
  return { check, subject: ref, status: 'unknown', confidence: 'direct', evidence: [{ text: reason }], findings: [] };
}

function missingRead(
  check: AnyAutomatedCheck,
  subject: Subject,
  { gaps }: EvaluationContext,
  supposesWhole: boolean,
): Coverage | undefined {
  const missing = supposesWhole ? gaps.missingSupposed : gaps.missing;
  if (missing !== undefined) return missing;
  const needsObject = check.subject === 'Namespace' && needsNamespace(check);
  if (needsObject && (subject as NamespaceSubject).object === undefined)
    return { state: 'error', reason: `namespace ${subject.ref.name} is only referred to: its labels were not read` };
  return undefined;
}

function namespaceOf({ ref }: Subject): string | undefined {
  return ref.kind === 'Namespace' ? ref.name : ref.namespace;
}

/** In a manifest the mark of a deletion deletes nothing: it must not hide what is there. */
function isCluster({ sourceType }: EvaluationContext): boolean {
  return sourceType !== 'files';
}

function verdict(
  check: AnyAutomatedCheck,
  subject: Subject,
  status: ResultStatus,
  evidence: readonly Evidence[] = NO_EVIDENCE,
  confidence: Confidence = 'direct',
): CheckResult {
  return { check, subject: subject.ref, status, confidence, evidence, findings: NO_FINDINGS };
}

/** Hundreds of thousands of verdicts are held, and most say no more than that they are passes. */
const NO_EVIDENCE: readonly Evidence[] = [];
const NO_FINDINGS: readonly Finding[] = [];

function resultOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  outcome: Outcome,
  context: EvaluationContext,
): CheckResult {
  if (isViolations(outcome)) return failed(check, subject, outcome, 'direct', context);
  const { status, confidence } = outcome;
  if (status !== 'fail') return verdict(check, subject, status, outcome.evidence, confidence);
  return failed(check, subject, outcome.violations, confidence, context);
}

/** Without violations it is a pass, as most verdicts are. */
function failed(
  check: AnyAutomatedCheck,
  subject: Subject,
  violations: readonly Violation[],
  confidence: Confidence,
  context: EvaluationContext,
): CheckResult {
  if (violations.length === 0) return verdict(check, subject, 'pass', NO_EVIDENCE, confidence);
  const of = { ...context, confidence, identity: identityOf(subject.ref, context.inventory) };
  const findings = violations.map((violation) => findingOf(check, subject, violation, of));
  // One violation that was seen is a failure that was seen.
  const isSeen = findings.some((finding) => finding.confidence === 'direct');
  return {
    check,
    subject: subject.ref,
    status: 'fail',
    confidence: isSeen ? 'direct' : 'inferred',
    evidence: NO_EVIDENCE,
    findings,
  };
}

function isViolations(outcome: Outcome): outcome is readonly Violation[] {
  return Array.isArray(outcome);
}

interface FindingContext extends EvaluationContext {
  readonly confidence: Confidence;
  /** Of the subject. */
  readonly identity: string;
}

interface ViolationContext extends FindingContext {
  readonly injected: Injected | undefined;
}

function findingOf(check: AnyAutomatedCheck, subject: Subject, violation: Violation, context: FindingContext): Finding {
  const { part, key, at } = violation;
  const path = violation.path ?? templateOf(subject, context.inventory);
  const formatted = path === undefined ? '' : formatPath(path);
  const { remediation } = check;
  const own = { ...context, injected: injectedInto(subject, violation, context.inventory) };
  const proposal = proposalOf(check, subject, violation, own);
  return {
    id: shortHash([
      check.meta.id,
      context.identity,
      part ?? '',
      formatted,
      key ?? '',
      ...(at === undefined ? [] : [identityOf(at, context.inventory)]),
    ]),
    check: check.meta.id,
    severity: violation.severity ?? check.meta.severity,
    ...(violation.severityReason === undefined ? {} : { severityReason: violation.severityReason }),
    confidence: violation.confidence ?? context.confidence,
    subject: subject.ref,
    ...originOf(at ?? subject.ref, context),
    ...(at === undefined ? {} : { at }),
    ...(part === undefined ? {} : { part }),
    ...(path === undefined ? {} : { path }),
    message: violation.message,
    evidence: [...(violation.evidence ?? []), ...(proposal?.evidence ?? [])],
    judged: judgedValue(violation, subject, context.inventory),
    remediation:
      remediation === undefined
        ? null
        : {
            kind: remediation.kind,
            disruption: remediation.disruption,
            automatic: proposal?.readiness === 'ready' && proposal.changes.length > 0,
          },
    ...(proposal === undefined ? {} : { proposal }),
    ...(violation.explains === undefined ? {} : { explains: violation.explains }),
    ...(key === undefined ? {} : { key }),
    place: placeOf(check, subject, violation, own),
  };
}

/** An object of a kind that nobody here knows may hold several pods: what is found on one is told from the others by it. */
function templateOf(subject: Subject, inventory: Inventory): FieldPath | undefined {
  if (!('podPath' in subject) || inventory.kindOf(subject.ref) !== 'CustomWorkload') return undefined;
  return subject.podPath;
}

function originOf(ref: ObjectRef, { inventory }: EvaluationContext): Pick<Finding, 'origin'> {
  const { origin } = inventory.factsOf(ref) ?? {};
  return origin === undefined ? {} : { origin: { file: origin.file, line: origin.line } };
}

/** A hash: values of fields may be credentials, and a waiver only has to tell one from another. */
function judgedValue({ value, key, path, at }: Violation, subject: Subject, inventory: Inventory): string {
  const object = at === undefined ? (subject as { readonly object?: unknown }).object : inventory.find(at);
  const judged = value ?? key ?? (path === undefined ? undefined : valueAt(object, path));
  return shortHash([canonicalJson(judged ?? null)]);
}

function proposalOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  violation: Violation,
  context: ViolationContext,
): Proposal | undefined {
  const isWorkload = check.subject === 'Workload' && check.remediation !== undefined;
  const { inventory, injected } = context;
  const proposed =
    (injected === undefined ? undefined : injectedProposal(injected)) ??
    violation.proposal ??
    (isWorkload ? unreadOwner(inventory, subject as Workload) : undefined);
  return asOfNow(proposed, check, subject, context);
}

/** What speaks for a change may be gone by now where a kind is not followed any more: then nothing is ready. */
function asOfNow(
  proposed: Proposal | undefined,
  check: AnyAutomatedCheck,
  subject: Subject,
  context: EvaluationContext,
): Proposal | undefined {
  const { inventory } = context;
  for (const change of proposed?.changes ?? []) lookAtOther(refOfChange(change), subject, context);
  const lasting = isCluster(context) ? withoutEnding(inventory, proposed) : proposed;
  const proposal = withoutLoss(inventory, lasting);
  if (proposal?.readiness !== 'ready') return proposal;
  const stale = staleRead(inventory, check, namespaceOf(subject));
  if (stale === undefined) return proposal;
  return {
    ...proposal,
    readiness: 'review',
    reason: `${stale} was read before the connection broke: it may have changed since.`,
  };
}

/** Whoever is judged is judged again with each version of it. */
function lookAtOther(ref: ObjectRef, { ref: own }: Subject, { look }: EvaluationContext): void {
  if (refKey(ref) !== refKey(own)) look(ref);
}

/** One check on one subject: verdict, findings, proposals. A check that throws is an error of that check alone. */
import type { Inventory } from '../inventory/index.ts';
import { shortHash } from '../kube/canonical.ts';
import { formatPath } from '../kube/path.ts';
import { refKey } from '../kube/refs.ts';
import type { CheckResult, Finding, ResultStatus } from '../model/finding.ts';
import type { SourceType } from '../model/ports.ts';
import type {
  AnyAutomatedCheck,
  Confidence,
  Coverage,
  Evidence,
  NamespaceSubject,
  Outcome,
  Proposal,
  Readable,
  SubjectMap,
  Violation,
  Workload,
} from '../plugin-api/index.ts';
import { printable } from '../text/printable.ts';
import { endingOf, withoutEnding } from './deletion.ts';
import type { Inputs } from './inputs.ts';
import { placeOf } from './place.ts';
import { staleRead } from './stale.ts';
import { unreadOwner } from './unread-owner.ts';
import { coverageOf, isReadable, type ReadListener, viewFor } from './view.ts';

export interface EvaluationContext {
  readonly inventory: Inventory;
  readonly sourceType: SourceType;
  readonly inputs?: Inputs;
  readonly onRead?: ReadListener;
}

type Subject = SubjectMap[keyof SubjectMap];

export function evaluateSubject(check: AnyAutomatedCheck, subject: Subject, context: EvaluationContext): CheckResult {
  const ending = isCluster(context) ? endingOf(context.inventory, check.subject, subject) : undefined;
  if (ending !== undefined) return verdict(check, subject, 'not-applicable', [{ text: ending }]);
  const missing = missingRead(check, subject, context);
  if (missing !== undefined) {
    const status = missing.state === 'absent' ? 'not-applicable' : 'unknown';
    return verdict(check, subject, status, [{ text: missing.reason ?? `${missing.state}` }]);
  }
  try {
    if (check.applies !== undefined && !check.applies(subject)) return verdict(check, subject, 'not-applicable', []);
    const params = defaultParams(check);
    const checkContext = { view: viewFor(context.inventory, check, context.onRead), params };
    const outcome = check.evaluate(subject, checkContext);
    const inputs = context.inputs?.get(check.meta.id) ?? {};
    return resultOf(check, subject, outcome, context, (violation) =>
      asOfNow(
        check.remediation?.propose(violation, subject, { ...checkContext, inputs }) ??
          withoutOwner(check, subject, context),
        check,
        subject,
        context,
      ),
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
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
  { inventory }: EvaluationContext,
): Coverage | undefined {
  const namespace = namespaceOf(subject);
  for (const read of (check.reads ?? []) as readonly Readable[]) {
    const coverage = coverageOf(inventory, read, namespace);
    if (!isReadable(coverage.state)) return coverage;
  }
  const needsObject = check.subject === 'Namespace' && (check.reads ?? []).includes('Namespace');
  if (needsObject && (subject as NamespaceSubject).object === undefined)
    return { state: 'error', reason: `namespace ${subject.ref.name} is only referred to: its labels were not read` };
  return undefined;
}

function namespaceOf({ ref }: Subject): string | undefined {
  return ref.kind === 'Namespace' ? ref.name : ref.namespace;
}

function withoutOwner(
  check: AnyAutomatedCheck,
  subject: Subject,
  { inventory }: EvaluationContext,
): Proposal | undefined {
  return check.subject === 'Workload' ? unreadOwner(inventory, subject as Workload) : undefined;
}

/** In a manifest the mark of a deletion deletes nothing: it must not hide what is there. */
function isCluster({ sourceType }: EvaluationContext): boolean {
  return sourceType !== 'files';
}

/** What speaks for a change may be gone by now where a kind is not followed any more: then nothing is ready. */
function asOfNow(
  proposed: Proposal | undefined,
  check: AnyAutomatedCheck,
  subject: Subject,
  context: EvaluationContext,
): Proposal | undefined {
  const { inventory } = context;
  const proposal = isCluster(context) ? withoutEnding(inventory, proposed) : proposed;
  if (proposal?.readiness !== 'ready') return proposal;
  const stale = staleRead(inventory, check, namespaceOf(subject));
  if (stale === undefined) return proposal;
  return {
    ...proposal,
    readiness: 'look',
    reason: `${stale} was read before the connection broke: it may have changed since.`,
  };
}

function defaultParams(check: AnyAutomatedCheck): Readonly<Record<string, unknown>> {
  const params = (check.params ?? {}) as Readonly<Record<string, { readonly default?: unknown }>>;
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));
}

function verdict(
  check: AnyAutomatedCheck,
  subject: Subject,
  status: ResultStatus,
  evidence: readonly Evidence[],
  confidence: Confidence = 'direct',
): CheckResult {
  return { check, subject: subject.ref, status, confidence, evidence, findings: [] };
}

function resultOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  outcome: Outcome,
  context: EvaluationContext,
  propose: (violation: Violation) => Proposal | undefined,
): CheckResult {
  if (!isViolations(outcome) && outcome.status !== 'fail')
    return verdict(check, subject, outcome.status, outcome.evidence, outcome.confidence);
  const violations = isViolations(outcome) ? outcome : outcome.violations;
  const confidence = isViolations(outcome) ? 'direct' : outcome.confidence;
  if (violations.length === 0) return verdict(check, subject, 'pass', [], confidence);
  if (check.closedWorld === true && context.sourceType === 'files') {
    const evidence = violations.map(({ message }) => ({ text: `${message} Files never show the whole cluster.` }));
    return verdict(check, subject, 'unknown', evidence, confidence);
  }
  const findings = violations.map((violation) =>
    findingOf(check, subject, violation, { confidence, proposal: propose(violation), inventory: context.inventory }),
  );
  return { check, subject: subject.ref, status: 'fail', confidence, evidence: [], findings };
}

function isViolations(outcome: Outcome): outcome is readonly Violation[] {
  return Array.isArray(outcome);
}

interface FindingContext {
  readonly confidence: Confidence;
  readonly proposal: Proposal | undefined;
  readonly inventory: Inventory;
}

function findingOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  violation: Violation,
  { confidence, proposal, inventory }: FindingContext,
): Finding {
  const { part, path, key } = violation;
  const formatted = path === undefined ? '' : formatPath(path);
  const remediation = check.remediation;
  return {
    id: shortHash([check.meta.id, refKey(subject.ref), part ?? '', formatted, key ?? '']),
    check: check.meta.id,
    severity: violation.severity ?? check.meta.severity,
    ...(violation.severityReason === undefined ? {} : { severityReason: violation.severityReason }),
    confidence,
    subject: subject.ref,
    ...(part === undefined ? {} : { part }),
    ...(path === undefined ? {} : { path }),
    message: violation.message,
    evidence: [...(violation.evidence ?? []), ...(proposal?.evidence ?? [])],
    remediation:
      remediation === undefined
        ? null
        : {
            kind: remediation.kind,
            disruption: remediation.disruption,
            automatic: proposal?.readiness === 'ready' && proposal.changes.length > 0,
          },
    ...(proposal === undefined ? {} : { proposal }),
    violation,
    place: placeOf(check, subject, violation, inventory),
  };
}

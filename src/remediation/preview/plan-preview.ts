/** The preview of a whole plan from those of its steps. Pure. */
import { canonicalJson, shortHash } from '../../kube/canonical.ts';
import type { Decision, Variant } from '../../model/decision.ts';
import type { PlanPreview, StepPreview, StepRefusal } from '../../model/plan.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import type { ChangeContext, PlanRequest } from '../context.ts';
import { accessCaveats } from '../guards/access.ts';
import { runningPodsCaveat } from '../guards/running-pods.ts';
import { consentFor } from '../plan/consent.ts';
import { variantOf, worstDisruption } from '../plan/plan.ts';
import { findingsAfter } from './findings.ts';

interface PlanParts {
  readonly context: ChangeContext;
  readonly cluster: ClusterIdentity;
  readonly steps: readonly StepPreview[];
  readonly request: PlanRequest;
  readonly refused: readonly StepRefusal[];
}

export function planPreview({ context, cluster, steps, request, refused }: PlanParts): PlanPreview {
  const inPlan = new Set(steps.flatMap(stepDecisions));
  const decisions = distinct(request.decisions).filter(({ id }) => inPlan.has(id));
  const variants = decisions.map((decision) => variantOf(decision, request.variants));
  const changes = steps.filter(({ effect }) => effect !== 'unchanged');
  return {
    id: shortHash([cluster.id, canonicalJson(steps.map(({ ref, request: asked }) => ({ ref, asked })))]),
    ...consequences({ context, cluster, steps, refused }),
    caveats: [
      ...new Set([
        ...steps.flatMap(({ doubts = [] }) => doubts),
        ...caveatsOf(decisions, variants),
        ...accessCaveats(changes, context),
        ...steps.flatMap(runningPodsCaveat),
        ...steps.flatMap(({ rehearsal }) => [...(rehearsal?.refused ?? []), ...(rehearsal?.doubts ?? [])]),
      ]),
    ],
    evidence: evidenceOf(decisions, variants),
  };
}

/** What follows from the steps alone, in a plan and in an undo. */
export function consequences({ context, cluster, steps, refused }: Omit<PlanParts, 'request'>) {
  const changes = steps.filter(({ effect }) => effect !== 'unchanged');
  return {
    cluster,
    steps,
    refused,
    ...findingsAfter(steps, context),
    disruption: worstDisruption(changes.map(({ disruption }) => disruption)),
    consent: consentFor(context, cluster, steps),
  };
}

function caveatsOf(decisions: readonly Decision[], variants: readonly (Variant | undefined)[]): readonly string[] {
  const owned = decisions.flatMap(({ owner, title }) =>
    owner === null || owner.manager === 'kubectl'
      ? []
      : [
          owner.manager === 'applier'
            ? `The next ${owner.label} to ${title} ends with a conflict with "harden" until it is forced, or its source says the same.`
            : `${owner.label} also writes what ${title} changes and may put it back.`,
        ],
  );
  return [...variants.flatMap((variant) => variant?.caveats ?? []), ...owned];
}

function evidenceOf(
  decisions: readonly Decision[],
  variants: readonly (Variant | undefined)[],
): PlanPreview['evidence'] {
  const resolved = new Set(variants.flatMap((variant) => variant?.findings ?? []));
  const found = decisions.flatMap(({ findings }) =>
    findings.flatMap(({ id, proposal }) => (resolved.has(id) ? (proposal?.evidence ?? []) : [])),
  );
  return [...new Map(found.map((evidence) => [canonicalJson(evidence), evidence])).values()];
}

export function stepDecisions({ decision, decisions }: StepPreview): readonly string[] {
  return decisions ?? [decision];
}

export function distinct(decisions: readonly Decision[]): readonly Decision[] {
  return [...new Map(decisions.map((decision) => [decision.id, decision])).values()];
}

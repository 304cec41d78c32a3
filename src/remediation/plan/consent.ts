/** What the operator must do to consent, computed from the steps alone. Pure. */

import type { ConsentKind, StepPreview } from '../../model/plan.ts';
import { platformReason } from '../../model/platform.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { ChangeContext, Consent } from '../context.ts';
import { isLabelEdit, onlyWarns } from './label-edits.ts';

const MANY_OBJECTS = 10;
const PRODUCTION = /prod/i;

export function isProduction(context: ChangeContext, { context: name }: ClusterIdentity): boolean {
  return context.isProduction?.(name) ?? PRODUCTION.test(name);
}

/** Labels that warn and files ask for a yes; what can take something away asks for the name of the place. */
export function consentFor(
  context: ChangeContext,
  cluster: ClusterIdentity,
  steps: readonly StepPreview[],
): ConsentKind {
  if (context.target.type === 'files') return { kind: 'yes' };
  const weighty = steps.filter((step) => step.effect !== 'unchanged' && !onlyWarns(step.change));
  const asksTyping =
    weighty.length > 0 &&
    (isProduction(context, cluster) ||
      weighty.length > MANY_OBJECTS ||
      weighty.some(takesAway) ||
      weighty.some(isPlatform));
  if (!asksTyping) return { kind: 'yes' };
  return { kind: 'type', text: placeName(weighty, cluster) };
}

function takesAway({ disruption, change, effect }: StepPreview): boolean {
  return disruption === 'traffic' || disruption === 'access' || effect === 'delete' || isLabelEdit(change);
}

function isPlatform({ ref, before }: StepPreview): boolean {
  return platformReason(ref, before) !== undefined;
}

function namespaceOf(ref: ObjectRef): string | undefined {
  return ref.kind === 'Namespace' ? ref.name : ref.namespace;
}

/** The namespace when there is exactly one, else the context, else what the source is called. */
function placeName(steps: readonly StepPreview[], cluster: ClusterIdentity): string {
  const namespaces = new Set(steps.map(({ ref }) => namespaceOf(ref)));
  const [only] = namespaces;
  if (namespaces.size === 1 && only !== undefined) return only;
  return cluster.context !== '' ? cluster.context : cluster.id;
}

/** Why the consent does not cover the plan; undefined when it does. */
export function consentMissing(kind: ConsentKind, consent: Consent): string | undefined {
  if (kind.kind === 'yes' || consent.typed === kind.text) return undefined;
  return consent.typed === undefined
    ? `This asks for the typed name ${kind.text}.`
    : `What was typed is not ${kind.text}.`;
}

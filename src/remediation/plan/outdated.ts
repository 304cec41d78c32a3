/** Whether what was seen of a decision still stands when its changes are about to be written. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { type Decision, READINESS_ORDER } from '../../model/decision.ts';
import type { Json } from '../../plugin-api/index.ts';
import { sentence } from '../words.ts';
import { variantOf } from './plan.ts';

/** A sentence on the first decision whose evidence is not what it was; undefined: all stand. */
export function outdated(
  seen: readonly Decision[],
  now: readonly Decision[],
  variants?: Readonly<Record<string, number>>,
): string | undefined {
  const current = new Map(now.map((decision) => [decision.id, decision]));
  for (const decision of seen) {
    const reason = reasonAgainst(decision, current.get(decision.id), variants);
    if (reason !== undefined) return sentence(`${decision.title} is not as you saw it: ${reason}`);
  }
  return undefined;
}

function reasonAgainst(
  seen: Decision,
  now: Decision | undefined,
  variants: Readonly<Record<string, number>> | undefined,
): string | undefined {
  const was = variantOf(seen, variants);
  if (was === undefined) return undefined;
  if (now === undefined) return 'there is nothing to decide any more';
  const is = variantOf(now, variants);
  if (is === undefined) return 'no change can be offered any more';
  if (READINESS_ORDER.indexOf(is.readiness) > READINESS_ORDER.indexOf(was.readiness))
    return is.reasons[0] ?? 'the evidence is not what it was';
  const areEqual = deepEqual(was.changes as unknown as Json, is.changes as unknown as Json);
  return areEqual ? undefined : 'what would be changed is another thing now';
}

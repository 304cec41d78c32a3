/** How a template that is given back reaches the pods; of other changes their checks say it. Pure. */
import { rolloutCaveats } from '../../kube/rollout.ts';
import type { StepPreview } from '../../model/plan.ts';
import { nameOf } from '../words.ts';

export function templateCaveats({ request, ref, before }: StepPreview): readonly string[] {
  if (before === undefined || request?.op !== 'patch') return [];
  const isTemplate = request.fieldChanges.some(
    ({ path: [root, member] }) => root === 'spec' && TEMPLATES.has(String(member)),
  );
  return isTemplate ? rolloutCaveats(ref.kind, nameOf(ref), before) : [];
}

const TEMPLATES: ReadonlySet<string> = new Set(['template', 'jobTemplate']);

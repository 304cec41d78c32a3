/** What the narrowed rules of a role must go on to allow: the requests of an audit log that its holders made by it. */
import { type AnyBinding, type AnyRole, type RbacObjects, type Rule, scopeOf } from '../../analysis/rbac/index.ts';
import { usesThrough } from '../../analysis/use/index.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { Question } from '../../model/ports.ts';
import type { AuditLog } from '../../plugin-api/index.ts';

/** More are not asked: each is a request. The engine has replayed them all. */
const MOST = 2000;

export interface Trial {
  readonly step: StepPreview;
  readonly rules: readonly Rule[];
  readonly questions: readonly Question[];
}

/** Of steps that narrow roles; none where nothing of the role was used. */
export function trialOf(
  step: StepPreview,
  { objects, log }: { readonly objects: RbacObjects; readonly log: AuditLog },
): Trial | undefined {
  const { before, after, ref, effect } = step;
  if (effect !== 'patch' || (ref.kind !== 'Role' && ref.kind !== 'ClusterRole')) return undefined;
  const was = (before as AnyRole | undefined)?.rules ?? [];
  const rules = (after as AnyRole | undefined)?.rules ?? [];
  const bindings = [...objects.clusterRoleBindings, ...objects.roleBindings].filter((binding) => isOf(binding, ref));
  const found = new Map<string, Question>();
  for (const { used } of usesThrough(was, bindings, log)) {
    const { question } = used;
    // Which namespace it is makes no difference to rules: one of them stands for all.
    const key = JSON.stringify(
      'path' in question ? question : { ...question, namespace: question.namespace !== undefined },
    );
    if (!found.has(key) && found.size < MOST) found.set(key, inRoleOf(ref, question));
  }
  return found.size === 0 ? undefined : { step, rules, questions: [...found.values()] };
}

function isOf(binding: AnyBinding, { kind, namespace, name }: StepPreview['ref']): boolean {
  const { roleRef } = binding;
  return roleRef.kind === kind && roleRef.name === name && (kind === 'ClusterRole' || scopeOf(binding) === namespace);
}

/** Of a Role in its own namespace. */
function inRoleOf({ kind, namespace }: StepPreview['ref'], question: Question): Question {
  return kind === 'Role' && namespace !== undefined && !('path' in question) ? { ...question, namespace } : question;
}

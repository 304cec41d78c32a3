/** Who may bind a role to anybody at any time: a role without a binding may then be in use tomorrow, as it is today. */

import { isRead } from '../../../src/analysis/coverage.ts';
import { isFullWildcard, type Rule, ruleAllows, subjectLabel, subjectsOf } from '../../../src/analysis/rbac/index.ts';
import type { RoleSubject } from '../../../src/plugin-api/index.ts';
import { accessIn, bindingNamespace, nameSome } from '../shared.ts';
import type { Reads } from './holders.ts';

/** Why a role that no binding refers to may still be counted on; `undefined`: nobody is given the right to bind it. */
export function binderDoubt(subject: RoleSubject, view: Reads): string | undefined {
  const binders = bindersOf(subject, view);
  if (binders.length > 0) return `No binding refers to it, but ${nameSome(binders)} may bind it at any time.`;
  const unread = (['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const).filter(
    (kind) => !isRead(view.coverage(kind, kind.startsWith('Cluster') ? undefined : subject.ref.namespace)),
  );
  return unread.length === 0
    ? undefined
    : `No binding refers to it, but who may bind it is not visible: ${unread.join(', ')} objects could not be read.`;
}

/** The right in a namespace is enough to bind a ClusterRole there. */
function bindersOf({ ref }: RoleSubject, view: Reads): readonly string[] {
  const access = accessIn(view, ref.namespace);
  const resource = ref.kind === 'Role' ? 'roles' : 'clusterroles';
  const question = { verb: 'bind', group: 'rbac.authorization.k8s.io', resource, name: ref.name };
  // Whoever may do everything writes roles as needed, and is always there.
  const givesBind = (rule: Rule) => !isFullWildcard(rule) && ruleAllows(rule, question);
  const { clusterRoleBindings, roleBindings } = access.objects;
  const labels = [...clusterRoleBindings, ...roleBindings].flatMap((binding) => {
    const namespace = bindingNamespace(binding);
    if (!(access.rulesOf(binding.roleRef, namespace) ?? []).some(givesBind)) return [];
    return subjectsOf(binding).map((each) => subjectLabel(each, namespace));
  });
  return [...new Set(labels)];
}

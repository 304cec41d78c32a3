/** Ways to all rights and to nodes, as far as roles, bindings, accounts and namespaces were read. */
import { defineFact, may } from '../../../plugin-api/index.ts';
import { namespacePolicy } from '../../pod-security/index.ts';
import { createAccess } from '../access.ts';
import { through } from '../queries/who-can.ts';
import { scopeOf, subjectKey } from '../subjects.ts';
import { validRules, validSubjectsOf } from '../validity.ts';
import { type Escalations, escalations } from './paths.ts';
import { type Granted, stepsOf } from './steps.ts';

export const escalationPaths = defineFact({
  name: 'ways to all rights',
  scope: 'cluster',
  reads: [
    may('Role'),
    may('ClusterRole'),
    may('RoleBinding'),
    may('ClusterRoleBinding'),
    may('ServiceAccount'),
    may('Namespace'),
  ],
  derive(view): Escalations {
    const access = createAccess({
      roles: view.own('Role').value,
      clusterRoles: view.own('ClusterRole').value,
      roleBindings: view.own('RoleBinding').value,
      clusterRoleBindings: view.own('ClusterRoleBinding').value,
    });
    const granted = [...access.objects.clusterRoleBindings, ...access.objects.roleBindings].flatMap((binding) => {
      const namespace = scopeOf(binding);
      const kind = binding.kind === 'RoleBinding' ? 'Role' : 'ClusterRole';
      const rules = validRules(access.rulesOf(binding.roleRef, namespace) ?? [], { kind });
      const via = through(binding);
      return validSubjectsOf(binding).map(
        (subject): Granted => ({ subject: subjectKey(subject, namespace), namespace: namespace ?? null, rules, via }),
      );
    });
    const confined = new Set(
      view
        .own('Namespace')
        .value.filter(({ metadata }) => isConfining(metadata.labels))
        .map(({ metadata }) => metadata.name),
    );
    const accounts = Map.groupBy(
      [
        ...new Set([
          ...view.own('ServiceAccount').value.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
          ...named(granted),
        ]),
      ],
      (each) => each.split('/')[0] ?? '',
    );
    const names = new Map(
      [...accounts].map(([namespace, all]) => [namespace, all.map((each) => each.split('/')[1] ?? '')]),
    );
    return escalations(
      granted.flatMap((each) => stepsOf(each, (namespace) => confined.has(namespace))),
      names,
    );
  },
});

function isConfining(labels: Readonly<Record<string, string>> | undefined): boolean {
  const level = namespacePolicy(labels).enforce?.level;
  return level === 'baseline' || level === 'restricted';
}

/** Accounts that only bindings name. */
function named(granted: readonly Granted[]): readonly string[] {
  return granted.flatMap(({ subject }) => (subject.startsWith('ServiceAccount:') ? subject.slice(15) : []));
}

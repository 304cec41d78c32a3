/** RBAC objects in a list, indexed once: for what is tried out as a whole. */
import type { KindMap } from '../../plugin-api/index.ts';
import type { RbacSource } from './access.ts';
import { aggregatedRules } from './aggregation.ts';
import { scopeOf } from './subjects.ts';
import type { AnyBinding, AnyRole, RbacObjects } from './types.ts';
import { subjectKeysOf } from './validity.ts';

export function indexed(objects: RbacObjects): RbacSource {
  const roles = new Map<string, AnyRole>();
  for (const role of [...objects.clusterRoles, ...objects.roles]) roles.set(roleKey(role.kind, role.metadata), role);
  const bindings = new Map<string, AnyBinding[]>();
  for (const binding of [...objects.clusterRoleBindings, ...objects.roleBindings])
    for (const key of subjectKeysOf(binding)) {
      const known = bindings.get(key);
      if (known === undefined) bindings.set(key, [binding]);
      else known.push(binding);
    }
  const settled = aggregatedRules(objects.clusterRoles);
  return {
    bindingsOf(subject, scope) {
      const found = bindings.get(subject) ?? [];
      return scope === undefined ? found : found.filter((binding) => (scopeOf(binding) ?? '') === scope);
    },
    role: (kind, namespace, name) => roles.get(roleKey(kind, { namespace, name })),
    settledRulesOf: ({ metadata }) => settled.get(metadata.name) ?? [],
  };
}

interface Named {
  readonly namespace?: KindMap['Role']['metadata']['namespace'] | undefined;
  readonly name: string;
}

export function roleKey(kind: string, { namespace, name }: Named): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

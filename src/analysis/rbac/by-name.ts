/** What a role or a binding gives now, by its name: for who has written it. */
import { defineLookup, defineQuestions, may } from '../../plugin-api/index.ts';
import { roleKey } from './indexed.ts';
import { rolesByName } from './lookups.ts';
import { rights } from './rights.ts';
import { scopeOf } from './subjects.ts';
import type { AnyBinding, Rule } from './types.ts';

export interface GrantsByName {
  /** `undefined`: it is not there, as far as was read. */
  ofRole(kind: 'Role' | 'ClusterRole', namespace: string | undefined, name: string): readonly Rule[] | undefined;
  /** The rules of the role that it gives. */
  ofBinding(kind: AnyBinding['kind'], namespace: string | undefined, name: string): readonly Rule[] | undefined;
}

const bindingsByName = defineLookup({
  name: 'bindings by name',
  reads: [may('RoleBinding'), may('ClusterRoleBinding')],
  keysOf: ({ kind, metadata }) => [roleKey(kind, metadata)],
});

export const grantsByName = defineQuestions({
  name: 'grants by name',
  reads: [may.fact(rights), may.fact(rolesByName), may.fact(bindingsByName)],
  answering(view): GrantsByName {
    const { rulesOf } = view.derive(rights).value;
    const ofRole: GrantsByName['ofRole'] = (kind, namespace, name) => {
      const [role] = view.derive(rolesByName).value.at(roleKey(kind, { namespace, name }));
      return role === undefined ? undefined : rulesOf(role);
    };
    return {
      ofRole,
      ofBinding(kind, namespace, name) {
        const [binding] = view.derive(bindingsByName).value.at(roleKey(kind, { namespace, name }));
        if (binding === undefined) return undefined;
        const { kind: role, name: of } = binding.roleRef;
        return role === 'Role' ? ofRole('Role', scopeOf(binding), of) : ofRole('ClusterRole', undefined, of);
      },
    };
  },
});

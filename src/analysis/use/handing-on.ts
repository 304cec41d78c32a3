/** Who writes roles and bindings has to hold what they give: the API server lets nobody hand on more. */
import type { AuditUse, AuditUser } from '../../plugin-api/index.ts';
import type { GrantsByName, Rule } from '../rbac/index.ts';

const GROUP = 'rbac.authorization.k8s.io';
const WRITES: ReadonlySet<string> = new Set(['create', 'patch', 'update']);

export interface HandedOn {
  readonly rules: readonly Rule[];
  /** Objects that are not there any more, for sentences: `RoleBinding shop/deployer`. */
  readonly unknown: readonly string[];
}

interface Place {
  readonly user: AuditUser;
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
}

export function handedOnBy({ user, namespace }: Place, grants: GrantsByName): HandedOn {
  const written = user.uses.filter(
    (use) => use.group === GROUP && WRITES.has(use.verb) && (namespace === undefined || use.namespace === namespace),
  );
  const found = written.flatMap((use) =>
    namesOf(use).map((name) => ({ ...named(use, name), rules: given(use, name, grants) })),
  );
  return {
    rules: found.flatMap(({ rules }) => rules ?? []),
    unknown: [
      ...found.flatMap(({ label, rules }) => (rules === undefined ? [label] : [])),
      ...written.filter(({ hasMoreNames }) => hasMoreNames).map(({ resource }) => `more ${resource} than are known`),
    ],
  };
}

/** Of what was created the log knows the name from the body: the authorizer did not. */
function namesOf({ verb, names, made }: AuditUse): readonly string[] {
  return verb === 'create' ? (made ?? ['']) : names;
}

function named({ resource, namespace }: AuditUse, name: string): { readonly label: string } {
  const where = namespace === undefined ? name : `${namespace}/${name}`;
  return { label: name === '' ? `one of the ${resource}` : `${resource} ${where}` };
}

/** What the object gives now; `undefined`: it is not there. */
function given({ resource, namespace }: AuditUse, name: string, grants: GrantsByName): readonly Rule[] | undefined {
  switch (resource) {
    case 'roles':
      return grants.ofRole('Role', namespace, name);
    case 'clusterroles':
      return grants.ofRole('ClusterRole', undefined, name);
    case 'rolebindings':
      return grants.ofBinding('RoleBinding', namespace, name);
    case 'clusterrolebindings':
      return grants.ofBinding('ClusterRoleBinding', undefined, name);
    default:
      return [];
  }
}

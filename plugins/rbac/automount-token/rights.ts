/** What an account may do by its token, beyond what Kubernetes gives to everybody who logs in. */
import {
  type ApiResource,
  clause,
  type Evidence,
  type EvidenceResult,
  may,
  rbac,
  refOf,
  type View,
} from 'kubectl-harden/plugin-api';
import { bindingName } from '../shared.ts';
import { SHIPPED_FOR_EVERYBODY } from '../shipped-for-everybody.ts';

/**
 * A binding in any namespace may name an account of any other, so all of them are looked at. None is a `must`: rights that
 * were seen are there whatever else was not, and a pod that has no token needs none of this.
 */
export const RIGHTS_READS = [
  may.all('RoleBinding'),
  may.all('ClusterRoleBinding'),
  may.all('Role'),
  may.all('ClusterRole'),
  may('Discovery'),
  may.fact(rbac.rights),
] as const;
type Reads = View<(typeof RIGHTS_READS)[number]>;

/** Asked for at admission about the account of a pod: no token is shown. */
const AT_ADMISSION: ReadonlySet<string> = new Set(['securitycontextconstraints', 'podsecuritypolicies']);

/** Default roles that give more than nothing, for files that refer to them without holding them. */
const KNOWN_ROLES: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit', 'view']);

export type Rights =
  | { readonly state: 'some'; readonly evidence: Evidence; readonly isAssumed: boolean }
  | { readonly state: 'unread'; readonly evidence: readonly Evidence[] }
  | {
      readonly state: 'none';
      /** On a whole cluster: there are none. */
      readonly isProven: boolean;
      /** What everybody who logs in holds beyond what Kubernetes ships. */
      readonly ofEverybody?: Evidence;
    };

export function rightsOf(account: rbac.AccountRef, view: Reads): Rights {
  const { access } = view.derive(rbac.rights).value;
  const { username, groups } = rbac.accountIdentity(account);
  const ofAccounts = groups.filter((group) => group !== EVERYBODY);
  const grants = access.allGrants({ username, groups: ofAccounts });
  const discovery = view.evidence('Discovery');
  const evidence = firstRight(grants, discovery);
  if (evidence !== undefined && hasKnownScope(grants, discovery)) return { state: 'some', evidence, isAssumed: false };
  if (evidence !== undefined) return { state: 'unread', evidence: [evidence, unreadScope(discovery)] };
  const reads = [view.all('RoleBinding'), view.all('ClusterRoleBinding'), view.all('Role'), view.all('ClusterRole')];
  const unread = reads.filter(({ isRead }) => !isRead).map(({ coverage }) => coverage.reason ?? coverage.state);
  if (unread.length > 0) return { state: 'unread', evidence: unread.map((text) => ({ text })) };
  const isProven = reads.every(({ isWhole }) => isWhole);
  const open = isProven ? [] : grants.filter((grant) => isRoleMissing(grant, access));
  const [known] = open.filter(
    ({ binding: { roleRef } }) => roleRef.kind === 'ClusterRole' && KNOWN_ROLES.has(roleRef.name),
  );
  if (known !== undefined) return { state: 'some', evidence: roleEvidence(known), isAssumed: true };
  if (open.length > 0) return { state: 'unread', evidence: open.map(roleEvidence) };
  const ofEverybody = firstRight(access.allGrants({ username: '', groups: [EVERYBODY] }), discovery);
  return { state: 'none', isProven, ...(ofEverybody === undefined ? {} : { ofEverybody }) };
}

const EVERYBODY = 'system:authenticated';

function isRoleMissing({ binding, namespace }: rbac.Grant, access: rbac.Access): boolean {
  return access.rulesOf(binding.roleRef, namespace) === undefined;
}

function roleEvidence({ binding }: rbac.Grant): Evidence {
  const { kind, name } = binding.roleRef;
  return { text: `${bindingName(binding)} gives ${kind} ${name}, which is not among what was read.` };
}

type Discovery = EvidenceResult<readonly ApiResource[]>;

/** The first of the grants that gives more than Kubernetes ships, and what that is. */
function firstRight(grants: readonly rbac.Grant[], discovery: Discovery): Evidence | undefined {
  for (const grant of grants) {
    const atoms = usableAtoms(grant, discovery);
    if (atoms.length === 0) continue;
    const { binding, namespace, subject } = grant;
    const where = namespace === undefined ? '' : ` in ${namespace}`;
    const text = `${bindingName(binding)} gives ${rbac.subjectLabel(subject, namespace)}: ${rbac.describeAtoms(atoms, 1)}${where}.`;
    return { text, source: refOf(binding) };
  }
  return undefined;
}

/** A RoleBinding gives neither paths nor what belongs to no namespace. */
function usableAtoms({ namespace, rules }: rbac.Grant, { value }: Discovery): readonly rbac.Atom[] {
  const granted = namespace === undefined ? rules : rbac.rulesInNamespace(rules, value);
  return rbac
    .uncovered(granted, SHIPPED_FOR_EVERYBODY)
    .filter((atom) => 'path' in atom || !(atom.verb === 'use' && AT_ADMISSION.has(atom.resource)));
}

/** Something that the grants give does so wherever the resources of others belong. */
function hasKnownScope(grants: readonly rbac.Grant[], discovery: Discovery): boolean {
  if (discovery.value !== undefined || discovery.coverage.state === 'absent') return true;
  return grants.some((grant) =>
    usableAtoms(grant, discovery).some(
      (atom) =>
        grant.namespace === undefined || 'path' in atom || atom.group === '*' || rbac.isBuiltInGroup(atom.group),
    ),
  );
}

function unreadScope({ coverage }: Discovery): Evidence {
  return { text: `Whether that belongs to a namespace is not visible: ${clause(coverage.reason ?? coverage.state)}.` };
}

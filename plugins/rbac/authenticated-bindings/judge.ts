/** What a binding gives to everybody beyond what Kubernetes ships, and how much that weighs. */
import {
  type BindingSubject,
  type may,
  type Proposal,
  rbac,
  type Severity,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { bindingNamespace, type FoundRole, grantedBy, grantOf, withoutSubject } from '../shared.ts';
import { SHIPPED_FOR_EVERYBODY } from '../shipped-for-everybody.ts';

const AUTHENTICATED = 'system:authenticated';

export function isEverybody(subject: rbac.Subject): boolean {
  return subject.kind === 'Group' && rbac.accountsIn(subject) !== undefined;
}

export function violation(
  subject: rbac.Subject,
  binding: BindingSubject,
  role: FoundRole,
  view: View<ReturnType<typeof may<'ServerVersion'>>>,
): Violation {
  const { object } = binding;
  const namespace = bindingNamespace(object);
  const { kind, name } = object.roleRef;
  const atoms = role.state === 'found' ? rbac.uncovered(role.rules, SHIPPED_FOR_EVERYBODY) : [];
  const what = atoms.length === 0 ? `what ${kind} ${name} allows` : rbac.describeAtoms(atoms);
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  const label = rbac.subjectLabel(subject);
  const key = rbac.subjectKey(subject);
  const everybody = subject.name === AUTHENTICATED ? 'Everybody who logs in, every pod among them,' : whoIsIn(subject);
  return {
    message: `${everybody} is allowed ${what}${where}: ${label} holds ${kind} ${name}.`,
    part: label,
    path: ['subjects'],
    key,
    value: grantedBy(object, role),
    ...weigh(subject, role, view),
    place: grantOf(binding, key, label),
    proposal: removal(key, binding, role),
  };
}

function whoIsIn(subject: rbac.Subject): string {
  const accounts = rbac.accountsIn(subject) ?? '';
  return `${accounts.charAt(0).toUpperCase()}${accounts.slice(1)}`;
}

function weigh(
  subject: rbac.Subject,
  role: FoundRole,
  view: View<ReturnType<typeof may<'ServerVersion'>>>,
): { readonly severity?: Severity; readonly severityReason?: string } {
  if (role.state !== 'found') return { severity: 'low', severityReason: 'lowered: there is no such role today' };
  const isGke = view.evidence('ServerVersion').value?.gitVersion.includes('-gke.') === true;
  if (isGke && subject.name === AUTHENTICATED)
    return { severity: 'critical', severityReason: 'raised: on GKE every Google account may be in the group' };
  const leadsFurther = role.rules.some((rule) => rbac.capabilitiesOf(rule).length > 0);
  if (!leadsFurther)
    return { severity: 'medium', severityReason: 'lowered: it leads neither to Secrets nor to other accounts' };
  const namespace = rbac.accountsNamespace(subject);
  return namespace === undefined
    ? {}
    : { severity: 'medium', severityReason: `lowered: only the pods of ${namespace} hold it` };
}

function removal(key: string, binding: BindingSubject, role: FoundRole): Proposal {
  const changes = [withoutSubject(binding, key)];
  if (role.state === 'missing')
    return { readiness: 'ready', reason: 'There is no such role, so the binding gives nothing today.', changes };
  return {
    readiness: 'review',
    reason: 'Who relies on it is unknown: no audit log was read.',
    changes,
    caveats: ['Whoever uses it is refused until the right is bound to those who need it.'],
  };
}

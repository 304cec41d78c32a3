/** What the checks of capabilities share: a role is judged rule by rule, and weighed by who holds it. */
import {
  nameSome,
  type ObjectRef,
  type Outcome,
  objectName,
  type Proposal,
  pass,
  platform,
  type RoleSubject,
  rbac,
  remembered,
  type Severity,
  unknown,
  type Verdict,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { givenBy } from './capability-groups.ts';
import { TRIM_READS, type TrimView, trim } from './capability-trim.ts';
import {
  type CapabilityWeight,
  type Reach,
  reachedBy,
  type Weighed,
  weighCapability,
  worstOf,
} from './capability-weight.ts';
import { type GrantView, grantsOf, type RoleGrant, type RoleGrants } from './grants.ts';
import { holdersOf, unreadRights } from './holders.ts';
import { ownRules } from './own-rules.ts';
import { ruleKey } from './shared.ts';

export const CAPABILITY_READS = TRIM_READS;

export interface CapabilityCheck {
  readonly id: string;
  readonly severity: Severity;
  /** What a holder can do with it, to go on after a colon. */
  readonly consequence: string;
  weight(given: rbac.GivenCapability, grants: readonly RoleGrant[]): CapabilityWeight;
  /** Replaces the usual trim. */
  proposal?(rule: rbac.Rule): Proposal | undefined;
}

/** What the default role `edit` gives in each namespace where it is bound; `admin` adds roles and bindings. */
const IN_EDIT: ReadonlySet<rbac.CapabilityId> = new Set([
  'secrets-read',
  'workload-create',
  'pod-exec',
  'pod-connect-get',
  'pod-forward',
  'pod-proxy',
  'impersonate-account',
  'token-create',
]);
const IN_ADMIN: ReadonlySet<rbac.CapabilityId> = new Set([...IN_EDIT, 'role-write', 'binding-write']);
const DEFAULTS: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit', 'view']);

export function judgeCapability(subject: RoleSubject, view: TrimView, check: CapabilityCheck): Outcome {
  const { ref, object } = subject;
  const found = rbac.validRules(subject.rules, object).filter((rule) => givenBy(rule, check.id).length > 0);
  if (found.length === 0) return [];
  const own = ownRules(object, found, view);
  if (own.length === 0)
    return pass({ text: 'Its rules come from other ClusterRoles, which are judged themselves.', source: ref });
  const grants = grantsOf(subject, view);
  const expected = expectedOf(subject, own, grants, check) ?? maybeExpected(subject, own, grants, check, view);
  if (expected !== undefined) return whereAllIsRead(expected, subject, view);
  return own.map((rule) => violation(rule, subject, grants.all, view, check));
}

function isDefault({ kind, name }: ObjectRef): boolean {
  return kind === 'ClusterRole' && DEFAULTS.has(name);
}

/** Why there is nothing to decide at this role; `undefined`: there is. */
function expectedOf(
  { ref, isProtected }: RoleSubject,
  rules: readonly rbac.Rule[],
  { all, onlyThrough }: RoleGrants,
  check: CapabilityCheck,
): string | undefined {
  if (isDefault(ref)) return 'It is a default role of Kubernetes: what matters is to whom it is bound.';
  if (isProtected && all.every((grant) => isOfKubernetes(grant) && !isEveryNode(grant, ref, check)))
    return all.length === 0 ? 'No binding refers to it.' : 'Only parts of Kubernetes hold it.';
  const given = rules.flatMap((rule) => givenBy(rule, check.id));
  const adds = (role: string) =>
    !given.every(({ id }) => (role === 'edit' ? IN_EDIT.has(id) : role === 'admin' && IN_ADMIN.has(id)));
  if (onlyThrough.length > 0 && !onlyThrough.some(adds))
    return `It adds nothing to ${nameSome(onlyThrough.map((name) => `ClusterRole ${name}`))}, through which it is held.`;
  return undefined;
}

/** A role that a default one would take over, were it among what was read. */
function maybeExpected(
  { ref, object: { metadata } }: RoleSubject,
  rules: readonly rbac.Rule[],
  { all, onlyThrough }: RoleGrants,
  check: CapabilityCheck,
  view: GrantView,
): string | undefined {
  const isSeenToBeHeld = all.length > 0 || onlyThrough.length > 0;
  const isPartOfDefaults = rules.flatMap((rule) => givenBy(rule, check.id)).every(({ id }) => IN_ADMIN.has(id));
  if (isSeenToBeHeld || !isPartOfDefaults || metadata.labels === undefined || ref.kind !== 'ClusterRole')
    return undefined;
  return unreadRights(view, { isPartly: true }).includes('ClusterRole') ? 'It may add nothing.' : undefined;
}

/** Who else may hold it is known only where all of it was read. */
function whereAllIsRead(expected: string, { ref }: RoleSubject, view: GrantView): Verdict {
  const unread = isDefault(ref) ? [] : unreadRights(view, { isPartly: true });
  if (unread.length === 0) return pass({ text: expected, source: ref });
  return unknown({ text: `Who holds it is not visible: ${unread.join(', ')} objects could not be read.`, source: ref });
}

/** From the Node authorizer a node gets what its own pods use: by this role each reads what all use. */
function isEveryNode({ subject }: RoleGrant, { name }: ObjectRef, { id }: CapabilityCheck): boolean {
  return id === 'rbac/secrets-read' && name === 'system:node' && subject.kind === 'Group';
}

/** As installers name the certificate by which the API server speaks to kubelets, and providers their own users. */
const OF_INSTALLERS = /^(?:eks:.+|kube-apiserver(?:-.+)?|kubelet-api)$/;

/** Accounts count in the namespaces that Kubernetes keeps for itself. */
function isOfKubernetes({ subject, account }: RoleGrant): boolean {
  if (account !== undefined) return platform.isReservedNamespace(account.namespace);
  return rbac.isControlPlane(subject) || OF_INSTALLERS.test(subject.name);
}

function violation(
  rule: rbac.Rule,
  subject: RoleSubject,
  grants: readonly RoleGrant[],
  view: TrimView,
  check: CapabilityCheck,
): Violation {
  const holders = holdersOf(subject, view);
  const given = givenBy(rule, check.id);
  const reached = check.severity === 'critical' ? reachedBy(grants, view) : undefined;
  const reach: Reach = { grants, mayBeWider: mayBeWider(subject, grants, view) };
  const weighed = holders.isNobody
    ? { severity: 'low' as const, reason: 'no binding refers to it' }
    : earned(worstOf(given.map((each) => weighCapability(each, check.weight(each, grants), reach))), reached);
  return {
    message: `${objectName(subject.ref)} allows ${described(given)}: ${check.consequence}.`,
    path: ['rules'],
    key: ruleKey(rule),
    value: [ruleKey(rule), ...holders.names],
    ...severityOf(weighed, check),
    evidence: [
      holders.evidence,
      ...(reached === undefined || weighed?.severity !== 'critical' ? [] : [{ text: reached }]),
    ],
    proposal: check.proposal?.(rule) ?? trim(rule, check.id, subject, view),
  };
}

/** A ClusterRole may be bound in the whole cluster by what could not be read. */
function mayBeWider({ ref }: RoleSubject, grants: readonly RoleGrant[], view: GrantView): boolean {
  return ref.kind === 'ClusterRole' && (grants.length === 0 || !view.own('ClusterRoleBinding').isRead);
}

/** Critical is only what an attacker gets to from outside: through a pod that runs, or as anybody. */
function earned(weighed: Weighed | undefined, reached: string | undefined): Weighed | undefined {
  if (weighed?.severity !== 'critical' || reached !== undefined) return weighed;
  return { severity: 'high', reason: 'neither an application nor everybody is known to hold it' };
}

function severityOf(weighed: Weighed | undefined, check: CapabilityCheck): Partial<Violation> {
  if (weighed === undefined || weighed.severity === check.severity) return {};
  return { severity: weighed.severity, severityReason: `lowered: ${weighed.reason ?? 'it leads less far'}` };
}

const described = remembered((given: readonly rbac.GivenCapability[]): string => {
  const [first] = given;
  const text = rbac.describeAtoms(given.flatMap(({ atoms }) => atoms));
  return first?.names === undefined ? text : `${text}, named ${nameSome(first.names)}`;
});

/** What a binding gives to requests without credentials. */
import {
  type BindingSubject,
  clause,
  type Outcome,
  pass,
  rbac,
  type Severity,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { type AnyBinding, bindingNamespace, type FoundRole, grantedBy, grantOf } from '../shared.ts';
import { SHIPPED_FOR_EVERYBODY } from '../shipped-for-everybody.ts';
import { WIDENED } from './removal.ts';

type Rule = rbac.Rule;
type Subject = rbac.Subject;

export function isAnonymous({ kind, name }: Subject): boolean {
  return (kind === 'User' && name === 'system:anonymous') || (kind === 'Group' && name === 'system:unauthenticated');
}

export function judgeUnexpected(
  subject: Subject,
  binding: AnyBinding,
  role: FoundRole,
  areRefused: boolean,
): Violation {
  const { kind, name } = binding.roleRef;
  const rights = role.state === 'found' ? rbac.uncovered(role.rules, []) : [];
  const what =
    role.state === 'found' && rights.length > 0 ? ` ${rbac.describeAtoms(rights)}` : ` what ${kind} ${name} allows`;
  const who = rbac.subjectLabel(subject);
  return {
    message: `Anybody without credentials is allowed${what}${where(binding)}: ${who} holds ${kind} ${name}.`,
    part: who,
    path: ['subjects'],
    key: rbac.subjectKey(subject),
    value: grantedBy(binding, role),
    ...(areRefused ? REFUSED : weigh(binding, role, rights.length === 0)),
  };
}

const REFUSED = { severity: 'high', severityReason: 'lowered: the API server refuses anonymous requests' } as const;

function weigh(
  binding: AnyBinding,
  role: FoundRole,
  isEmpty: boolean,
): { readonly severity?: Severity; readonly severityReason?: string } {
  if (role.state === 'missing') return { severity: 'low', severityReason: 'lowered: there is no such role today' };
  if (role.state === 'found' && isEmpty) return { severity: 'low', severityReason: 'lowered: the role allows nothing' };
  if (isPublic(binding, role))
    return {
      severity: 'low',
      severityReason: 'lowered: health, version and the public keys of the issuer of tokens tell no secret',
    };
  if (rbac.isLegacyForAnonymous(binding) && givesOnly(LEGACY, role))
    return {
      severity: 'medium',
      severityReason: 'lowered: a default of versions before 1.14 that shows which APIs are served',
    };
  return {};
}

/** What the default roles gave before 1.14, and give since. */
const LEGACY: readonly Rule[] = [
  ...SHIPPED_FOR_EVERYBODY,
  { nonResourceURLs: ['/swagger-2.0.0.pb-v1', '/swagger.json', '/swaggerapi', '/swaggerapi/*'], verbs: ['get'] },
];

/** By what is in the role: whoever adds to a default one gives rights. Among manifests it is as Kubernetes ships it. */
function givesOnly(expected: readonly Rule[], role: FoundRole): boolean {
  if (role.state === 'found') return rbac.uncovered(role.rules, expected).length === 0;
  return role.state === 'unread' && role.isPartial;
}

/** Manifests refer to the default role without holding it; a role that was kept from us may say anything. */
function isPublic(binding: AnyBinding, role: FoundRole): boolean {
  if (role.state === 'unread' && !role.isPartial) return false;
  return rbac.isPublicByNature(binding, role.state === 'found' ? role.rules : undefined);
}

/** Default bindings pass while their role gives no more than Kubernetes ships. */
export function judgeExpected(
  subjects: readonly Subject[],
  { ref, object: binding }: BindingSubject,
  role: FoundRole,
  expected: readonly Rule[],
): Outcome {
  const { kind, name } = binding.roleRef;
  if (role.state === 'unread') return judgeUnread(`${kind} ${name}`, role);
  const extra = role.state === 'found' ? rbac.uncovered(role.rules, expected) : [];
  if (extra.length === 0) return [];
  const message = `Anybody without credentials is allowed ${rbac.describeAtoms(extra)}${where(binding)}: ${kind} ${name} allows more than Kubernetes ships.`;
  return subjects.map((subject) => ({
    message,
    part: rbac.subjectLabel(subject),
    path: ['roleRef'],
    key: rbac.subjectKey(subject),
    value: grantedBy(binding, role),
    place: grantOf({ ref }, rbac.subjectKey(subject), rbac.subjectLabel(subject)),
    proposal: WIDENED,
  }));
}

/** Manifests refer to the default role without holding it; a role that was kept from us may say anything. */
function judgeUnread(role: string, { reason, isPartial }: Extract<FoundRole, { state: 'unread' }>): Outcome {
  if (!isPartial) {
    return unknown(`Whether ${role} allows more than Kubernetes ships is not visible: ${clause(reason)}.`);
  }
  return pass(`The binding is a default one; ${role} is taken to be as Kubernetes ships it.`, 'inferred');
}

function where(binding: AnyBinding): string {
  const namespace = bindingNamespace(binding);
  return namespace === undefined ? '' : ` in namespace ${namespace}`;
}

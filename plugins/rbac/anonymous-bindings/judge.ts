/** What a binding gives to requests without credentials. */
import {
  type AnyBinding,
  describeAtoms,
  isLegacyForAnonymous,
  type Rule,
  type Subject,
  subjectKey,
  subjectLabel,
  uncovered,
} from '../../../src/analysis/rbac/index.ts';
import type { Outcome, Severity, Violation } from '../../../src/plugin-api/index.ts';
import { bindingNamespace, type FoundRole } from '../shared.ts';

/** Fact of a violation: the role was widened, the binding is as Kubernetes made it. */
export const WIDENED = 'widened';

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
  const rights = role.state === 'found' ? uncovered(role.rules, []) : [];
  const what =
    role.state === 'found' && rights.length > 0 ? ` ${describeAtoms(rights)}` : ` what ${kind} ${name} allows`;
  const who = subjectLabel(subject);
  return {
    message: `Anybody without credentials is allowed${what}${where(binding)}: ${who} holds ${kind} ${name}.`,
    part: who,
    path: ['subjects'],
    key: subjectKey(subject),
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
  if (isLegacyForAnonymous(binding))
    return {
      severity: 'medium',
      severityReason: 'lowered: a default of versions before 1.14 that shows which APIs are served',
    };
  return {};
}

/** Default bindings pass while their role gives no more than Kubernetes ships. */
export function judgeExpected(
  subjects: readonly Subject[],
  binding: AnyBinding,
  role: FoundRole,
  expected: readonly Rule[],
): Outcome {
  const { kind, name } = binding.roleRef;
  if (role.state === 'unread') return judgeUnread(`${kind} ${name}`, role);
  const extra = role.state === 'found' ? uncovered(role.rules, expected) : [];
  if (extra.length === 0) return [];
  const message = `Anybody without credentials is allowed ${describeAtoms(extra)}${where(binding)}: ${kind} ${name} allows more than Kubernetes ships.`;
  return subjects.map((subject) => ({
    message,
    part: subjectLabel(subject),
    path: ['roleRef'],
    key: subjectKey(subject),
    facts: { [WIDENED]: true },
  }));
}

/** Manifests refer to the default role without holding it; a role that was kept from us may say anything. */
function judgeUnread(role: string, { reason, isPartial }: Extract<FoundRole, { state: 'unread' }>): Outcome {
  if (!isPartial) {
    const text = `Whether ${role} allows more than Kubernetes ships is not visible: ${reason.replace(/\.$/, '')}.`;
    return { status: 'unknown', confidence: 'direct', evidence: [{ text }] };
  }
  const text = `The binding is a default one; ${role} is taken to be as Kubernetes ships it.`;
  return { status: 'pass', confidence: 'inferred', evidence: [{ text }] };
}

function where(binding: AnyBinding): string {
  const namespace = bindingNamespace(binding);
  return namespace === undefined ? '' : ` in namespace ${namespace}`;
}

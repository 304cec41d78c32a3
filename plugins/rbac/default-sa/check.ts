import { defineCheck, may, nameSome, type Proposal, rbac, type Violation } from 'kubectl-harden/plugin-api';
import { TOKEN_EXAMPLE } from '../examples.ts';
import {
  bindingNamespace,
  distinctSubjects,
  type FoundRole,
  grantedBy,
  grantOf,
  ROLE_READS,
  roleOf,
  withoutSubject,
  workloadName,
} from '../shared.ts';

const READS = [...ROLE_READS, may.fact(rbac.accountUsers)] as const;

export default defineCheck({
  mode: 'automated',
  examples: [TOKEN_EXAMPLE],
  meta: {
    id: 'rbac/default-sa',
    title: 'The ServiceAccount default holds no rights',
    severity: 'high',
    rationale:
      'A pod that names no account runs as `default`. What is granted to it is granted to every such pod of the ' +
      'namespace, those that come later and those that nobody thought of among them.',
    guidance:
      'Give the workload that needs the rights an account of its own, bind the role to that, name it in the pod template, ' +
      'and then take `default` out of the binding. Turn its token off: `automountServiceAccountToken: false`.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.5' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1528' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  reads: READS,
  evaluate(binding, { view }) {
    const { object } = binding;
    const namespace = bindingNamespace(object);
    const role = roleOf(object, view);
    return distinctSubjects(object).flatMap((subject) => {
      const account = rbac.accountOf(subject, namespace);
      if (account?.name !== 'default') return [];
      const key = rbac.subjectKey(subject, namespace);
      const label = rbac.subjectLabel(subject, namespace);
      const { kind, name } = object.roleRef;
      const users = view.derive(rbac.accountUsers).value.of(account).map(workloadName);
      const gives = role.state !== 'missing' && (role.state === 'unread' || role.rules.length > 0);
      return [
        {
          message: `${label} holds ${kind} ${name}: so does every pod of ${account.namespace} that names no account.`,
          part: label,
          path: ['subjects'],
          key,
          value: grantedBy(object, role),
          ...weigh(role, gives),
          evidence: users.length === 0 ? [] : [{ text: `It is the account of ${nameSome(users)}.` }],
          place: grantOf(binding, key, label),
          proposal: {
            ...judgement(gives, users),
            changes: [withoutSubject(binding, key)],
          },
        },
      ];
    });
  },
  remediation: {
    title: 'Take the account default out of the binding',
    kind: 'trim',
    disruption: 'access',
  },
});

function weigh(role: FoundRole, gives: boolean): Pick<Violation, 'severity' | 'severityReason'> {
  if (!gives) return { severity: 'low', severityReason: 'lowered: the role allows nothing' };
  const leadsFurther = role.state !== 'found' || role.rules.some((rule) => rbac.capabilitiesOf(rule).length > 0);
  if (leadsFurther) return {};
  return { severity: 'medium', severityReason: 'lowered: it leads neither to Secrets nor to other accounts' };
}

function judgement(gives: boolean, users: readonly string[]): Omit<Proposal, 'changes'> {
  if (!gives) return { readiness: 'ready', reason: 'The role allows nothing, so nothing is lost.' };
  const reason = 'Which of these rights its pods use is unknown: no audit log was read.';
  if (users.length === 0) return { readiness: 'review', reason };
  return { readiness: 'review', reason, caveats: [`${nameSome(users)} may be refused requests.`] };
}

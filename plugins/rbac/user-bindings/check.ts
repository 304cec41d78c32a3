import { defineCheck, type Edit, type Json, type Proposal, plan, rbac } from 'kubectl-harden/plugin-api';
import { DEVELOPER_EXAMPLE } from '../examples.ts';
import { type AnyBinding, bindingNamespace, distinctSubjects, grantOf } from '../shared.ts';

interface Inputs {
  readonly group: string;
}

export default defineCheck({
  mode: 'automated',
  examples: [DEVELOPER_EXAMPLE],
  meta: {
    id: 'rbac/user-bindings',
    title: 'People hold rights by groups of the identity provider',
    severity: 'low',
    rationale:
      'A binding to a single user outlives the job: nobody takes it out when the person changes teams or leaves, and who may do ' +
      'what is spread over as many bindings as there are people. Membership of a group ends where accounts end.',
    guidance:
      'Bind roles to groups of the identity provider, with a prefix that keeps them apart from those of Kubernetes, and let ' +
      'it say who is in them. `kubectl harden explain rbac/user-bindings --example` prints a role for the developers of one ' +
      'namespace, bound to such a group.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  applies: ({ isProtected }) => !isProtected,
  evaluate(binding, { inputs }) {
    const { object } = binding;
    const namespace = bindingNamespace(object);
    return distinctSubjects(object)
      .filter((subject) => isPerson(subject))
      .map((subject) => {
        const key = rbac.subjectKey(subject);
        const { kind, name } = object.roleRef;
        const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
        return {
          message: `User ${subject.name} holds ${kind} ${name} ${where} by name, and not by a group.`,
          part: rbac.subjectLabel(subject),
          path: ['subjects'],
          key,
          value: [kind, name, key],
          ...(namespace === undefined
            ? { severity: 'medium' as const, severityReason: 'raised: it holds in the whole cluster' }
            : {}),
          place: grantOf(binding, key, rbac.subjectLabel(subject)),
          proposal: replaced(object, subject, binding.ref, inputs.group),
        };
      });
  },
  remediation: {
    title: 'Bind the role to a group',
    kind: 'trim',
    disruption: 'access',
    inputs: {
      group: {
        describe: 'Group of the identity provider, as the API server sees it, that takes the place of the user',
        perSubject: true,
        check: (group: string) => (group.startsWith('system:') ? 'must not begin with system:.' : undefined),
      },
    },
  },
});

/** Neither a ServiceAccount by its user name, nor a part of Kubernetes. */
function isPerson(subject: rbac.Subject): boolean {
  return (
    subject.kind === 'User' && !subject.name.startsWith('system:') && !/^(?:eks:|kube-apiserver)/.test(subject.name)
  );
}

function replaced(
  object: AnyBinding,
  subject: rbac.Subject,
  target: Parameters<typeof grantOf>[0]['ref'],
  group: Inputs['group'] | undefined,
): Proposal {
  if (group === undefined)
    return plan('Which group of the identity provider takes the place of the user is known to people only.', {
      needs: ['group'],
    });
  const written = rbac.subjectsOf(object).filter(({ kind, name }) => kind === 'User' && name === subject.name);
  const edits: readonly Edit[] = [
    ...written.map((each): Edit => ({ op: 'exclude', path: ['subjects'], value: { ...each } as Json })),
    { op: 'include', path: ['subjects'], value: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group } },
  ];
  return {
    readiness: 'review',
    reason: `Whether the user is in the group ${group} is known to the identity provider only.`,
    changes: [{ op: 'edit', target, edits }],
    caveats: [`Everybody in ${group} gets what the user holds.`],
  };
}

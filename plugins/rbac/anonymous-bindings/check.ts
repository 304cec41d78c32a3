import { defineCheck, rbac } from 'kubectl-harden/plugin-api';
import { distinctSubjects, grantOf, ROLE_READS, roleOf } from '../shared.ts';
import { isAnonymous, judgeExpected, judgeUnexpected } from './judge.ts';
import { REFUSAL_READS, refusalOfAnonymous } from './refusal.ts';
import { removal } from './removal.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/anonymous-bindings',
    title: 'Requests without credentials may do nothing',
    severity: 'critical',
    rationale:
      'Everybody who reaches the API server is `system:anonymous` until they log in. What is granted to this user or ' +
      'to the group `system:unauthenticated` is granted to every scanner on the network, and from a public endpoint to ' +
      'everybody.',
    guidance:
      'Take the subject out of the binding and give those who need it an account: a ServiceAccount for programs, a ' +
      'group of the identity provider for people. Health checks need no binding beyond `system:public-info-viewer`, ' +
      'which Kubernetes brings itself. Where nobody has to be anonymous, start the API server with ' +
      '`--anonymous-auth=false`, or allow it for the health paths only in an AuthenticationConfiguration.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '1.2.1' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A2' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  reads: [...ROLE_READS, ...REFUSAL_READS],
  evaluate(binding, { view }) {
    const { object } = binding;
    const subjects = distinctSubjects(object).filter(isAnonymous);
    if (subjects.length === 0) return [];
    const role = roleOf(object, view);
    const expected = rbac.expectedForAnonymous(object);
    if (expected !== undefined) return judgeExpected(subjects, binding, role, expected);
    const areRefused = refusalOfAnonymous(view).state === 'proven';
    return subjects.map((subject) => {
      const key = rbac.subjectKey(subject);
      const place = grantOf(binding, key, rbac.subjectLabel(subject));
      const proposal = removal(key, binding, role, view);
      return { ...judgeUnexpected(subject, object, role, areRefused), place, proposal };
    });
  },
  remediation: {
    title: 'Take anonymous requests out of the binding',
    kind: 'trim',
    disruption: 'access',
  },
});

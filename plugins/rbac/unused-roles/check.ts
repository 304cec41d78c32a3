import { defineCheck, notApplicable, objectName, pass, unknown } from 'kubectl-harden/plugin-api';
import { binderDoubt } from '../binders.ts';
import { HOLDER_READS, holdersOf } from '../holders.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/unused-roles',
    title: 'Every role is bound to somebody',
    severity: 'low',
    rationale:
      'A role that no binding refers to grants nothing today. It waits for whoever may write a binding, and whoever ' +
      'reviews the rights of the cluster has to read it.',
    guidance:
      'Delete roles that are left over. A role that an installer or an operator binds when it is asked to, or that is kept ' +
      'for emergencies, is worth a waiver with its reason.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: HOLDER_READS,
  applies: ({ isProtected }) => !isProtected,
  evaluate(role, { view }) {
    const { ref } = role;
    const { everywhere, somewhere, aggregatedInto, isNobody, evidence } = holdersOf(role, view);
    if (everywhere.length + somewhere.length + aggregatedInto.length > 0) return pass(evidence);
    if (!view.isCluster) return notApplicable('Manifests hold some of the bindings only.');
    if (!isNobody) return unknown(evidence);
    const doubt = binderDoubt(role, view);
    return [
      {
        message: `No binding refers to ${objectName(ref)}, and no other role takes its rules over.`,
        value: ref.name,
        proposal: {
          readiness: doubt === undefined ? 'ready' : 'review',
          reason: doubt ?? 'No binding refers to it, so nobody uses it today.',
          changes: [{ op: 'delete', target: ref }],
        },
      },
    ];
  },
  remediation: {
    title: 'Delete the role',
    kind: 'trim',
    disruption: 'access',
  },
});

import { defineCheck, notApplicable, pass, unknown } from 'kubectl-harden/plugin-api';
import { byUse, logEvidence, trimByUse, USE_READS, unusedText } from '../by-use.ts';
import { holdersOf } from '../holders.ts';
import { USE_SETTINGS } from '../log-doubts.ts';
import { ruleKey, ruleSetOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/unused-permissions',
    title: 'What is granted is used',
    severity: 'medium',
    rationale:
      'Rights that nobody uses are of use to an attacker only. Roles are written once, with room to spare, and what their ' +
      'holders have stopped doing stays allowed.',
    guidance:
      'Keep an audit log of at least 30 days with the level Metadata for all users, give it with `--audit-log FILE` (and ' +
      'its policy with `--audit-policy FILE`), and narrow the role to what its holders did. Leave what is used seldom and ' +
      'on purpose: renewal of certificates, yearly jobs, leader election. `kubectl harden access SUBJECT --audit-log FILE` ' +
      'shows used and unused rights of one account.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: USE_READS,
  settings: USE_SETTINGS,
  evidenceFirst: 'AuditLog',
  question: {
    question: 'Were the rights of the accounts compared with what they did, by an audit log of at least 30 days?',
    evidence: [
      'The span of the audit log, its policy, and the accounts that were compared.',
      'The roles that were narrowed, and what was kept on purpose.',
    ],
    validDays: 180,
  },
  place: ruleSetOf,
  applies: ({ isProtected }) => !isProtected,
  evaluate(subject, { view, settings }) {
    const log = view.evidence('AuditLog');
    if (log.value === undefined) return unknown(`Audit log: ${log.coverage.reason ?? log.coverage.state}.`);
    const { isNobody, isWhole, names, evidence } = holdersOf(subject, view);
    if (isNobody) return notApplicable('No binding refers to it.');
    if (view.isCluster && !isWhole)
      return unknown({ ...evidence, text: 'Not all bindings could be read: who holds it is not known.' });
    const given = byUse(subject, view);
    if (given === undefined)
      return notApplicable('Its rules come from other ClusterRoles, which are judged themselves.');
    if (given.found.trim.removed.length === 0) return pass(logEvidence(given));
    return [
      {
        message: unusedText(subject, given),
        path: ['rules'],
        value: [subject.rules.map(ruleKey).sort(), ...names],
        evidence: [logEvidence(given)],
        proposal: trimByUse(subject, given, view, settings),
      },
    ];
  },
  remediation: { title: 'Narrow the role to what is used', kind: 'trim', disruption: 'access' },
});

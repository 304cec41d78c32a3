import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'rbac/unused-permissions',
    title: 'What is granted is used',
    severity: 'medium',
    rationale:
      'Rights that nobody uses are of use to an attacker only. Roles are written once, with room to spare, and what their ' +
      'holders have stopped doing stays allowed.',
    guidance:
      'Keep an audit log of at least 30 days with the level Metadata for all users, compare what each account did with what ' +
      'it may do (`kubectl harden access SUBJECT`), and narrow its role. Leave what is used seldom and on purpose: renewal of ' +
      'certificates, yearly jobs, leader election.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question: 'Were the rights of the accounts compared with what they did, by an audit log of at least 30 days?',
  evidence: [
    'The span of the audit log, its policy, and the accounts that were compared.',
    'The roles that were narrowed, and what was kept on purpose.',
  ],
  validDays: 180,
});

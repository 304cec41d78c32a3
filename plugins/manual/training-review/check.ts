import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'manual/training-review',
    title: 'People are trained and audits are repeated',
    severity: 'info',
    rationale:
      'A cluster is as safe as the last change to it. Who writes manifests and answers alerts must know what these settings ' +
      'mean, and somebody must look again after the day on which everything was in order.',
    guidance:
      'Agree on a security audit of the cluster at least once a year, and on who does it. Train those who run it (for ' +
      'example CKA and CKS) and those who deploy to it. Exercise an incident: who is called, what is isolated, what is kept ' +
      'as evidence. Keep the dates and the open points where the next audit begins.',
    item: 'people',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'A7' },
      { framework: 'guide', control: 'A8' },
      { framework: 'guide', control: 'AM' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question: 'Was this cluster audited within the last year, and are the people who run it trained for it?',
  evidence: [
    'The report of the last security audit, with its date and the points that are still open.',
    'The certificates or courses of the people who run the cluster, with their dates.',
    'The record of the last exercise of an incident on this cluster.',
  ],
  validDays: 365,
});

import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'rbac/review',
    title: 'Rights are reviewed regularly',
    severity: 'low',
    rationale:
      'Bindings are made in a hurry and stay for years: people change teams, projects end, and nobody remembers why an account ' +
      'may do what it may. Only somebody who knows the people can tell.',
    guidance:
      'Print who may do what matters (`kubectl harden who-can get secrets -A`, `kubectl harden access Group:NAME`), have the ' +
      'owner of each team sign the list, and take out what nobody answers for. Once in three months is usual.',
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
  question: 'Was the list of who may do what signed by the owners of the teams within the last three months?',
  evidence: ['The signed list, with its date and names.', 'The bindings that were taken out after the last review.'],
  validDays: 90,
});

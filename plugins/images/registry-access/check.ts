import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'images/registry-access',
    title: 'The registry scans, and lets few people push',
    severity: 'medium',
    rationale:
      'Whoever may push to the registry decides what runs, without any right in the cluster. A registry that scans tells ' +
      'of faults in what is stored, also in images that no pipeline builds any more.',
    guidance:
      'Let the pipeline alone push, each team to its own part, with credentials that expire. Make tags immutable, switch ' +
      'on scanning, keep the log of pushes and pulls, and pull with an account that can do nothing else. Take away what ' +
      'people push by hand.',
    item: 'images',
    refs: [
      { framework: 'cis-k8s', control: '5.5.1' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1525' },
      { framework: 'guide', control: 'A6' },
      { framework: 'guide', control: 'B8' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question:
    'Who may push to the registries that this cluster pulls from, and do these registries scan what is in them?',
  evidence: [
    'The list of people, groups and robots that may push or move tags, with the day it was looked at.',
    'The setting of the registry that scans stored images, and a finding of it that was acted on.',
    'The setting that makes tags immutable, or why they are not.',
    'The account that nodes pull with, and what else it may do.',
  ],
  validDays: 180,
});

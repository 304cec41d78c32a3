import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'updates/patch-process',
    title: 'Patches come by a process, with a time limit',
    severity: 'medium',
    rationale:
      'Supported versions age within weeks. Whether the next critical patch arrives in days or in months is decided by ' +
      'who reads the announcements, who may restart nodes, and how long the test takes: not by the versions of today.',
    guidance:
      'Subscribe somebody to the security announcements of Kubernetes, of the node image and of each add-on. Agree on limits, ' +
      'for example 7 days for what is exploited and 30 for the rest, and measure them. Try upgrades on a cluster that is like ' +
      'this one. Keep PodDisruptionBudgets that let nodes drain. Write down how to go back.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question:
    'Is it agreed how soon security patches of Kubernetes, of nodes and of add-ons reach this cluster, and is it kept?',
  evidence: [
    'Where the limits are written, and who is responsible.',
    'The last three patches of the control plane and the nodes: announced on, installed on.',
    'Who is subscribed to the announcements.',
  ],
  validDays: 180,
});

import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/infra-write',
    title: 'Volumes and nodes are managed by the platform',
    severity: 'critical',
    rationale:
      'A PersistentVolume with a path of the node gives its files to a pod, whatever the Pod Security level; ' +
      'whoever changes nodes moves pods onto a node of its choice, or takes all of them off.',
    guidance:
      'Let storage drivers create volumes and the cloud controller manage nodes. People claim volumes by a ' +
      'StorageClass; draining a node takes `patch` on `nodes` and belongs to those who operate them. The change ' +
      'takes out of each rule only what leads further; everything else that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.9' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS],
  tables: [tables.platformComponents],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/infra-write',
      severity: 'critical',
      consequence: 'it reaches the files of nodes, or decides where pods run',
      weight: weightOf,
    });
  },
  remediation: {
    title: 'Take the writing of volumes and nodes out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});

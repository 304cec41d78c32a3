/** Secrets are encrypted in etcd. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { GUIDANCE } from './guidance.ts';
import { judgeEncryption, READS } from './ladder.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'encryption/secrets-at-rest',
    aliases: ['encryption/quality'],
    title: 'Secrets are encrypted in etcd',
    severity: 'high',
    rationale:
      'The API server writes Secrets to etcd unencrypted unless it is told otherwise. Whoever gets a disk, a snapshot or a ' +
      'backup of etcd then reads every password, token and key of the cluster, without one request to the API server ' +
      'and without a trace in its audit log.',
    guidance: GUIDANCE,
    item: 'secrets-at-rest',
    refs: [
      { framework: 'cis-k8s', control: '1.2.27' },
      { framework: 'cis-k8s', control: '1.2.28' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552' },
      { framework: 'guide', control: 'A9' },
      { framework: 'guide', control: 'A10' },
      { framework: 'guide', control: 'B5' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Cluster',
  reads: READS,
  question: {
    question:
      'Does the API server, or the provider that runs it, encrypt Secrets before they are written to etcd? Encryption of the disk alone does not count.',
    evidence: [
      'The output of the command of the provider that shows the setting and the key, with the date it was run.',
      'The encryption configuration of each control plane node without its keys: which provider stands first for secrets.',
      'A Secret as etcd holds it, read with etcdctl: its value begins with k8s:enc: on every member.',
      'The record of the day on which all Secrets were rewritten after encryption was switched on.',
    ],
    validDays: 180,
  },
  evaluate: ({ context }, { view }) => judgeEncryption(view, context),
  remediation: {
    title: 'Encrypt Secrets before they are written to etcd',
    kind: 'file',
    disruption: 'none',
  },
});

import { defineManualCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

export default defineManualCheck({
  mode: 'manual',
  examples: EXAMPLES,
  meta: {
    id: 'etcd/file-permissions',
    title: 'Files of etcd and its keys belong to it alone',
    severity: 'medium',
    rationale:
      'The data folder of etcd is the whole cluster, and the keys beside it open every door. Any user of the node ' +
      'who can read them has both. No request to the API server shows the modes of files, and a pod that could ' +
      'would be privileged itself.',
    guidance:
      'Run on every control plane node, as root: `stat -c "%a %U:%G %n" /var/lib/etcd ' +
      '/etc/kubernetes/manifests/*.yaml /etc/kubernetes/*.conf /etc/kubernetes/pki/*.key ' +
      '/etc/kubernetes/pki/etcd/*.key`. The data folder is 700 of the user that runs etcd, manifests, kubeconfigs ' +
      'and keys are 600 of root:root. Correct with `chmod` and `chown`.',
    item: 'etcd',
    refs: [
      { framework: 'cis-k8s', control: '1.1.1' },
      { framework: 'cis-k8s', control: '1.1.2' },
      { framework: 'cis-k8s', control: '1.1.3' },
      { framework: 'cis-k8s', control: '1.1.4' },
      { framework: 'cis-k8s', control: '1.1.5' },
      { framework: 'cis-k8s', control: '1.1.6' },
      { framework: 'cis-k8s', control: '1.1.7' },
      { framework: 'cis-k8s', control: '1.1.8' },
      { framework: 'cis-k8s', control: '1.1.9' },
      { framework: 'cis-k8s', control: '1.1.10' },
      { framework: 'cis-k8s', control: '1.1.11' },
      { framework: 'cis-k8s', control: '1.1.12' },
      { framework: 'cis-k8s', control: '1.1.13' },
      { framework: 'cis-k8s', control: '1.1.14' },
      { framework: 'cis-k8s', control: '1.1.15' },
      { framework: 'cis-k8s', control: '1.1.16' },
      { framework: 'cis-k8s', control: '1.1.17' },
      { framework: 'cis-k8s', control: '1.1.18' },
      { framework: 'cis-k8s', control: '1.1.19' },
      { framework: 'cis-k8s', control: '1.1.20' },
      { framework: 'cis-k8s', control: '1.1.21' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.004' },
      { framework: 'guide', control: 'A10' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question:
    'Are the data folder of etcd, the manifests, the kubeconfigs and the keys of each control plane node readable ' +
    'by their owners alone?',
  evidence: [
    'The output of the stat command of the guidance on each control plane node, with the date it was run.',
    'The report of a benchmark that ran on these nodes, such as kube-bench, with rows 1.1.1 to 1.1.21.',
    'The statement of the provider that runs the control plane.',
  ],
  validDays: 180,
});

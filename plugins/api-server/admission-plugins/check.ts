import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/admission-plugins',
    title: 'Admission holds nodes and namespaces to their rules',
    severity: 'high',
    rationale:
      'Admission plugins are the rules that no right lifts. Without NodeRestriction a stolen node credential ' +
      'changes the labels and pods of every other node. Without ServiceAccount, NamespaceLifecycle or ' +
      'PodSecurity, pods take accounts and levels that nobody gave them. AlwaysAdmit switches all of it off.',
    guidance:
      'Start the API server with `--enable-admission-plugins=NodeRestriction` and whatever else you use, and ' +
      'leave `--disable-admission-plugins` empty: the rest is on by default. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.10' },
      { framework: 'cis-k8s', control: '1.2.12' },
      { framework: 'cis-k8s', control: '1.2.13' },
      { framework: 'cis-k8s', control: '1.2.14' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  evaluate: ({ context }, { view }) =>
    controlPlane.judgeRules(view, context, {
      rules: RULES,
      setting: 'settings of the control plane',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Enable NodeRestriction, and disable none', kind: 'file', disruption: 'none' },
});

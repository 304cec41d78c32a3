/** Controllers that copy snippets of Ingresses into the configuration of the proxy. */
import { defineCheck, type Edit, type SubjectOf, type Violation } from 'kubectl-harden/plugin-api';

type ConfigMap = SubjectOf<'ConfigMap'>;

const ALLOW = 'allow-snippet-annotations';
const RISK = 'annotations-risk-level';

function violationsOf({ ref, object }: ConfigMap): readonly Violation[] {
  const data = object.data ?? {};
  return [
    ...(/^(1|t|true)$/i.test(data[ALLOW] ?? '')
      ? [violation(ref, ALLOW, 'false', 'it copies snippets of Ingresses into the configuration of the proxy')]
      : []),
    ...(data[RISK] === 'Critical'
      ? [violation(ref, RISK, 'High', 'it takes annotations that can run anything in the proxy')]
      : []),
  ];
}

function violation(ref: ConfigMap['ref'], key: string, value: string, does: string): Violation {
  const path = ['data', key];
  const edits: readonly Edit[] = [{ op: 'set', path, value }];
  return {
    message: `The controller that reads it is told ${key}: ${does}.`,
    path,
    proposal: {
      readiness: 'review',
      reason: 'Which Ingresses need it is not decided here: each has to do without first.',
      changes: [{ op: 'edit', target: ref, edits }],
      caveats: [
        'Ingresses with such annotations are refused when they are written again, and lose what the annotations did.',
      ],
    },
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/snippets-allowed',
    title: 'Ingress controllers take no snippets',
    severity: 'high',
    rationale:
      'Where the controller takes snippets, the right to write an Ingress in any namespace is the right to run code in the proxy, with its token and the TLS keys that it reads (CVE-2021-25742).',
    guidance:
      'Set `allow-snippet-annotations: "false"` and `annotations-risk-level: High` or lower in the ConfigMap of the controller. `ingress/snippets` lists the Ingresses that use some.',
    item: 'ingress',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'ConfigMap',
  evaluate: violationsOf,
  remediation: { title: 'Take no snippets', kind: 'patch', disruption: 'traffic' },
});

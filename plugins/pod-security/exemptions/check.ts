/** What the API server exempts from Pod Security, as far as it can be seen without writing. */
import { defineCheck, type Evidence, type View, type Violation } from 'kubectl-harden/plugin-api';
import { isWholeCluster } from '../../../src/analysis/coverage.ts';
import { admissionFile } from '../admission-file.ts';

type Reader = View<'ServerFlags' | 'Metrics'>;

const EXEMPTIONS = 'pod_security_exemptions_total';

function violationsOf(view: Reader): readonly Violation[] {
  const flags = view.evidence('ServerFlags').value?.flags ?? {};
  const disabled = (flags['disable-admission-plugins'] ?? '').split(',').map((name) => name.trim());
  const exempt = (view.evidence('Metrics').value ?? [])
    .filter(({ name }) => name === EXEMPTIONS)
    .reduce((sum, { value }) => sum + value, 0);
  return [
    ...(disabled.includes('PodSecurity')
      ? [
          {
            message: 'The API server runs without the admission plugin PodSecurity: labels of namespaces mean nothing.',
            key: 'disabled',
            severity: 'high' as const,
            severityReason: 'raised: no level is enforced anywhere',
            evidence: [{ text: 'disable-admission-plugins names PodSecurity.', source: 'GET /flagz' }],
          },
        ]
      : []),
    ...(exempt > 0
      ? [
          {
            message: `${exempt} requests were exempt from Pod Security since the API server started.`,
            key: 'exempt',
            evidence: [{ text: `${EXEMPTIONS} is ${exempt}.`, source: 'GET /metrics', value: exempt }],
          },
        ]
      : []),
  ];
}

function unknown(evidence: readonly Evidence[]) {
  return { status: 'unknown', evidence, confidence: 'direct' } as const;
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'pod-security/exemptions',
    title: 'Pod Security has no hidden exemptions',
    severity: 'info',
    rationale:
      'A file on the control plane may exempt users, namespaces and runtime classes from every level, and set levels where no label is. What a label says holds only as far as that file lets it.',
    guidance:
      'Keep the exemptions of `PodSecurityConfiguration` empty, or to the few that the platform itself needs, and write down why. An exempt user should be a controller, never a person.',
    item: 'pod-security',
    refs: [
      { framework: 'cis-k8s', control: '5.2.1' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  place: 'cluster',
  mayRead: ['ServerFlags', 'Metrics', 'Pod', 'ServerVersion'],
  lookups: [{ kind: 'Pod', namespace: 'kube-system' }],
  evaluate(_cluster, { view }) {
    const violations = violationsOf(view);
    if (violations.length > 0) return violations;
    const found = admissionFile(view);
    if (found.state === 'set')
      return unknown([{ text: `The file ${found.file} on the control plane may hold defaults and exemptions.` }]);
    const { coverage, value } = view.evidence('ServerFlags');
    if (found.state === 'unknown' || (value === undefined && !isWholeCluster(view))) {
      const reason = coverage.reason ?? 'they could not be read';
      return unknown([{ text: `Whether a configuration file is in use is not seen in the flags: ${reason}.` }]);
    }
    const text = 'No admission configuration file is set: labels alone decide.';
    const source = value === undefined ? 'the API server in kube-system' : 'GET /flagz';
    return { status: 'pass', evidence: [{ text, source }], confidence: 'direct' };
  },
});

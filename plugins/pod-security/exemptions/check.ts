/** What the API server exempts from Pod Security, as far as it can be seen without writing. */
import { controlPlane, defineCheck, may, pass, unknown, type View, type Violation } from 'kubectl-harden/plugin-api';
import { ADMISSION_READS, admissionFile } from '../admission-file.ts';
import { ADMISSION_EXAMPLE } from '../examples.ts';

const READS = [may('Metrics'), ...ADMISSION_READS] as const;
type Reads = View<(typeof READS)[number]>;

const EXEMPTIONS = 'pod_security_exemptions_total';

function disabled(view: Reads): readonly Violation[] {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const plugins = apiServer.answered?.flags.get('disable-admission-plugins') ?? '';
  if (!plugins.split(',').some((name) => name.trim() === 'PodSecurity')) return [];
  return [
    {
      message: 'The API server runs without the admission plugin PodSecurity: labels of namespaces mean nothing.',
      key: 'disabled',
      severity: 'high',
      severityReason: 'raised: no level is enforced anywhere',
      evidence: [{ text: 'disable-admission-plugins names PodSecurity.', source: 'GET /flagz' }],
    },
  ];
}

function exempted(view: Reads): readonly Violation[] {
  const exempt = controlPlane.total(controlPlane.metric(view.evidence('Metrics'), EXEMPTIONS) ?? []);
  if (exempt === 0) return [];
  return [
    {
      message: `${exempt} requests were exempt from Pod Security since the API server started.`,
      key: 'exempt',
      evidence: [{ text: `${EXEMPTIONS} is ${exempt}.`, source: 'GET /metrics', value: exempt }],
    },
  ];
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
  examples: [ADMISSION_EXAMPLE],
  subject: 'Cluster',
  reads: READS,
  evaluate(_cluster, { view }) {
    const violations = [...disabled(view), ...exempted(view)];
    if (violations.length > 0) return violations;
    const found = admissionFile(view);
    if (found.state === 'set')
      return unknown(`The file ${found.file} on the control plane may hold defaults and exemptions.`);
    const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
    if (found.state === 'unknown' || (apiServer.answered === undefined && !view.isCluster)) {
      const reason = apiServer.unseen[0]?.reason ?? 'they could not be read';
      return unknown(`Whether a configuration file is in use is not seen in the flags: ${reason}.`);
    }
    const source = apiServer.answered === undefined ? 'the API server in kube-system' : 'GET /flagz';
    return pass({ text: 'No admission configuration file is set: labels alone decide.', source });
  },
});

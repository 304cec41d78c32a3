/** APIs that somebody still calls and that a coming release removes. */
import {
  controlPlane,
  defineCheck,
  inferred,
  type MetricSample,
  must,
  pass,
  plan,
  unknown,
  type Version,
  type Violation,
  versionOf,
} from 'kubectl-harden/plugin-api';

const FAMILY = 'apiserver_requested_deprecated_apis';
/** Somebody who upgrades twice a year meets the removal within the next upgrade but one. */
const SOON = 2;

function violationOf({ labels }: MetricSample, server: Version | undefined): Violation {
  const { group = '', version = '', resource = '', subresource = '', removed_release: removed = '' } = labels;
  const name = `${[resource, group].filter((part) => part !== '').join('.')} ${version}${subresource === '' ? '' : ` (${subresource})`}`;
  const gone = versionOf(removed);
  const isSoon = gone !== undefined && server !== undefined && gone[1] - server[1] <= SOON;
  const when = removed === '' ? 'which is deprecated' : `which ${removed} removes`;
  return {
    message: `Somebody calls ${name}, ${when}.`,
    key: name,
    value: removed,
    ...(isSoon ? {} : { severity: 'low' as const, severityReason: 'lowered: its removal is far off' }),
    evidence: [{ text: 'Counted since the API server started.', source: 'GET /metrics' }],
    proposal: plan(
      'Find the caller in the audit log by the annotation k8s.io/deprecated, and change it to the newer version.',
    ),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/deprecated-apis',
    title: 'Nobody calls APIs that go away',
    severity: 'medium',
    rationale:
      'Who calls a removed API fails on the day of the upgrade. So upgrades are put off, and with them the patches. The API ' +
      'server counts such calls.',
    guidance:
      'Find the caller: the audit log annotates these requests with `k8s.io/deprecated: "true"` and names the user agent. ' +
      'Change the manifest or the client to the newer version and apply it once more. Then upgrade.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [must('Metrics'), must('ServerVersion')],
  evaluate(_cluster, { view }) {
    const counted = controlPlane.metric(view.evidence('Metrics'), FAMILY);
    if (counted === undefined) return unknown('The metrics of the API server cannot be read.');
    const version = versionOf(view.evidence('ServerVersion').value?.gitVersion ?? '');
    const called = counted.filter(({ value }) => value > 0);
    // Of several API servers one has answered, and only since it started.
    return called.length > 0
      ? inferred(called.map((sample) => violationOf(sample, version)))
      : pass('The API server that answered counts no call of a deprecated API since it started.', 'inferred');
  },
  remediation: { title: 'Call the newer version', kind: 'guide', disruption: 'none' },
});

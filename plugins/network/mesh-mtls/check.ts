/** Is what pods of a namespace say to each other encrypted, and is anything else refused? */
import {
  defineCheck,
  inferred,
  installed,
  may,
  must,
  notApplicable,
  platform,
  unknown,
} from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { AUTHENTICATIONS, judgeIstio } from './istio.ts';
import { judgeLinkerd } from './linkerd.ts';
import { AMBIENT_UNREAD, ambientOf, membersOf } from './members.ts';

/** Whether there is a mesh is decided once, not in every namespace. */
const NO_MESH = { key: 'service mesh', title: 'A mesh for traffic between pods' } as const;

const ASKED = 'Its label istio.io/dataplane-mode asks for the ambient mesh, and no ztunnel is ready.';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/mesh-mtls',
    title: 'Traffic between pods is encrypted and authenticated',
    severity: 'medium',
    rationale:
      'Inside the cluster most programs speak without TLS: whoever reads along on a node or a network reads passwords and data. A mesh encrypts between proxies and proves who speaks. As long as it also takes plain connections, an intruder simply makes one.',
    guidance:
      'Bring every workload of the namespace into the mesh, look at the metrics for plain connections, then require mTLS: with Istio by a PeerAuthentication of mode STRICT, first for single namespaces, then for the mesh. Linkerd encrypts by itself; `config.linkerd.io/default-inbound-policy: all-authenticated` refuses the rest.',
    item: 'service-mesh',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1040' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Namespace',
  reads: [
    must('Workload'),
    may.all(AUTHENTICATIONS, { keep: ['spec.selector', 'spec.mtls', 'spec.portLevelMtls'] }),
    may.in('istio-system', 'ConfigMap'),
    may.fact(platform.ofPlatform),
    may.fact(installed.daemonSetsByImage),
  ],
  evaluate(subject, { view }) {
    const ambient = ambientOf(subject, view.derive(installed.daemonSetsByImage));
    if (ambient === 'unread') return unknown(AMBIENT_UNREAD);
    const members = membersOf(view.own('Workload').value, ambient === 'works');
    if (members.all.length === 0) return notApplicable('Nothing runs here that a mesh would be for.');
    if (members.linkerd.length === members.all.length) return judgeLinkerd(subject, members.linkerd);
    const authentications = view.all(AUTHENTICATIONS);
    const isServed = authentications.coverage.state !== 'absent';
    if (members.istio.length + members.linkerd.length === 0) {
      if (view.derive(platform.ofPlatform).value)
        return notApplicable('It belongs to the platform, and is in no mesh.');
      if (!view.isCluster) return notApplicable('Manifests do not show whether a mesh is there.');
      const [severity, severityReason] = isServed
        ? (['low', 'lowered: it is in no mesh'] as const)
        : (['info', 'lowered: there is no mesh'] as const);
      return inferred([
        {
          message:
            'None of its workloads is in a mesh that is known here: traffic between pods is not encrypted by one.',
          key: 'none',
          value: 'none',
          severity,
          severityReason,
          ...(ambient === 'asked' ? { evidence: [{ text: ASKED }] } : {}),
          place: NO_MESH,
        },
      ]);
    }
    if (!authentications.isRead)
      return unknown(`PeerAuthentications: ${authentications.coverage.reason ?? 'they were not read'}.`);
    const roots = view.named('ConfigMap');
    if (!roots.isRead)
      return unknown(`Where the policies of the mesh are: ${roots.coverage.reason ?? 'ConfigMaps were not read'}.`);
    return judgeIstio(subject, members, { authentications: authentications.value, roots: roots.value });
  },
  remediation: { title: 'Require mTLS', kind: 'policy', disruption: 'traffic' },
});

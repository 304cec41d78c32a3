/** Configuration of the proxy that whoever writes an Ingress puts in. */
import { defineCheck, type SubjectOf, type Violation } from 'kubectl-harden/plugin-api';

type Ingress = SubjectOf<'Ingress'>['object'];

const SNIPPET =
  /^(nginx\.(ingress\.kubernetes\.io|org)|haproxy\.org)\/[a-z-]*snippets?$|^haproxy-ingress\.github\.io\/config-[a-z-]+$/;

function violationsOf({ metadata }: Ingress): readonly Violation[] {
  const keys = Object.keys(metadata.annotations ?? {}).filter((key) => SNIPPET.test(key));
  return keys.map((key) => ({
    message: `${key} puts lines of its own into the configuration of the proxy.`,
    path: ['metadata', 'annotations', key],
  }));
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/snippets',
    title: 'Ingresses bring no configuration of the proxy',
    severity: 'high',
    rationale:
      'A snippet is copied into the configuration of the controller as it is. Whoever may write an Ingress can so read the token and the TLS keys of the controller, which mostly are those of the whole cluster (CVE-2021-25742), and change what other Ingresses serve.',
    guidance:
      'Replace each snippet by an annotation that does the same: headers, redirects, limits, authentication. Then turn snippets off in the ConfigMap of the controller: `allow-snippet-annotations: "false"` and `annotations-risk-level: High` or lower. What a snippet says is not read and not shown here: it may hold credentials.',
    item: 'ingress',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Ingress',
  evaluate: ({ object }) => violationsOf(object),
  remediation: { title: 'Replace snippets by annotations of their purpose', kind: 'guide', disruption: 'traffic' },
});

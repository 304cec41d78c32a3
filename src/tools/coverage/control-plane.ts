/** Settings of components and files of nodes, by the numbers of the CIS benchmark. */
import { CIS } from '../../catalog/controls/cis.ts';
import { by, type Part, type Row, without } from './row.ts';

const COMPONENTS = 'api-server/control-plane-components';

/** The checks that decide a control; those of section 5 are rows of the other parts. */
const DECIDED: Readonly<Record<string, readonly string[]>> = {
  '1.1.7': ['etcd/file-permissions'],
  '1.1.8': ['etcd/file-permissions'],
  '1.1.11': ['etcd/file-permissions'],
  '1.1.12': ['etcd/file-permissions'],
  '1.2.1': ['api-server/anonymous-access'],
  '1.2.2': ['authentication/static-token-file'],
  '1.2.3': ['api-server/optional-admission', 'ingress/external-ips'],
  '1.2.4': ['api-server/kubelet-tls'],
  '1.2.5': ['api-server/kubelet-tls'],
  '1.2.6': ['api-server/authorization-mode'],
  '1.2.7': ['api-server/authorization-mode'],
  '1.2.8': ['api-server/authorization-mode'],
  '1.2.9': ['api-server/optional-admission'],
  '1.2.10': ['api-server/admission-plugins'],
  '1.2.11': ['api-server/optional-admission'],
  '1.2.12': ['api-server/admission-plugins'],
  '1.2.13': ['api-server/admission-plugins'],
  '1.2.14': ['api-server/admission-plugins'],
  '1.2.15': [COMPONENTS],
  '1.2.16': ['audit/enabled'],
  '1.2.17': ['audit/retention'],
  '1.2.18': ['audit/retention'],
  '1.2.19': ['audit/retention'],
  '1.2.20': [COMPONENTS],
  '1.2.21': ['api-server/sa-token-flags'],
  '1.2.22': ['api-server/sa-token-flags'],
  '1.2.23': ['etcd/tls'],
  '1.2.24': ['api-server/tls'],
  '1.2.25': ['api-server/tls'],
  '1.2.26': ['etcd/tls'],
  '1.2.27': ['encryption/secrets-at-rest'],
  '1.2.28': ['encryption/secrets-at-rest', 'encryption/quality'],
  '1.2.29': ['api-server/tls'],
  '1.2.30': ['api-server/sa-token-flags'],
  '1.3.1': [COMPONENTS],
  '1.3.2': [COMPONENTS],
  '1.3.3': [COMPONENTS],
  '1.3.4': [COMPONENTS],
  '1.3.5': [COMPONENTS],
  '1.3.6': [COMPONENTS],
  '1.3.7': [COMPONENTS],
  '1.4.1': [COMPONENTS],
  '1.4.2': [COMPONENTS],
  '2.1': ['etcd/tls'],
  '2.2': ['etcd/tls'],
  '2.3': ['etcd/tls'],
  '2.4': ['etcd/tls'],
  '2.5': ['etcd/tls'],
  '2.6': ['etcd/tls'],
  '2.7': ['etcd/tls'],
  '3.1.1': ['authentication/oidc', 'authentication/kubeconfig-credential'],
  '3.1.2': ['authentication/long-lived-tokens'],
  '3.1.3': ['authentication/long-lived-tokens'],
  '3.2.1': ['audit/enabled'],
  '3.2.2': ['audit/policy-quality'],
  '4.2.1': ['kubelet/auth'],
  '4.2.2': ['kubelet/auth'],
  '4.2.3': ['kubelet/auth'],
  '4.2.4': ['kubelet/read-only-port'],
  '4.2.5': ['kubelet/settings'],
  '4.2.6': ['kubelet/settings'],
  '4.2.8': ['kubelet/settings'],
  '4.2.9': ['kubelet/tls'],
  '4.2.10': ['kubelet/tls'],
  '4.2.11': ['kubelet/tls'],
  '4.2.12': ['kubelet/tls'],
  '4.2.13': ['kubelet/settings'],
  '4.2.14': ['kubelet/seccomp-default'],
  '4.3.1': ['kubelet/settings'],
};

const GONE = 'No supported release has it.';

export const CONTROL_PLANE: readonly Part[] = [
  {
    title: 'Control plane, etcd, kubelets and nodes',
    rows: CIS.filter(({ id }) => !id.startsWith('5.')).map(rowOf),
  },
  {
    title: 'Settings that the benchmark has dropped',
    rows: [
      without('The port without TLS of the API server', GONE),
      without('The address of that port', GONE),
      without('The port with TLS is not 0', GONE),
      without('Basic authentication by a file', GONE),
      without('HTTPS toward kubelets', GONE),
      without('SecurityContextDeny', GONE),
      without('PodSecurityPolicy', GONE),
      by('DenyServiceExternalIPs is off', 'api-server/optional-admission'),
      by('The kubelet keeps the defaults of the kernel', 'kubelet/settings'),
    ],
  },
];

function rowOf({ id, title, unseen }: (typeof CIS)[number]): Row {
  const topic = `${id} ${title}`;
  const checks = DECIDED[id];
  return checks === undefined ? without(topic, unseen ?? 'It is not decided here.') : by(topic, ...checks);
}

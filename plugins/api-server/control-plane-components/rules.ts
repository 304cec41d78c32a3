/** Flags of the components beside the API server, and of what all of them show. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const CREDENTIALS = 'use-service-account-credentials';
const LOW = { severity: 'low', severityReason: 'It takes a foothold on the control plane, or a right there.' } as const;
const PRIVATE_KEY = 'service-account-private-key-file';
const ROOT_CA = 'root-ca-file';
const GATES = 'feature-gates';
const GC = 'terminated-pod-gc-threshold';
const TIMEOUT = 'request-timeout';

const PARTS = [
  ['kube-apiserver', 'The API server'],
  ['kube-controller-manager', 'The controller manager'],
  ['kube-scheduler', 'The scheduler'],
] as const;

function bindsWide(flags: controlPlane.Flags): string | undefined {
  const address = flags.get('bind-address') ?? '0.0.0.0';
  if (/^(127\.|::1$|\[::1\]$|localhost$)/.test(address)) return undefined;
  return `--bind-address is ${flags.has('bind-address') ? address : 'not set, which means every address'}`;
}

/** Ports without TLS and without authentication, which releases before 1.24 can open. */
function insecurePort(flags: controlPlane.Flags): string | undefined {
  const port = flags.get('port') ?? '0';
  return port === '0' ? undefined : `--port is ${port}`;
}

export const RULES: readonly controlPlane.FlagRule[] = [
  ...PARTS.map(
    ([component, name]): controlPlane.FlagRule => ({
      component,
      key: 'profiling',
      says: `${name} can be profiled`,
      flags: ['profiling'],
      lack: (flags) =>
        controlPlane.isOn(flags, 'profiling', true)
          ? `--profiling is ${flags.get('profiling') ?? 'not set, which means true'}`
          : undefined,
      ...LOW,
    }),
  ),
  ...PARTS.slice(1).flatMap(([component, name]): readonly controlPlane.FlagRule[] => [
    {
      component,
      key: 'bind-address',
      says: `${name} can be reached from elsewhere`,
      flags: ['bind-address'],
      lack: bindsWide,
      ...LOW,
    },
    { component, key: 'port', says: `${name} answers without TLS`, flags: ['port'], lack: insecurePort },
  ]),
  {
    component: 'kube-controller-manager',
    key: CREDENTIALS,
    says: 'All controllers share one account',
    flags: [CREDENTIALS],
    lack: (flags) => (controlPlane.isOn(flags, CREDENTIALS, false) ? undefined : `--${CREDENTIALS} is not true`),
  },
  {
    component: 'kube-controller-manager',
    key: PRIVATE_KEY,
    says: 'Secrets of service accounts get no token',
    flags: [PRIVATE_KEY],
    lack: (flags) => controlPlane.notSet(flags, [PRIVATE_KEY]),
    severity: 'low',
    severityReason: 'Pods get theirs from the API server: what waits for a token in a Secret waits for ever.',
  },
  {
    component: 'kube-controller-manager',
    key: ROOT_CA,
    says: 'Pods are not given the root certificate',
    flags: [ROOT_CA],
    lack: (flags) => controlPlane.notSet(flags, [ROOT_CA]),
  },
  {
    component: 'kube-controller-manager',
    key: GATES,
    says: 'Serving certificates of kubelets are not renewed',
    flags: [GATES],
    lack: (flags) =>
      /\bRotateKubeletServerCertificate[=:]false\b/.test(flags.get(GATES) ?? '')
        ? `--${GATES} has RotateKubeletServerCertificate=false`
        : undefined,
  },
  {
    component: 'kube-controller-manager',
    key: GC,
    says: 'Ended pods are never deleted',
    flags: [GC],
    lack: (flags) => (Number(flags.get(GC) ?? '12500') > 0 ? undefined : `--${GC} is ${flags.get(GC)}`),
    ...LOW,
  },
  {
    component: 'kube-apiserver',
    key: TIMEOUT,
    says: 'Requests may take for ever',
    flags: [TIMEOUT],
    lack: (flags) =>
      /^0+(h|m|s|ms)?$/.test(flags.get(TIMEOUT) ?? '60s') ? `--${TIMEOUT} is ${flags.get(TIMEOUT)}` : undefined,
    ...LOW,
  },
];

/** Settings that k3s and RKE2 give their kubelets as flags, by what their nodes tell of their command lines. */
import { controlPlane, type Json, type KindMap, type KubeletSettings } from 'kubectl-harden/plugin-api';

/** What both give by themselves. */
export const BY_THEMSELVES: KubeletSettings = {
  'authentication.anonymous.enabled': false,
  'authentication.webhook.enabled': true,
  'authentication.x509.clientCAFile': '/var/lib/rancher/k3s/agent/client-ca.crt',
  'authorization.mode': 'Webhook',
  readOnlyPort: 0,
};

/** Of the flags of a kubelet those that checks judge, by the member of its configuration that each sets. */
const MEMBERS: Readonly<Record<string, string>> = {
  'anonymous-auth': 'authentication.anonymous.enabled',
  'authentication-token-webhook': 'authentication.webhook.enabled',
  'authorization-mode': 'authorization.mode',
  'client-ca-file': 'authentication.x509.clientCAFile',
  'event-qps': 'eventRecordQPS',
  'make-iptables-util-chains': 'makeIPTablesUtilChains',
  'pod-max-pids': 'podPidsLimit',
  'read-only-port': 'readOnlyPort',
  'rotate-certificates': 'rotateCertificates',
  'seccomp-default': 'seccompDefault',
  'streaming-connection-idle-timeout': 'streamingConnectionIdleTimeout',
  'tls-min-version': 'tlsMinVersion',
};

export interface GivenSettings {
  /** `k3s`, `RKE2`. */
  readonly by: string;
  readonly node: string;
  readonly source: controlPlane.NodeArgs['source'];
  readonly settings: KubeletSettings;
}

/** Of nodes that give any. */
export function givenOn(nodes: readonly KindMap['Node'][]): readonly GivenSettings[] {
  return controlPlane.nodeArgsOf(nodes).flatMap(({ distribution, node, source, added }) => {
    const flags = [...added('kubelet')].filter(([name]) => Object.hasOwn(MEMBERS, name));
    if (flags.length === 0) return [];
    const settings = Object.fromEntries(flags.map(([name, value]) => [MEMBERS[name] ?? name, typed(value)]));
    return [{ by: distribution, node, source, settings }];
  });
}

function typed(value: string): Json {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?\d+$/.test(value) ? Number(value) : value;
}

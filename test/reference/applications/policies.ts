/** Network policies of those teams that have some. */
import { type Manifest, object } from '../make.ts';

const VERSION = 'networking.k8s.io/v1';

export function defaultDeny(at: string, ...policyTypes: readonly string[]): readonly Manifest[] {
  const deny = object(VERSION, 'NetworkPolicy', at, 'default-deny', { spec: { podSelector: {}, policyTypes } });
  return policyTypes.includes('Egress') ? [deny, dns(at)] : [deny];
}

function dns(at: string): Manifest {
  const to = [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ];
  const ports = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 }));
  return object(VERSION, 'NetworkPolicy', at, 'allow-dns', {
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{ to, ports }] },
  });
}

/** All pods of one namespace may reach all of the other. */
export function allow(at: string, name: string, from: string, port: number): Manifest {
  const ingress = [
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': from } } }],
      ports: [{ protocol: 'TCP', port }],
    },
  ];
  return object(VERSION, 'NetworkPolicy', at, name, { spec: { podSelector: {}, policyTypes: ['Ingress'], ingress } });
}

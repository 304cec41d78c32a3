/** The policies that are offered are valid, and the API server stores them as they were written. */
import { expect, test } from 'vitest';
import { allowDns, denyAll, dnsRule, dnsServers, type Policy } from '../../src/analysis/network-policy/index.ts';
import type { KindMap } from '../../src/plugin-api/index.ts';
import { cluster } from '../support/cluster.ts';

const NAMED_PORTS = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'dns-default', namespace: 'openshift-dns' },
  spec: {
    selector: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 'dns' },
      { name: 'dns-tcp', port: 53, targetPort: 'dns-tcp' },
    ],
  },
} as unknown as KindMap['Service'];

const NODE_LOCAL = {
  label: 'NodeLocal DNS',
  rule: { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: [{ protocol: 'UDP', port: 53 }] },
};
const BY_HAND = {
  label: 'told',
  rule: dnsRule('kube-system', { 'k8s-app': 'kube-dns' }, [{ protocol: 'TCP', port: 53 }]),
};

test('default denies and DNS allowances are stored as they were written', async () => {
  const { api, namespace } = cluster();
  const name = await namespace('policies');
  const policies: readonly Policy[] = [
    denyAll(name, 'Ingress'),
    denyAll(name, 'Egress'),
    allowDns(name, [...dnsServers([NAMED_PORTS]), NODE_LOCAL, BY_HAND]),
  ];
  const path = `/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies?dryRun=All&fieldValidation=Strict`;
  for (const policy of policies) {
    const stored = (await api.json('POST', path, policy)) as Policy;
    expect(stored.spec, policy.metadata.name).toEqual(policy.spec);
  }
});

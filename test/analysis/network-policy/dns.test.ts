import { expect, test } from 'vitest';
import { dnsServers, nodeLocalDns } from '../../../src/analysis/network-policy/index.ts';
import { createInventory } from '../../../src/inventory/index.ts';
import { refOf } from '../../../src/kube/refs.ts';
import type { KindMap, KubeObject } from '../../../src/plugin-api/index.ts';

const DNS_PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP', targetPort: 5353 },
  { name: 'dns-tcp', port: 53 },
  { name: 'metrics', port: 9153 },
];

function service(namespace: string, name: string, labels: object, spec: object): KindMap['Service'] {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, labels }, spec } as KindMap['Service'];
}

test('the DNS Service is found by its label, with the ports of its pods', () => {
  const found = dnsServers([
    service('kube-system', 'rke2-coredns', { 'k8s-app': 'kube-dns' }, { selector: { app: 'dns' }, ports: DNS_PORTS }),
  ]);
  expect(found).toEqual([
    {
      label: 'Service kube-system/rke2-coredns',
      rule: {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { app: 'dns' } },
          },
        ],
        ports: [
          { protocol: 'UDP', port: 5353 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    },
  ]);
});

test('Services that are not the DNS, select no pods or have no port 53 are passed over', () => {
  const dns = { 'k8s-app': 'kube-dns' };
  const others = [
    service('shop', 'kube-dns', dns, { selector: { app: 'dns' }, ports: DNS_PORTS }),
    service('kube-system', 'metrics-server', {}, { selector: { app: 'metrics' }, ports: DNS_PORTS }),
    service('kube-system', 'external-dns', dns, { ports: DNS_PORTS }),
    service('kube-system', 'dns-metrics', dns, { selector: { app: 'dns' }, ports: [{ port: 9153 }] }),
    service('openshift-dns', 'node-resolver', {}, { selector: { app: 'dns' }, ports: DNS_PORTS }),
  ];
  expect(dnsServers(others)).toEqual([]);
});

test('NodeLocal DNS is reached by the addresses after its flag, however the flag is written', () => {
  const addresses = (args: readonly string[], spec: object = { hostNetwork: true }, namespace = 'kube-system') => {
    const template = {
      metadata: { labels: { 'k8s-app': 'node-local-dns' } },
      spec: { ...spec, containers: [{ name: 'node-cache', image: 'example.com/dns:1', args }] },
    };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'node-local-dns', namespace },
      spec: { selector: {}, template },
    } as unknown as KubeObject;
    const inventory = createInventory();
    inventory.apply({ type: 'upsert', kind: inventory.kindOf(refOf(object)), items: [{ object }] });
    const { servers, withoutAddress } = nodeLocalDns(inventory.workloads());
    const blocks = servers.flatMap(({ rule }) => (rule.to ?? []).map(({ ipBlock }) => ipBlock?.cidr));
    return [...blocks, ...withoutAddress.map(({ ref }) => `${ref.name} somewhere`)];
  };
  expect(addresses(['-localip', '169.254.20.10,10.96.0.10'])).toEqual(['169.254.20.10/32', '10.96.0.10/32']);
  expect(addresses(['-localip=169.254.20.10'])).toEqual(['169.254.20.10/32']);
  expect(addresses(['--localip', 'fd00::10'])).toEqual(['fd00::10/128']);
  expect(addresses(['-localip', '__PILLAR__LOCAL__DNS__'])).toEqual(['node-local-dns somewhere']);
  expect(addresses(['-conf', '/etc/Corefile'])).toEqual(['node-local-dns somewhere']);
  expect(addresses(['-localip', '169.254.20.10'], {})).toEqual([]);
  expect(addresses(['-localip', '169.254.20.10'], { hostNetwork: true }, 'shop')).toEqual([]);
});

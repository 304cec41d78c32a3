/** Which network plugins enforce policies, by their agents, their settings and the nodes that they are ready on. */
import { expect, test } from 'vitest';
import { enforcement } from '../../../src/analysis/network-policy/index.ts';
import { deriveFrom } from '../../../src/engine/index.ts';
import { createInventory } from '../../../src/inventory/index.ts';
import type { KubeObject, StoredKind } from '../../../src/plugin-api/index.ts';

interface Agent {
  readonly image: string;
  readonly args?: readonly string[];
  readonly ready?: number;
  readonly name?: string;
}

function object(kind: string, name: string, rest: object): KubeObject {
  return {
    apiVersion: kind === 'DaemonSet' ? 'apps/v1' : 'v1',
    kind,
    metadata: { name, namespace: 'kube-system' },
    ...rest,
  };
}

function judged(agents: readonly Agent[], settings: Readonly<Record<string, string>> = {}, kubelet = 'v1.36.3') {
  const inventory = createInventory();
  const put = (kind: StoredKind, items: readonly KubeObject[]) => {
    inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } });
    inventory.apply({ type: 'upsert', kind, items: items.map((each) => ({ object: each })) });
  };
  const nodeInfo = { kubeletVersion: kubelet, operatingSystem: 'linux' };
  put(
    'Node',
    ['a', 'b'].map(
      (name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { nodeInfo } }) as KubeObject,
    ),
  );
  const daemonSets = agents.map(({ image, args = [], ready = 2, name = 'agent' }, at) =>
    object('DaemonSet', `${name}${at}`, {
      spec: { template: { spec: { containers: [{ name: 'main', image, args }] } } },
      status: { desiredNumberScheduled: 2, numberReady: ready },
    }),
  );
  put('DaemonSet', daemonSets);
  put('ConfigMap', [object('ConfigMap', 'cilium-config', { data: settings })]);
  return deriveFrom(enforcement, inventory);
}

test.each([
  ['Cilium', 'quay.io/cilium/cilium:v1.18.1', [], {}, 'enforced'],
  ['Cilium that is told never to', 'quay.io/cilium/cilium:v1.18.1', [], { 'enable-policy': 'never' }, 'ignored'],
  ['Cilium that only audits', 'quay.io/cilium/cilium:v1.18.1', [], { 'policy-audit-mode': 'true' }, 'ignored'],
  ['Calico of a mirror', 'registry.local:5000/mirror/calico/node:v3.31.0', [], {}, 'enforced'],
  ['Flannel', 'ghcr.io/flannel-io/flannel:v0.27.0', [], {}, 'ignored'],
  ['kindnet', 'docker.io/kindest/kindnetd:v20250512-df8de77b', [], {}, 'enforced'],
  ['kindnet of old', 'docker.io/kindest/kindnetd:v20230809-80a64d96', [], {}, 'ignored'],
  ['kube-router', 'docker.io/cloudnativelabs/kube-router:v2.6.0', [], {}, 'enforced'],
  ['kube-router without its firewall', 'cloudnativelabs/kube-router', ['--run-firewall=false'], {}, 'ignored'],
  [
    'the agent of Amazon',
    '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon/aws-network-policy-agent:v1.2',
    ['--enable-network-policy=true'],
    {},
    'enforced',
  ],
  [
    'the same, switched off',
    '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon/aws-network-policy-agent:v1.2',
    ['--enable-network-policy=false'],
    {},
    'ignored',
  ],
  ['an image of another maker that ends alike', 'example.com/notcilium/cilium:v1', [], {}, 'unknown'],
  ['nothing that is known', 'example.com/cni:v1', [], {}, 'unknown'],
] as const)('%s', (_, image, args, settings, state) => {
  expect(judged([{ image, args }], settings).state).toBe(state);
});

test('an agent that is not ready everywhere enforces on some nodes only', () => {
  const found = judged([{ image: 'quay.io/calico/node:v3.31.0', ready: 1 }]);
  expect([found.state, found.text]).toEqual([
    'partly',
    'Calico (DaemonSet kube-system/agent0) enforces policies on 1 of 2 nodes: elsewhere policies have no effect.',
  ]);
});

test('one that enforces beside one that does not suffices', () => {
  expect(judged([{ image: 'flannel/flannel' }, { image: 'calico/node' }]).state).toBe('enforced');
});

test('a name that anybody may give is no proof', () => {
  expect(judged([{ image: 'example.com/cni:v1', name: 'ovnkube-node' }]).state).toBe('unknown');
});

test('k3s enforces in its own process, unless it is told not to, which nothing shows', () => {
  expect(judged([], {}, 'v1.36.3+k3s1').text).toContain('--disable-network-policy');
});

test('blocks of addresses select pods, but for Cilium', () => {
  expect(judged([{ image: 'calico/node' }]).doBlocksSelectPods).toBe(true);
  expect(judged([{ image: 'cilium/cilium' }]).doBlocksSelectPods).toBe(false);
});

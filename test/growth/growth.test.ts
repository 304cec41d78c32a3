/** What one event costs does not grow with the cluster: four times as many of everything, and no more work for any check. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import type { Costs } from './measure.ts';

const SMALL = 1;
const LARGE = 4;
/** More than this is growth: a search in a sorted list takes more steps, and a list of few policies may be looked through. */
const FACTOR = 1.5;
const STEPS = 2000;
/** One verdict on the cluster may come with one on its part. */
const VERDICTS = 2;

const OTHER_POLICIES = [
  'clusternetworkpolicies.policy.networking.k8s.io',
  'ciliumnetworkpolicies.cilium.io',
  'ciliumclusterwidenetworkpolicies.cilium.io',
  'networkpolicies.projectcalico.org',
  'networkpolicies.crd.projectcalico.org',
  'globalnetworkpolicies.projectcalico.org',
  'globalnetworkpolicies.crd.projectcalico.org',
];

/** What is asked of the whole cluster by nature, and why that is cheap; by kind of the event. */
const BY_NATURE: Readonly<Record<string, { readonly kinds: readonly string[]; readonly because: string }>> = {
  'network/default-deny-egress': {
    kinds: ['Node'],
    because: 'Verdicts say on how many nodes policies have an effect.',
  },
  'network/default-deny-ingress': {
    kinds: ['Node'],
    because: 'Verdicts say on how many nodes policies have an effect.',
  },
  'network/mesh-authorization': {
    kinds: ['authorizationpolicies.security.istio.io'],
    because: 'A policy of the root namespace is one of every namespace in the mesh.',
  },
  'network/mesh-mtls': {
    kinds: ['peerauthentications.security.istio.io'],
    because: 'A policy of the root namespace is one of every namespace in the mesh.',
  },
  'network/metadata-egress': {
    kinds: ['clusternetworkpolicies.policy.networking.k8s.io', 'Node'],
    because:
      'Such a policy may select any namespace, and few are written. Verdicts say on how many nodes policies have an effect.',
  },
  'pod-security/enforce-missing': {
    kinds: ['ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    because: 'What sees pods when they are admitted may refuse those of any namespace.',
  },
  'images/signature-policy': {
    kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'Deployment'],
    because: 'One verdict on the verifiers and the webhooks there are.',
  },
  'policy/webhook-health': {
    kinds: ['Namespace', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'EndpointSlice'],
    because: 'One verdict on each webhook and the labels of namespaces.',
  },
  'runtime/protection': { kinds: ['Node', 'DaemonSet'], because: 'One verdict: every node, and the sensors on it.' },
  'updates/add-ons': { kinds: ['Deployment', 'DaemonSet'], because: 'One verdict on the copies of a known add-on.' },
  'rbac/cluster-admin-bindings': {
    kinds: ['ClusterRole', 'ClusterRoleBinding'],
    because: 'Verdicts name other administrators.',
  },
  'rbac/escalate-bind': {
    kinds: ['ClusterRole', 'ClusterRoleBinding'],
    because: 'Verdicts name who may bind any role.',
  },
  'rbac/csr-approve': { kinds: ['ClusterRole'], because: 'Verdicts name who may bind any role.' },
  'rbac/secrets-read': { kinds: ['RoleBinding'], because: 'Verdicts name who may bind any role.' },
  'rbac/wildcards': { kinds: ['ClusterRole', 'ClusterRoleBinding'], because: 'Verdicts name who may bind any role.' },
  'src/analysis/admission': {
    kinds: ['ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    because: 'What sees pods when they are admitted may refuse those of any namespace.',
  },
  'src/analysis/control-plane': {
    kinds: ['Node', 'ValidatingWebhookConfiguration'],
    because: 'The provider is told by all nodes; flags are asked for by what webhooks concern.',
  },
  'src/analysis/installed': { kinds: ['Deployment', 'DaemonSet'], because: 'Copies of a known tool.' },
  'src/analysis/network-policy': {
    kinds: ['Node', 'DaemonSet', 'Namespace', ...OTHER_POLICIES],
    because: 'Which plugin runs, and on how many nodes; what its own policies, of which few are written, select.',
  },
  'src/analysis/pod-security': {
    kinds: [
      'ValidatingWebhookConfiguration',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
      ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'ServiceAccount', 'Namespace'],
    ],
    because: 'What webhooks and policies leave to each namespace; labels of namespaces in which a grant leads on.',
  },
  'src/analysis/pod-template': {
    kinds: ['Node', 'DaemonSet'],
    because: 'What all nodes offer, and which images are known.',
  },
  'src/analysis/rbac': {
    kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'Namespace', 'ServiceAccount'],
    because: 'Grants that lead on are one graph, made again from what is known of each; others are no part of it.',
  },
};

const script = fileURLToPath(new URL('measure.ts', import.meta.url));

async function costsOf(copies: number): Promise<Costs> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(copies)], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Costs;
}

let costs: { readonly small: Costs; readonly large: Costs };
beforeAll(async () => {
  costs = { small: await costsOf(SMALL), large: await costsOf(LARGE) };
}, 900_000);

type Count = 'verdicts' | 'blocks';

/** `rbac/wildcards: ClusterRole goes: 3 to 9`. */
function grown(count: Count, isMore: (small: number, large: number) => boolean): readonly string[] {
  return Object.entries(costs.large).flatMap(([happening, large]) =>
    Object.entries(large[count]).flatMap(([who, now]) => {
      const before = costs.small[happening]?.[count][who] ?? 0;
      return isMore(before, now) && !isByNature(who, happening) ? [`${who}: ${happening}: ${before} to ${now}`] : [];
    }),
  );
}

function isByNature(who: string, happening: string): boolean {
  const { kinds = [] } = BY_NATURE[who.replace('plugins/', '')] ?? {};
  return kinds.some((kind) => happening.startsWith(`${kind} `));
}

test('no check makes more verdicts again', () => {
  expect(grown('verdicts', (small, large) => large > small + VERDICTS)).toEqual([]);
});

test('no check and no engine does more for them', () => {
  expect(grown('blocks', (small, large) => large > small * FACTOR + STEPS)).toEqual([]);
});

test('every kind of which a fixture has an object happens', () => {
  expect(Object.keys(costs.large).length).toBeGreaterThan(100);
  expect(Object.keys(costs.large)).toEqual(Object.keys(costs.small));
});

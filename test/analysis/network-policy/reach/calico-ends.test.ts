/** Whom rules of Calico mean: ServiceAccounts, sets of addresses, what is left out, and nodes. */
import { expect, test } from 'vitest';
import type { ReachWorld } from '../../../../src/analysis/network-policy/index.ts';
import { pod, policy, world } from './other-world.ts';

const WEB = pod('web', 'shop', { serviceAccount: 'front', addresses: ['10.0.0.1'] });
const DB = pod('db', 'shop', { serviceAccount: 'back', addresses: ['10.0.0.2'] });
const TOOL = pod('tool', 'ops', { serviceAccount: 'front', addresses: ['10.0.1.1'] });
const NODE = pod('agent', 'ops', { isHostNetwork: true, addresses: ['192.0.2.1'] });
const PODS = { pods: [WEB, DB, TOOL, NODE] };
const ACCOUNTS = new Map<string, Readonly<Record<string, string>>>([
  ['shop/front', { tier: 'edge' }],
  ['ops/front', {}],
]);
type Others = Partial<NonNullable<ReachWorld['others']>>;

const ingress = (source: object) => ({
  selector: "app == 'db'",
  types: ['Ingress'],
  ingress: [{ action: 'Allow', source }],
});
const gnp = (spec: object) => [policy('GlobalNetworkPolicy', spec)];
const np = (spec: object) => [policy('NetworkPolicy', spec, 'p', 'shop')];

/** To db on 8080: from web, from tool, and from 198.51.100.7. */
function threeOf(others: Others): string {
  const found = world({ accounts: ACCOUNTS, ...others }, PODS);
  return [found.between(WEB, DB, 8080), found.between(TOOL, DB, 8080), found.in(DB, '198.51.100.7', 8080)].join(' ');
}

test.each([
  ['names of ServiceAccounts, wherever they are', { serviceAccounts: { names: ['front'] } }, 'open open closed'],
  ['labels of ServiceAccounts', { serviceAccounts: { selector: "tier == 'edge'" } }, 'open closed closed'],
  ['a name as a label', { serviceAccounts: { selector: "projectcalico.org/name == 'front'" } }, 'open open closed'],
  [
    'names and labels together',
    { serviceAccounts: { names: ['back'], selector: "tier == 'edge'" } },
    'closed closed closed',
  ],
  ['none of both', { serviceAccounts: {}, selector: "app == 'tool'" }, 'closed open closed'],
  ['the label that pods get', { selector: "projectcalico.org/serviceaccount == 'front'" }, 'open open closed'],
  ['a label that they inherit', { selector: "pcsa.tier == 'edge'" }, 'open closed closed'],
  ['all but a selector: addresses outside, too', { notSelector: "app == 'web'" }, 'closed open open'],
  ['no namespace at all', { namespaceSelector: 'global()' }, 'closed closed closed'],
  ['some namespace', { namespaceSelector: '!global()' }, 'open open closed'],
  ['everything with labels', { selector: 'all()' }, 'open open closed'],
  ['blocks', { nets: ['10.0.0.0/24', '198.51.100.0/24'] }, 'open closed open'],
  ['all but blocks', { notNets: ['10.0.0.0/24'] }, 'closed open open'],
  ['a block under a selector', { nets: ['0.0.0.0/0'], selector: "app == 'tool'" }, 'closed open closed'],
  ['a Service', { services: { name: 'a', namespace: 'b' } }, 'unknown unknown unknown'],
])('in every namespace: %s', (_, source, said) => {
  expect(threeOf({ calico: gnp(ingress(source)) })).toBe(said);
});

test.each([
  ['all but a selector: of its namespace', { notSelector: "app == 'web'" }, 'closed closed closed'],
  ['names of ServiceAccounts of its namespace', { serviceAccounts: { names: ['front'] } }, 'open closed closed'],
  ['all', { selector: 'all()' }, 'open closed closed'],
  ['all of all namespaces', { namespaceSelector: 'all()' }, 'open open closed'],
  ['nobody in particular', {}, 'open open open'],
])('in its namespace: %s', (_, source, said) => {
  expect(threeOf({ calico: np(ingress(source)) })).toBe(said);
});

function set(name: string, nets: readonly string[], namespace?: string) {
  const kind = namespace === undefined ? 'GlobalNetworkSet' : 'NetworkSet';
  const found = policy(kind, { nets }, name, namespace);
  return { ...found, metadata: { ...found.metadata, labels: { kind: name } } };
}
const SETS = [set('partners', ['198.51.100.0/24']), set('legacy', ['10.0.1.0/24'], 'shop')];

test.each([
  ['by their labels', gnp(ingress({ selector: "kind == 'partners'" })), 'closed closed open'],
  ['pods by their addresses', gnp(ingress({ selector: "kind == 'legacy'" })), 'closed open closed'],
  ['of no namespace', gnp(ingress({ namespaceSelector: 'global()' })), 'closed closed open'],
  ['of a namespace by its labels', gnp(ingress({ namespaceSelector: "team == 'a'" })), 'open open closed'],
  ['of its own namespace alone', np(ingress({ selector: 'has(kind)' })), 'closed open closed'],
  ['left out', gnp(ingress({ notSelector: "kind == 'partners'" })), 'open open closed'],
])('sets of addresses: %s', (_, calico, said) => {
  expect(threeOf({ calico, networkSets: SETS })).toBe(said);
});

test.each([
  ['a net that is none', { nets: ['198.51.100.0/24', 'everybody'] }],
  ['names of domains', { nets: ['198.51.100.0/24'], allowedEgressDomains: ['*.example.com'] }],
])('a set with %s may hold any address besides', (_, spec) => {
  const found = policy('GlobalNetworkSet', spec, 'partners');
  const sets = [{ ...found, metadata: { ...found.metadata, labels: { kind: 'partners' } } }];
  const of = (kind: string) => threeOf({ calico: gnp(ingress({ selector: `kind == '${kind}'` })), networkSets: sets });
  expect(of('partners')).toBe('unknown unknown open');
  expect(of('others')).toBe('closed closed closed');
});

test('labels of ServiceAccounts that were not read decide nothing', () => {
  const calico = gnp({ ...ingress({}), serviceAccountSelector: "tier == 'edge'" });
  expect(threeOf({ calico })).toBe('open open open');
  expect(threeOf({ calico, accounts: undefined })).toBe('unknown unknown unknown');
});

test('without types a policy that was stored behind the API of Calico is about both directions', () => {
  const { types, ...spec } = ingress({});
  const stored = gnp(spec).map((object) => ({ ...object, apiVersion: 'crd.projectcalico.org/v1' }));
  expect(world({ calico: stored }, PODS).out(DB, '198.51.100.7', 443)).toBe('closed');
  expect(world({ calico: gnp(spec) }, PODS).out(DB, '198.51.100.7', 443)).toBe('open');
});

test('all ports but a named one', () => {
  const spec = { ...ingress({}), ingress: [{ action: 'Allow', protocol: 'TCP', destination: { notPorts: ['http'] } }] };
  const found = world({ calico: gnp(spec) }, PODS);
  expect([found.between(WEB, DB, 8080), found.between(WEB, DB, 9000)]).toEqual(['closed', 'open']);
});

test('pods on the network of a node are open, unless nodes are endpoints by themselves', () => {
  const calico = gnp({ selector: 'all()', types: ['Ingress'] });
  const at = (others: Others) => world({ calico, ...others }, PODS).in(NODE, '198.51.100.7', 22);
  expect([at({}), at({ hasHostEndpoints: true })]).toEqual(['open', 'unknown']);
  const ofNamespaces = gnp({ namespaceSelector: "team == 'a'", types: ['Ingress'] });
  expect(at({ calico: ofNamespaces, hasHostEndpoints: true })).toBe('open');
});

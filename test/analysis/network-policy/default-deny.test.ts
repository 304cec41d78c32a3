import { expect, test } from 'vitest';
import {
  type Direction,
  defaultDeny,
  directionsOf,
  type Endpoint,
  isolation,
  openersOf,
  type Policy,
} from '../../../src/analysis/network-policy/index.ts';

function policy(name: string, spec: object, namespace = 'shop'): Policy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec } as Policy;
}
function pod(app: string, rest: Partial<Endpoint> = {}): Endpoint & { readonly app: string } {
  return { app, namespace: 'shop', labels: { app }, isHostNetwork: false, isFinished: false, ...rest };
}
const apps = (pods: readonly (Endpoint & { readonly app: string })[]) => pods.map(({ app }) => app);

test('without policyTypes a policy is about ingress, and about egress only with an egress rule', () => {
  const directions = (spec: object) => directionsOf(policy('p', spec));
  expect(directions({ podSelector: {} })).toEqual(['Ingress']);
  expect(directions({ podSelector: {}, egress: [] })).toEqual(['Ingress']);
  expect(directions({ podSelector: {}, egress: [{}] })).toEqual(['Ingress', 'Egress']);
  expect(directions({ podSelector: {}, policyTypes: [], egress: [{}] })).toEqual(['Ingress', 'Egress']);
  expect(directions({ podSelector: {}, policyTypes: ['Egress'] })).toEqual(['Egress']);
  expect(directions({ podSelector: {}, policyTypes: ['Egress'], ingress: [{}] })).toEqual(['Egress']);
});

test('selectors follow the API server: all requirements hold, and NotIn selects pods without the label', () => {
  const selected = (podSelector: object) =>
    apps(
      isolation([pod('a'), pod('b', { labels: { app: 'b', tier: 'db' } })], [policy('p', { podSelector })], 'Ingress')
        .isolated,
    );
  const expression = (key: string, operator: string, values?: readonly string[]) => ({
    matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
  });
  expect(selected({})).toEqual(['a', 'b']);
  expect(selected({ matchLabels: { app: 'a' } })).toEqual(['a']);
  expect(selected({ matchLabels: { app: 'b' }, ...expression('tier', 'NotIn', ['db']) })).toEqual([]);
  expect(selected(expression('tier', 'NotIn', ['db']))).toEqual(['a']);
  expect(selected(expression('tier', 'In', ['db', 'web']))).toEqual(['b']);
  expect(selected(expression('tier', 'Exists'))).toEqual(['b']);
  expect(selected(expression('tier', 'DoesNotExist'))).toEqual(['a']);
  expect(selected(expression('tier', 'exists'))).toEqual([]);
});

test('pods of other namespaces, on the network of their node or finished are not isolated', () => {
  const pods = [
    pod('a'),
    pod('elsewhere', { namespace: 'other' }),
    pod('agent', { isHostNetwork: true }),
    pod('done', { isFinished: true }),
  ];
  const found = isolation(pods, [policy('p', { podSelector: {} })], 'Ingress');
  expect([apps(found.isolated), apps(found.open), apps(found.exempt)]).toEqual([
    ['a'],
    ['elsewhere'],
    ['agent', 'done'],
  ]);
});

test('a rule for all ports allows everything when its peers are left out or are everybody', () => {
  const opens = (spec: object, direction: Direction) =>
    openersOf([policy('p', { podSelector: {}, ...spec })], direction).length > 0;
  expect(opens({ ingress: [{}] }, 'Ingress')).toBe(true);
  expect(opens({ ingress: [{ from: [], ports: [] }] }, 'Ingress')).toBe(true);
  expect(opens({ ingress: [] }, 'Ingress')).toBe(false);
  expect(opens({ ingress: [{ ports: [{ port: 80 }] }] }, 'Ingress')).toBe(false);
  expect(opens({ ingress: [{ from: [{ podSelector: {} }] }] }, 'Ingress')).toBe(false);
  expect(opens({ egress: [{}] }, 'Egress')).toBe(true);
  expect(opens({ policyTypes: ['Ingress'], egress: [{}] }, 'Egress')).toBe(false);
  const anywhere = { ipBlock: { cidr: '0.0.0.0/0' } };
  expect(opens({ ingress: [{ from: [anywhere] }] }, 'Ingress')).toBe(true);
  expect(opens({ ingress: [{ from: [anywhere], ports: [{ port: 443 }] }] }, 'Ingress')).toBe(false);
  expect(
    opens({ ingress: [{ from: [{ ipBlock: { ...anywhere.ipBlock, except: ['10.0.0.0/8'] } }] }] }, 'Ingress'),
  ).toBe(false);
  expect(opens({ ingress: [{ from: [{ namespaceSelector: {} }] }] }, 'Ingress')).toBe(true);
  expect(opens({ ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }, 'Ingress')).toBe(true);
  const scrapers = { namespaceSelector: {}, podSelector: { matchLabels: { app: 'prometheus' } } };
  expect(opens({ ingress: [{ from: [scrapers] }] }, 'Ingress')).toBe(false);
  expect(opens({ egress: [{ to: [{ ipBlock: { cidr: '::/0' } }] }] }, 'Egress')).toBe(true);
  // All pods, but nothing outside of the cluster.
  expect(opens({ egress: [{ to: [{ namespaceSelector: {} }] }] }, 'Egress')).toBe(false);
});

test('all ports are all ports however they are written', () => {
  const opens = (...ports: readonly object[]) =>
    openersOf([policy('p', { podSelector: {}, ingress: [{ ports }] })], 'Ingress').length > 0;
  expect(opens({ protocol: 'TCP' }, { protocol: 'UDP' }, { protocol: 'SCTP' })).toBe(true);
  expect(opens({})).toBe(true);
  expect(opens({ protocol: 'TCP', port: 1, endPort: 65535 })).toBe(true);
  expect(opens({ port: 1, endPort: 1023 }, { port: 1024, endPort: 65535 })).toBe(true);
  expect(opens({ port: 1, endPort: 1023 }, { port: 1025, endPort: 65535 })).toBe(false);
  expect(opens({ port: 1, endPort: 65534 })).toBe(false);
  expect(opens({ protocol: 'UDP' })).toBe(false);
  expect(opens({ port: 'http' })).toBe(false);
});

test('all addresses are all addresses however they are written', () => {
  const opens = (...blocks: readonly object[]) => {
    const to = blocks.map((ipBlock) => ({ ipBlock }));
    return openersOf([policy('p', { podSelector: {}, egress: [{ to }] })], 'Egress').length > 0;
  };
  const all = { cidr: '0.0.0.0/0' };
  expect(opens({ cidr: '0.0.0.0/1' }, { cidr: '128.0.0.0/1' })).toBe(true);
  expect(opens({ cidr: '0.0.0.0/1' }, { cidr: '128.0.0.0/2' })).toBe(false);
  expect(opens({ cidr: '::/1' }, { cidr: '8000::/1' })).toBe(true);
  expect(opens({ cidr: '0.0.0.0/1' }, { cidr: '8000::/1' })).toBe(false);
  expect(opens({ ...all, except: ['10.0.0.0/8'] }, { cidr: '10.0.0.0/8' })).toBe(true);
  expect(opens({ ...all, except: ['10.0.0.0/8'] }, { cidr: '10.0.0.0/9' })).toBe(false);
  expect(opens({ ...all, except: ['169.254.169.254/32'] }, { cidr: '::/0', except: ['fd00:ec2::254/128'] })).toBe(
    false,
  );
  for (const cidr of ['0.0.0.0', '0.0.0.0/33', '256.0.0.0/0', '::1::/0', '', 'any/0'])
    expect(opens({ cidr })).toBe(false);
});

test('rules and policies add up to everything, each port with the peers that it is open to', () => {
  const part = (name: string, port: number, endPort: number, ...cidrs: readonly string[]) => {
    const to = cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    return policy(name, { podSelector: {}, policyTypes: ['Egress'], egress: [{ to, ports: [{ port, endPort }] }] });
  };
  const openers = (...policies: readonly Policy[]) =>
    openersOf(policies, 'Egress').map(({ metadata }) => metadata.name);
  const low = part('low', 1, 1023);
  const high = part('high', 1024, 65535, '0.0.0.0/1', '128.0.0.0/1');
  expect(openers(low, high, policy('deny', { podSelector: {} }))).toEqual(['low', 'high']);
  expect(openers(low, part('high', 1024, 65535, '0.0.0.0/1'))).toEqual([]);
  expect(openers(low, policy('all', { podSelector: {}, egress: [{}] }))).toEqual(['all']);
});

test('pods that are selected by policies for everything are opened, not isolated', () => {
  const only = (app: string, name = app, spec = {}) => policy(name, { podSelector: { matchLabels: { app } }, ...spec });
  const found = isolation(
    [pod('a'), pod('b'), pod('c')],
    [only('a'), only('a', 'a-open', { ingress: [{}] }), only('b')],
    'Ingress',
  );
  expect([apps(found.isolated), apps(found.opened), apps(found.open)]).toEqual([['b'], ['a'], ['c']]);
  expect(found.openers.map(({ metadata }) => metadata.name)).toEqual(['a-open']);
});

test('a namespace is denied by a policy for all pods, and opened again by one that allows everything', () => {
  const state = (...policies: readonly Policy[]) => defaultDeny(policies, 'Ingress').state;
  const denyAll = policy('deny', { podSelector: {} });
  const only = policy('only', { podSelector: { matchLabels: { app: 'a' } } });
  expect(state()).toBe('none');
  expect(state(denyAll)).toBe('denied');
  expect(state(denyAll, policy('allow', { podSelector: {}, ingress: [{}] }))).toBe('opened');
  expect(state(denyAll, policy('allow', { podSelector: { matchLabels: { app: 'a' } }, ingress: [{}] }))).toBe('denied');
  expect(state(only)).toBe('none');
  expect(state(policy('egress', { podSelector: {}, policyTypes: ['Egress'] }))).toBe('none');
});

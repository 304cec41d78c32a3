import { expect, test } from 'vitest';
import {
  allowsEverything,
  type Direction,
  defaultDeny,
  directionsOf,
  type Endpoint,
  isolation,
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
    allowsEverything(policy('p', { podSelector: {}, ...spec }), direction);
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

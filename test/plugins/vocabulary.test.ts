/** A fixture that is misspelt shows nothing: it is refused with the place of the mistake. */
import { expect, test } from 'vitest';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';

const HEAD = { apiVersion: 'harden.kubectl.dev/v1alpha1' };
const FULL = { coverage: { state: 'full' } };

function evidence(value: object): Record<string, unknown> {
  return { ...HEAD, kind: 'FixtureEvidence', evidence: value };
}
function metric(labels: object): Record<string, unknown> {
  return evidence({ Metrics: { ...FULL, value: [{ name: 'apiserver_audit_level_total', labels, value: 1 }] } });
}
function served(component: string, flag: string): Record<string, unknown> {
  return evidence({ ServerFlags: { ...FULL, value: { component, flags: { [flag]: 'false' } } } });
}
function running(name: string, command: readonly string[], args: readonly string[] = []): Record<string, unknown> {
  const metadata = { name: 'a', namespace: 'kube-system' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name, command, args }] } };
}
function coverage(value: object): Record<string, unknown> {
  return { ...HEAD, kind: 'FixtureCoverage', coverage: [value] };
}

test('what is spelt right is read', () => {
  const flags = { component: 'kube-apiserver', flags: { profiling: 'false' } };
  const read = readVocabulary(
    [
      evidence({ ServerFlags: { ...FULL, value: flags } }),
      coverage({ kind: 'externalsecrets.external-secrets.io', state: 'denied' }),
      { ...HEAD, kind: 'FixtureSource', type: 'files' },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      running('kube-apiserver', ['kube-apiserver', '--anonymous-auth', 'false'], ['--v=2']),
      running('etcd', ['etcd', '--initial-cluster-state=existing']),
      running('web', ['/web', '--any-flag']),
    ],
    'fixture.yaml',
  );
  expect(read.evidence.ServerFlags?.value).toEqual(flags);
  expect(read.sourceType).toBe('files');
  expect([read.objects.length, read.coverage.length]).toEqual([4, 1]);
});

test.each<[string, Record<string, unknown>]>([
  ['a kind of evidence', evidence({ ServerFlag: FULL })],
  ['a member of evidence', evidence({ ServerFlags: { ...FULL, value: { flags: {} } } })],
  ['a component', served('kube-apisever', 'profiling')],
  ['a flag in the form of a variable', served('kube-apiserver', 'anonymous_auth')],
  ['a flag with its dashes', served('kube-apiserver', '--anonymous-auth')],
  ['a flag in camel case', served('kube-apiserver', 'anonymousAuth')],
  [
    'a metric family',
    evidence({ Metrics: { ...FULL, value: [{ name: 'apiserver_audit_events', labels: {}, value: 1 }] } }),
  ],
  ['a label of a metric', metric({ levels: 'None' })],
  ['a kind of Kubernetes', { apiVersion: 'v1', kind: 'Nodee', metadata: { name: 'a' } }],
  ['a state', coverage({ kind: 'Pod', state: 'forbidden' })],
  ['a kind', coverage({ kind: 'Pods', state: 'denied' })],
  ['a member of coverage', coverage({ kind: 'Pod', ns: 'shop', state: 'denied' })],
  ['a document', { ...HEAD, kind: 'FixtureEvidences', evidence: {} }],
  ['a type of source', { ...HEAD, kind: 'FixtureSource', type: 'file' }],
  ['the group of the vocabulary', { ...coverage({ kind: 'Pod', state: 'denied' }), apiVersion: 'v1' }],
  ['an object without a name', { apiVersion: 'v1', kind: 'Pod', metadata: {} }],
])('%s that does not exist is refused', (_, document) => {
  expect(() => readVocabulary([document], 'plugins/a/b/fixtures/pass-x.yaml')).toThrow(
    'plugins/a/b/fixtures/pass-x.yaml',
  );
});

const META = { name: 'web', namespace: 'shop', labels: { anyLabel: 'a' } };
const ingress = (spec: object) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: META, spec });
const daemons = (members: object) => ({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: META, ...members });
const template = (spec: object) => daemons({ spec: { template: { spec } } });

test.each<[string, Record<string, unknown>]>([
  ['.spec.ingresClassName is no member', ingress({ ingresClassName: 'public' })],
  ['.spec.rules[0].hosts is no member', ingress({ rules: [{ hosts: ['a.example'] }] })],
  ['.status.numberRedy is no member', daemons({ status: { numberRedy: 0 } })],
  ['.status.numberReady must be a whole number', daemons({ status: { numberReady: '0' } })],
  ['.metadata.lables is no member', { ...ingress({}), metadata: { ...META, lables: {} } }],
  ['.stats is no member', daemons({ stats: {} })],
  ['.spec.template.spec.containers must be a list', template({ containers: { name: 'a' } })],
  ['.spec.template.spec.nodeSelector.zone must be a string', template({ nodeSelector: { zone: 1 } })],
  ['.spec.template.spec.constructor is no member', template({ constructor: {} })],
])('%s of its kind: the object is refused', (words, document) => {
  expect(() => readVocabulary([document], 'fixture.yaml')).toThrow(words);
});

test('maps hold any keys, and objects of other kinds any members', () => {
  const objects = [
    template({ nodeSelector: { 'any/key': 'a' }, containers: [{ name: 'a', resources: { limits: { cpu: 1 } } }] }),
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: META, data: { anyKey: 'a' } },
    { apiVersion: 'example.com/v1', kind: 'Widget', metadata: META, anything: 1 },
  ];
  expect(readVocabulary(objects, 'fixture.yaml').objects).toHaveLength(3);
});

test.each<[string, Record<string, unknown>]>([
  ['only what belongs to a namespace', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } }],
  ['only what belongs to a namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: META }],
])('%s has one: any other object is refused', (words, document) => {
  expect(() => readVocabulary([document], 'fixture.yaml')).toThrow(words);
});

test('coverage of a namespace that no object is in or names is refused', () => {
  const denied = coverage({ kind: 'Pod', namespace: 'shop', state: 'denied' });
  const read = (...documents: readonly Record<string, unknown>[]) =>
    readVocabulary([denied, ...documents], 'fixture.yaml');
  expect(() => read()).toThrow('no object is in the namespace shop');
  expect(() => read({ ...ingress({}), metadata: { ...META, namespace: 'shops' } })).toThrow('namespace shop');
  read(ingress({}));
  read({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  readVocabulary([coverage({ kind: 'Pod', namespace: 'kube-system', state: 'denied' })], 'fixture.yaml');
});

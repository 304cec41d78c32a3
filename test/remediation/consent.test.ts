import { expect, test } from 'vitest';
import type { Decision } from '../../src/model/decision.ts';
import type { ClusterIdentity, SourceType } from '../../src/model/ports.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { applyPlan, previewPlan } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import {
  accessOf,
  binding,
  contextFor,
  DENY_SPEC,
  decision,
  deployment,
  ENFORCE,
  edit,
  ensure,
  namespace,
  policy,
  SET_SECCOMP,
  WARN,
  withoutUser,
} from './support.ts';

const SHOP = namespace('shop');
const API = deployment('api');
const many = (count: number, spread = 1) =>
  Array.from({ length: count }, (_, at) => deployment(`api-${at}`, `ns-${at % spread}`));
const patches = (objects: readonly KubeObject[]) =>
  objects.map((object) => decision(object.metadata.name, [edit(object, SET_SECCOMP)]));
const warns = Array.from({ length: 12 }, (_, at) => namespace(`ns-${at}`));
const VIEWERS = binding('viewers', ['ann', 'ben'], 'view');
const PROD = { context: 'prod-eu-1' };

type Row = readonly [
  string,
  readonly KubeObject[],
  readonly Decision[],
  string | undefined,
  Partial<ClusterIdentity>?,
  SourceType?,
];
const ROWS: readonly Row[] = [
  ['a workload', [API], patches([API]), undefined],
  ['a workload in production', [API], patches([API]), 'shop', PROD],
  ['workloads of two namespaces in production', many(2, 2), patches(many(2, 2)), 'prod-eu-1', PROD],
  [
    'warn labels of many namespaces in production',
    warns,
    warns.map((ns) => decision(ns.metadata.name, [edit(ns, WARN)])),
    undefined,
    PROD,
  ],
  ['an enforce label', [SHOP], [decision('d', [edit(SHOP, ENFORCE)])], 'shop'],
  ['a warn and an enforce label', [SHOP], [decision('d', [edit(SHOP, WARN, ENFORCE)])], 'shop'],
  [
    'all labels of a namespace',
    [SHOP],
    [decision('d', [edit(SHOP, { op: 'unset', path: ['metadata', 'labels'] })])],
    'shop',
  ],
  ['ten objects', many(10), patches(many(10)), undefined],
  ['eleven objects', many(11), patches(many(11)), 'ns-0'],
  ['eleven objects of two namespaces', many(11, 2), patches(many(11, 2)), 'dev'],
  ['traffic', [], [decision('d', [ensure(policy('p', 'shop', DENY_SPEC))], { disruption: 'traffic' })], 'shop'],
  ['access', [VIEWERS], [decision('d', [withoutUser(VIEWERS, 'ann')], { disruption: 'access' })], 'dev'],
  ['files, whatever it is', many(11), patches(many(11)), undefined, PROD, 'files'],
];

test.each(ROWS.map((row) => ({ name: row[0], row })))('$name', async ({ row }) => {
  const [, objects, decisions, text, identity = {}, type = 'live'] = row;
  const target = new FakeTarget(objects, { identity, type });
  const context = contextFor(target, { access: accessOf(target) });
  const preview = await previewPlan(context, { decisions });
  expect(preview.refused).toEqual([]);
  expect(preview.consent).toEqual(text === undefined ? { kind: 'yes' } : { kind: 'type', text });
  if (text === undefined) return;
  for (const consent of [{}, { typed: '' }, { typed: `${text} ` }, { typed: text.toUpperCase() }]) {
    expect(await applyPlan(context, preview, consent)).toMatchObject({ outcome: 'refused', run: '' });
  }
  // A preview that claims less is not believed.
  expect(await applyPlan(context, { ...preview, consent: { kind: 'yes' } }, {})).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
  expect(await applyPlan(context, preview, { typed: text })).toMatchObject({ outcome: 'applied' });
});

test('a change of a platform namespace is typed even with its flag', async () => {
  const dns = deployment('dns', 'kube-system');
  const preview = await previewPlan(contextFor(new FakeTarget([dns])), {
    decisions: patches([dns]),
    includeSystem: true,
  });
  expect(preview.consent).toEqual({ kind: 'type', text: 'kube-system' });
});

test('infrastructure in a namespace of another name is refused, and typed with its flag', async () => {
  const proxy = deployment('proxy', 'shop');
  const labels = { 'app.kubernetes.io/name': 'traefik' };
  const labelled = { ...proxy, metadata: { ...proxy.metadata, labels } };
  const target = () => contextFor(new FakeTarget([labelled]));
  const { refused } = await previewPlan(target(), { decisions: patches([proxy]) });
  expect(refused).toMatchObject([{ allow: 'system', reason: expect.stringContaining('traefik') }]);
  const preview = await previewPlan(target(), { decisions: patches([proxy]), includeSystem: true });
  expect(preview.consent).toEqual({ kind: 'type', text: 'shop' });
});

test('without a context the cluster is typed by its id', async () => {
  const target = new FakeTarget(many(11, 2), { identity: { context: '' } });
  const preview = await previewPlan(contextFor(target), { decisions: patches(many(11, 2)) });
  expect(preview.consent).toEqual({ kind: 'type', text: target.cluster.id });
});

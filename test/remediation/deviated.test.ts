/** Whoever changes a write on its way is named where it goes wrong, and where the plan is looked at. */
import { expect, test } from 'vitest';
import { diffText } from '../../src/cli/terminal/diff-text.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { applyPlan, previewPlan } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import { contextFor, DENY_SPEC, decision, deployment, edit, ensure, namespace, policy, WARN } from './support.ts';

const SHOP = namespace('shop', { team: 'a' });
const API = deployment('api');
const DENY = policy('deny', 'shop', DENY_SPEC);

function webhook(name: string, apiGroups: readonly string[], resource: string, operation: string, selector = {}) {
  const rule = { apiGroups, resources: [resource], operations: [operation] };
  return { metadata: { name }, webhooks: [{ rules: [rule], namespaceSelector: selector }] } as unknown as KubeObject;
}
const WEBHOOKS = [
  webhook('labels', [''], 'namespaces', 'UPDATE'),
  webhook('all', ['*'], '*', '*'),
  webhook('pods', [''], 'pods', '*'),
  webhook('others', ['*'], '*', '*', { matchLabels: { team: 'b' } }),
];
const NAMES = 'MutatingWebhookConfiguration labels, MutatingWebhookConfiguration all';

type List = (kind: { readonly kind: string }) => Promise<readonly KubeObject[] | undefined>;
const listing: List = async ({ kind }) => (kind === 'MutatingWebhookConfiguration' ? WEBHOOKS : []);

/** What `admit` makes of the objects begins with the first write. */
async function written(
  admit: (object: KubeObject) => KubeObject,
  { list = listing, warnings = [] }: { readonly list?: List; readonly warnings?: readonly string[] } = {},
  change = edit(SHOP, WARN),
) {
  let isWritten = false;
  const target = new FakeTarget([SHOP, API], {
    admit: (object) => (isWritten ? admit(object) : object),
    warnings: () => (isWritten ? warnings : []),
    before: (call) => {
      isWritten = call === 'write';
    },
  });
  const context = contextFor(Object.assign(target, { list }));
  const preview = await previewPlan(context, { decisions: [decision('d', [change])] });
  expect(preview.refused).toEqual([]);
  return applyPlan(context, preview, {});
}

const stripped = (object: KubeObject): KubeObject => ({ ...object, metadata: { ...object.metadata, labels: {} } });
const LABEL = '.metadata.labels["pod-security.kubernetes.io/warn"]';

test('the webhooks that match a write are named when it is not stored as shown', async () => {
  const { outcome, error } = await written(stripped);
  expect(outcome).toBe('failed');
  expect(error).toBe(
    `Namespace shop: ${LABEL} is stored in another way than shown, by the server, or what matches: ${NAMES}.`,
  );
});

test('of a new object the fields are named, too', async () => {
  const other = (object: KubeObject): KubeObject =>
    object.kind === 'NetworkPolicy' ? ({ ...object, spec: { ...DENY_SPEC, policyTypes: [] } } as never) : object;
  const { error } = await written(other, {}, ensure(DENY));
  expect(error).toBe(
    'NetworkPolicy shop/deny: .spec.policyTypes is stored in another way than shown, by the server, or what matches: MutatingWebhookConfiguration all.',
  );
});

test('a writer that the object names is the one that is told', async () => {
  const fieldsV1 = { 'f:metadata': { 'f:labels': { 'f:pod-security.kubernetes.io/warn': {} } } };
  const taken = (object: KubeObject): KubeObject => {
    const labels = { 'pod-security.kubernetes.io/warn': 'baseline' };
    const managedFields = [{ manager: 'level-\u001b[2Jkeeper', operation: 'Update', fieldsV1 }];
    return { ...object, metadata: { ...object.metadata, labels, managedFields } as KubeObject['metadata'] };
  };
  expect((await written(taken)).error).toContain('than shown, by the field manager "level-keeper".');
});

const SOMEBODY = 'by the server, or a webhook or policy of the cluster.';
const LISTS: readonly (readonly [string, List, string])[] = [
  ['nothing that matches', async () => [], 'by the server.'],
  ['no list', async () => undefined, SOMEBODY],
  ['a list that breaks', () => Promise.reject(new Error('torn')), SOMEBODY],
];

test.each(LISTS)('%s is told as that', async (_, list, text) => {
  const { outcome, error } = await written(stripped, { list });
  expect([outcome, error]).toEqual(['failed', expect.stringContaining(`than shown, ${text}`)]);
});

test('what the server says about the write, and did not say about the trial, is told', async () => {
  const { error } = await written(stripped, { warnings: ['labels of teams are kept by \u001b[31mthe platform'] });
  expect(error).toMatch(/ The server says: labels of teams are kept by the platform\.$/i);
});

test('before consent the diff names them beside what would be dropped and added', async () => {
  const admit = (object: KubeObject): KubeObject => ({ ...stripped(object), spec: { finalizers: ['x'] } }) as never;
  const context = contextFor(Object.assign(new FakeTarget([SHOP], { admit }), { list: listing }));
  const preview = await previewPlan(context, { decisions: [decision('d', [edit(SHOP, WARN)])] });
  const lines = diffText(preview, false).split('\n');
  expect(lines).toContain(`# not taken over: ${LABEL}`);
  expect(lines).toContain(`# by the server, or what matches: ${NAMES}`);
});

import { expect, test } from 'vitest';
import { refOf } from '../../src/kube/refs.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { type Allowance, applyPlan, previewPlan, selectUnattended } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import {
  accessOf,
  binding,
  contextFor,
  DENY_SPEC,
  DNS_SPEC,
  DROP_ALL,
  decision,
  deployment,
  ENFORCE,
  edit,
  ensure,
  NO_ESCALATION,
  namespace,
  policy,
  SET_SECCOMP,
  WARN,
  withoutUser,
} from './support.ts';

const SHOP = namespace('shop', { team: 'a' });
const API = deployment('api');
const DENY = policy('a-deny', 'shop', DENY_SPEC);
const DNS = policy('b-dns', 'shop', DNS_SPEC);
const VIEWERS = binding('viewers', ['ann', 'ben'], 'view');

test('steps go from labels over policies and workloads to rights, allowances before denials, new before gone', async () => {
  const role: KubeObject = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'narrow', namespace: 'shop' },
  };
  const own = {
    ...binding('narrow', ['ann'], 'view'),
    kind: 'RoleBinding',
    metadata: { name: 'narrow', namespace: 'shop' },
  };
  const target = new FakeTarget([SHOP, API, VIEWERS]);
  const preview = await previewPlan(contextFor(target, { access: accessOf(target) }), {
    decisions: [
      decision('rights', [{ op: 'delete', target: refOf(VIEWERS) }, ensure(own), ensure(role)]),
      decision('workload', [edit(API, NO_ESCALATION)]),
      decision('boundary', [ensure(DENY), ensure(DNS)]),
      decision('level', [edit(SHOP, WARN)]),
    ],
  });
  expect(preview.steps.map(({ step, ref, effect }) => `${step} ${effect} ${ref.kind} ${ref.name}`)).toEqual([
    '1 patch Namespace shop',
    '2 create NetworkPolicy b-dns',
    '3 create NetworkPolicy a-deny',
    '4 patch Deployment api',
    '5 create Role narrow',
    '6 create RoleBinding narrow',
    '7 delete ClusterRoleBinding viewers',
  ]);
  expect(preview.steps[2]?.needs).toEqual([2]);
  expect(preview.refused).toEqual([]);
});

test('changes of several decisions to one object are one step that names them all', async () => {
  const preview = await previewPlan(contextFor(new FakeTarget([API])), {
    decisions: [
      decision('one', [edit(API, NO_ESCALATION, DROP_ALL)]),
      decision('two', [edit(API, SET_SECCOMP, DROP_ALL)]),
    ],
  });
  expect(preview.steps).toHaveLength(1);
  expect(preview.steps[0]).toMatchObject({
    decision: 'one',
    decisions: ['one', 'two'],
    title: 'title of one; title of two',
    checks: ['workloads/one', 'workloads/two'],
  });
  expect(preview.steps[0]?.diff).toContain('+        seccompProfile:');
});

test('decisions that want different things of one object are refused, naming both checks; the others stay', async () => {
  const other = { ...SET_SECCOMP, value: 'Localhost' } as typeof SET_SECCOMP;
  const preview = await previewPlan(contextFor(new FakeTarget([API, SHOP])), {
    decisions: [
      decision('one', [edit(API, SET_SECCOMP)]),
      decision('two', [edit(API, other), edit(SHOP, ENFORCE)]),
      decision('three', [edit(SHOP, WARN)]),
    ],
  });
  expect(preview.refused).toMatchObject([
    { decision: 'two', code: 'invalid', reason: expect.stringMatching(/workloads\/one and workloads\/two/) },
  ]);
  expect(preview.steps.map(({ decision: id, decisions }) => decisions ?? [id])).toEqual([['three'], ['one']]);
  expect(preview.steps[0]?.diff).not.toContain('enforce');
});

test('a change that cannot be carried out does not take others of the same object with it', async () => {
  const gone = {
    op: 'set',
    path: ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'x' }, 'tty'],
    value: false,
  } as const;
  const preview = await previewPlan(contextFor(new FakeTarget([API])), {
    decisions: [decision('one', [edit(API, gone)]), decision('two', [edit(API, SET_SECCOMP)])],
  });
  expect(preview.refused).toMatchObject([
    { decision: 'one', code: 'invalid', reason: expect.stringContaining('no item has name x') },
  ]);
  expect(preview.steps.map(({ decision: id }) => id)).toEqual(['two']);
});

test('an owner that may put the change back is a caveat', async () => {
  const owner = { manager: 'helm' as const, label: 'Helm release shop' };
  const { caveats } = await previewPlan(contextFor(new FakeTarget([API])), {
    decisions: [decision('d', [edit(API, SET_SECCOMP)], { owner, caveats: ['First.'] })],
    allowManaged: true,
  });
  expect(caveats).toEqual(['First.', 'Helm release shop also writes what title of d changes and may put it back.']);
});

test.each([
  ['trim', 'drop'],
  ['drop', 'trim'],
] as const)('a deletion takes away what an edit would have mended, whoever is named first: %s, %s', async (...ids) => {
  const target = new FakeTarget([VIEWERS]);
  const all = {
    trim: decision('trim', [withoutUser(VIEWERS, 'ann')]),
    drop: decision('drop', [{ op: 'delete', target: refOf(VIEWERS) }]),
  };
  const context = contextFor(target, { access: accessOf(target) });
  const preview = await previewPlan(context, { decisions: ids.map((id) => all[id]) });
  expect(preview.refused).toEqual([]);
  expect(preview.steps).toMatchObject([{ effect: 'delete', decisions: [...ids] }]);
});

test('the chosen variant is what is previewed, and one that is not there is refused', async () => {
  const one = decision('one', [edit(API, SET_SECCOMP)]);
  const two = { ...one, variants: [...one.variants, ...decision('one', [edit(API, SET_SECCOMP, DROP_ALL)]).variants] };
  const context = contextFor(new FakeTarget([API]));
  const first = await previewPlan(context, { decisions: [two] });
  const second = await previewPlan(context, { decisions: [two], variants: { one: 1 } });
  expect(first.steps[0]?.diff).not.toContain('ALL');
  expect(second.steps[0]?.diff).toContain('ALL');
  expect((await previewPlan(context, { decisions: [two], variants: { one: 7 } })).refused[0]?.code).toBe('invalid');
});

test('what a webhook takes out of the change is told as such, and what it adds beside it is not', async () => {
  const admit = (object: KubeObject) => {
    const copy = structuredClone(object) as unknown as {
      spec: { template: { spec: { securityContext: Record<string, unknown> } } };
    };
    const context = copy.spec.template.spec.securityContext;
    delete context.seccompProfile;
    context.fsGroup = 2000;
    return copy as unknown as KubeObject;
  };
  const target = new FakeTarget([API], { admit });
  const { steps } = await previewPlan(contextFor(target), { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  expect(steps[0]?.dropped).toEqual(['.spec.template.spec.securityContext.seccompProfile']);
  expect(steps[0]?.byOthers).toEqual(['.spec.template.spec.securityContext.fsGroup']);
});

test('where the server would not keep a field, who may have a hand in it is named', async () => {
  const admit = (object: KubeObject) => (object.kind === 'Deployment' ? { ...object, spec: API.spec } : object);
  const target = new FakeTarget([SHOP, API], { admit });
  const rule = (resource: string) => ({ apiGroups: ['apps'], resources: [resource], operations: ['UPDATE'] });
  const webhook = (name: string, resource: string, namespaceSelector = {}) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: [{ rules: [rule(resource)], namespaceSelector }],
  });
  const list = async ({ kind }: { readonly kind: string }) =>
    kind === 'MutatingWebhookConfiguration'
      ? [
          webhook('defaults', 'deployments'),
          webhook('sets', 'statefulsets'),
          webhook('elsewhere', 'deployments', { matchLabels: { inject: 'yes' } }),
        ]
      : [];
  const context = contextFor(Object.assign(target, { list }));
  const { steps } = await previewPlan(context, { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  expect(steps[0]?.doubts).toContain(
    'What may change Deployment shop/api on its way: MutatingWebhookConfiguration defaults.',
  );
});

test('what its trial says against a change leaves it for a person: refused in a script, a caveat in the walk', async () => {
  const admit = (object: KubeObject) => (object.kind === 'Namespace' ? { ...object, metadata: SHOP.metadata } : object);
  const context = contextFor(new FakeTarget([SHOP, API], { admit }));
  const decisions = [decision('level', [edit(SHOP, ENFORCE)]), decision('seccomp', [edit(API, SET_SECCOMP)])];
  const reason = expect.stringMatching(/^The server would not keep .* of Namespace shop as asked\.$/);
  const alone = await previewPlan(context, { decisions, unattended: true });
  expect(alone.refused).toMatchObject([{ code: 'review', decision: 'level', reason }]);
  expect(alone.steps.map(({ decision: id }) => id)).toEqual(['seccomp']);
  const watched = await previewPlan(context, { decisions });
  expect([watched.refused, watched.steps.length]).toEqual([[], 2]);
  expect(watched.caveats).toContainEqual(reason);
});

test('what admission adds is told apart from what was asked for', async () => {
  const admit = (object: KubeObject) =>
    ({
      ...object,
      metadata: { ...object.metadata, labels: { ...object.metadata.labels, injected: 'yes' } },
    }) as KubeObject;
  const target = new FakeTarget([API], { admit, warnings: ['would violate \u001b[31mrestricted'] });
  const { steps } = await previewPlan(contextFor(target), { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  expect(steps[0]?.byOthers).toEqual(['.metadata.labels.injected']);
  expect(steps[0]?.diff).toContain('+    injected: yes'.replace('yes', '"yes"'));
  expect(steps[0]?.warnings).toEqual(['would violate restricted']);
  expect(steps[0]?.verified).toBe('server');
});

test('read-only asks for no dry run, shows a local diff marked so, and refuses to apply', async () => {
  const target = new FakeTarget([API]);
  const context = contextFor(target, { mode: 'read-only' });
  const preview = await previewPlan(context, { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  expect(target.calls).toMatchObject({ 'dry-run': 0, write: 0 });
  expect(preview.steps).toMatchObject([
    { verified: 'local', effect: 'patch', diff: expect.stringContaining('RuntimeDefault') },
  ]);
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('read-only'),
  });
  // Nor does a preview of another mode open it.
  expect(await applyPlan({ ...context, mode: 'plan-only' }, preview, {})).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
});

test('who may not even try sees a local diff, marked so, that cannot be applied; what may be tried can', async () => {
  const target = new FakeTarget([SHOP, API], {
    faults: [{ call: 'dry-run', nth: 2, code: 'denied', message: 'cannot patch' }],
  });
  const context = contextFor(target);
  const preview = await previewPlan(context, {
    decisions: [decision('d', [edit(API, SET_SECCOMP)]), decision('level', [edit(SHOP, WARN)])],
  });
  expect(preview.refused).toMatchObject([
    { decision: 'd', code: 'denied', reason: expect.stringContaining('cannot patch') },
  ]);
  expect(preview.steps.map(({ verified, diff }) => [verified, diff !== ''])).toEqual([
    ['server', true],
    ['local', true],
  ]);
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'applied' });
  expect(target.writes.map((request) => request.op === 'patch' && request.ref.kind)).toEqual(['Namespace']);
});

test('a decision is made whole or not at all: one that shares an object with a denied one waits', async () => {
  const web = deployment('web');
  const target = new FakeTarget([SHOP, API, web], { faults: [{ call: 'dry-run', nth: 1, code: 'denied' }] });
  const context = contextFor(target);
  const preview = await previewPlan(context, {
    decisions: [
      decision('denied', [edit(SHOP, WARN), edit(API, SET_SECCOMP)]),
      decision('shares', [edit(API, NO_ESCALATION), edit(web, NO_ESCALATION)]),
    ],
  });
  expect(preview.refused.map(({ decision: id }) => id)).toEqual(['denied']);
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
});

test('a plan of which every change is denied is refused as a whole', async () => {
  const target = new FakeTarget([API], { faults: [{ call: 'dry-run', nth: 1, code: 'denied' }] });
  const context = contextFor(target);
  const preview = await previewPlan(context, { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
});

test('what the server does not accept is refused with what it says', async () => {
  const target = new FakeTarget([API], {
    faults: [{ call: 'dry-run', nth: 1, code: 'invalid', message: 'may not be set' }],
  });
  const { refused, steps } = await previewPlan(contextFor(target), {
    decisions: [decision('d', [edit(API, SET_SECCOMP)])],
  });
  expect(steps).toEqual([]);
  expect(refused).toMatchObject([
    { code: 'invalid', reason: 'The change of Deployment shop/api is not accepted: may not be set.' },
  ]);
});

test('a server that does not answer is not asked once a step', async () => {
  const many = Array.from({ length: 40 }, (_, at) => deployment(`api-${at}`));
  const target = new FakeTarget(many, { faults: [{ call: 'read', nth: 1, code: 'unreachable', times: 99 }] });
  const decisions = many.map((object) => decision(object.metadata.name, [edit(object, SET_SECCOMP)]));
  const preview = await previewPlan(contextFor(target), { decisions });
  expect(preview.refused).toHaveLength(40);
  expect(new Set(preview.refused.map(({ code }) => code))).toEqual(new Set(['unreachable']));
  expect(target.calls.read).toBeLessThanOrEqual(8);
});

test('what the checks would say afterwards is part of the preview', async () => {
  const open = (put: readonly KubeObject[]) => (put.length === 0 ? ['a', 'b'] : ['b', 'c']);
  const findingTexts = (ids: readonly string[]) => ids.map((id) => `${id} says why`);
  const context = contextFor(new FakeTarget([API]), { openFindings: open, findingTexts });
  const preview = await previewPlan(context, { decisions: [decision('d', [edit(API, SET_SECCOMP)])] });
  expect(preview).toMatchObject({ resolves: ['a'], introduces: ['c'], introducedTexts: ['c says why'] });
});

const CASES: readonly (readonly [
  string,
  Parameters<typeof decision>[2],
  object,
  readonly string[],
  Allowance | undefined,
])[] = [
  ['ready, a rollout', {}, {}, ['d'], undefined],
  ['ready, traffic', { disruption: 'traffic' }, {}, [], { disruption: 'traffic' }],
  ['ready, traffic allowed', { disruption: 'traffic' }, { maxDisruption: 'traffic' }, ['d'], undefined],
  ['ready, a rollout not wanted', {}, { maxDisruption: 'none' }, [], { disruption: 'rollout' }],
  [
    'ready, access, traffic allowed',
    { disruption: 'access' },
    { maxDisruption: 'traffic' },
    [],
    { disruption: 'access' },
  ],
  ['review', { readiness: 'review' }, { maxDisruption: 'access' }, [], undefined],
  ['needs-input', { readiness: 'needs-input' }, { maxDisruption: 'access' }, [], undefined],
  ['managed', { refusal: { reason: 'r', allow: 'managed' } }, {}, [], { acknowledge: 'managed' }],
  ['managed, acknowledged', { refusal: { reason: 'r', allow: 'managed' } }, { allowManaged: true }, ['d'], undefined],
  ['protected', { refusal: { reason: 'r' } }, { allowManaged: true, includeSystem: true }, [], undefined],
];

test.each(CASES)('unattended, a decision that is %s', (_, more, options, taken, takenWith) => {
  const selection = selectUnattended([decision('d', [edit(API, SET_SECCOMP)], more)], options);
  expect(selection.taken.map(({ id }) => id)).toEqual(taken);
  expect(selection.left.map((left) => left.takenWith)).toEqual(taken.length > 0 ? [] : [takenWith]);
  expect(selection.left.every(({ reason }) => reason !== '')).toBe(true);
});

test('unattended, a decision without a change is left with words', () => {
  expect(selectUnattended([decision('d', [])]).left).toMatchObject([{ reason: expect.stringContaining('guidance') }]);
});

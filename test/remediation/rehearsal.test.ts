import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KindInfo } from '../../src/kube/kinds.ts';
import { refOf } from '../../src/kube/refs.ts';
import { TargetError } from '../../src/model/ports.ts';
import type { JsonObject, KubeObject } from '../../src/plugin-api/index.ts';
import { applyPlan, type ChangeContext, previewPlan } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import { contextFor, decision, deployment, ENFORCE, edit, label, namespace, SET_SECCOMP } from './support.ts';

const RULE = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
const SHOP = namespace('shop', { team: 'a' });
const API = deployment('api');
const CANARY = 'canary-template-41c7';
const IDLE = deployment('idle', 'shop', { env: [{ name: 'PASSWORD', value: CANARY }] });

function webhook(more: object = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'x', metadata: { name: 'mesh' }, webhooks: [{ rules: [RULE], ...more }] } as never;
}
function policyOf(expression: string): readonly KubeObject[] {
  const spec = { matchConstraints: { resourceRules: [RULE] }, mutations: [{ jsonPatch: { expression } }] };
  return [{ apiVersion: 'v1', kind: 'x', metadata: { name: 'adds' }, spec } as never];
}
const BOUND = [{ apiVersion: 'v1', kind: 'x', metadata: { name: 'adds' }, spec: { policyName: 'adds' } }] as never;

interface Admission {
  readonly lists?: Readonly<Record<string, readonly KubeObject[] | TargetError | undefined>>;
  /** What becomes of a pod. */
  readonly admit?: (pod: JsonObject) => JsonObject;
}

class AdmittingTarget extends FakeTarget {
  readonly pods: JsonObject[] = [];
  admission: Admission;

  constructor(objects: readonly KubeObject[], admission: Admission) {
    super(objects);
    this.admission = admission;
  }

  async list({ kind }: KindInfo): Promise<readonly KubeObject[] | undefined> {
    const { lists = {} } = this.admission;
    const found = Object.hasOwn(lists, kind) ? lists[kind] : [];
    if (found instanceof TargetError) throw found;
    return found;
  }

  async rehearse(_namespace: string, pod: JsonObject): Promise<KubeObject> {
    this.pods.push(pod);
    return (this.admission.admit?.(pod) ?? pod) as unknown as KubeObject;
  }
}

const MESH = { MutatingWebhookConfiguration: [webhook()] };
const privileged = (pod: JsonObject): JsonObject => ({
  ...pod,
  spec: { containers: [{ name: 'mesh', image: 'mesh:1', securityContext: { privileged: true } }] },
});
const LEVEL = decision('level', [edit(SHOP, ENFORCE)]);

function setUp(admission: Admission, more: Partial<ChangeContext> = {}) {
  const target = new AdmittingTarget([SHOP, API, IDLE], admission);
  const sources = [API, IDLE].map((object) => ({ ref: refOf(object), path: ['spec', 'template'] }));
  return { target, context: contextFor(target, { podSources: () => ({ sources }), ...more }) };
}
const asked = (context: ChangeContext, decisions = [LEVEL], unattended = true) =>
  previewPlan(context, { decisions, unattended });

test('nothing that changes pods can see them: none is tried', async () => {
  const elsewhere = [
    webhook({ namespaceSelector: { matchLabels: { team: 'b' } } }),
    webhook({ rules: [{ ...RULE, resources: ['pods/binding'] }] }),
    webhook({ rules: [{ ...RULE, operations: ['UPDATE'] }] }),
    webhook({ rules: [{ ...RULE, apiGroups: ['apps'] }] }),
    webhook({ rules: [{ ...RULE, apiGroups: ['apps'], resources: ['deployments', 'replicasets/scale'] }] }),
  ];
  const lists = { MutatingWebhookConfiguration: elsewhere, MutatingAdmissionPolicy: policyOf('object') };
  const { context, target } = setUp({ lists, admit: privileged });
  const preview = await asked(context);
  expect([preview.refused, preview.rehearsed, target.pods]).toEqual([[], undefined, []]);
});

test.each([['pods'], ['*'], ['*/*'], ['pods/*']])('a webhook on %s sees them', async (resource) => {
  const lists = { MutatingWebhookConfiguration: [webhook({ rules: [{ ...RULE, resources: [resource] }] })] };
  const { target, context } = setUp({ lists });
  await asked(context);
  expect(target.pods).toHaveLength(2);
});

test('what admission makes is rated: a script leaves it, a person is refused what counted as ready', async () => {
  const { context } = setUp({ lists: MESH, admit: privileged });
  const reason = expect.stringMatching(
    /^baseline:v1\.36 refuses what admission makes of the pod of Deployment shop\/api: /,
  );
  expect((await asked(context)).refused).toMatchObject([{ code: 'review', decision: 'level', reason }]);
  expect((await asked(context, [LEVEL], false)).refused).toMatchObject([{ code: 'guard', reason }]);
  const weighed = decision('level', [edit(SHOP, ENFORCE)], { readiness: 'review' });
  const preview = await asked(context, [weighed], false);
  expect([preview.refused, preview.caveats, preview.rehearsed]).toEqual([[], [reason, expect.any(String)], 2]);
});

test('a template is read anew, and nothing of it is in the preview or the journal', async () => {
  const { context, target } = setUp({ lists: MESH });
  const preview = await asked(context);
  expect(JSON.stringify(target.pods)).toContain(CANARY);
  expect(JSON.stringify(preview)).not.toContain(CANARY);
  expect(preview.steps[0]?.rehearsal?.tried).toEqual([
    { of: refOf(API), answer: 'admitted' },
    { of: refOf(IDLE), answer: 'admitted' },
  ]);
});

test('the journal tells whose pods were tried, and nothing of them', async () => {
  const { context } = setUp({ lists: MESH });
  const { outcome, folder = '' } = await applyPlan(context, await asked(context), { typed: 'shop' });
  expect(outcome).toBe('applied');
  const journal = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
  expect(journal).toContain(`"rehearsed":[{"of":${JSON.stringify(refOf(API))},"answer":"admitted"}`);
  expect(journal).not.toContain(CANARY);
});

const DENIED = new TargetError('denied', 'pods is forbidden: User "kim" cannot create resource "pods"');
const fails = (error: TargetError) => () => {
  throw error;
};

test.each<[string, Admission, Partial<ChangeContext>, RegExp]>([
  ['no right', { lists: MESH, admit: fails(DENIED) }, {}, /could not be tried by dry run: Pods is|: pods is forbidden/],
  ['read-only', { lists: MESH }, { mode: 'read-only' }, /read-only mode/],
  ['unseen', { lists: { MutatingWebhookConfiguration: DENIED } }, {}, /is not visible: pods is forbidden/],
  ['unlisted', {}, { unlistedAdmission: () => 'There may be policies.' }, /^There may be policies\.$/],
  ['unknown makers', { lists: MESH }, { podSources: () => ({ sources: [], unread: 'Not all.' }) }, /^Not all\.$/],
  [
    'who asks',
    {
      lists: { MutatingAdmissionPolicy: policyOf('request.userInfo.username'), MutatingAdmissionPolicyBinding: BOUND },
    },
    {},
    /depends on who makes it/,
  ],
  [
    'what controllers make',
    {
      lists: {
        MutatingWebhookConfiguration: [webhook({ rules: [{ ...RULE, apiGroups: ['batch'], resources: ['jobs'] }] })],
      },
    },
    {},
    /may change Jobs or ReplicaSets/,
  ],
  [
    'labels to come',
    {
      lists: {
        MutatingWebhookConfiguration: [
          webhook({
            namespaceSelector: {
              matchExpressions: [{ key: 'pod-security.kubernetes.io/enforce', operator: 'Exists' }],
            },
          }),
        ],
      },
    },
    {},
    /only with these labels/,
  ],
])('where it cannot be had a script leaves it, and it is said: %s', async (_, admission, more, reason) => {
  const { context } = setUp(admission, more);
  expect((await asked(context)).refused).toMatchObject([{ code: 'review', reason: expect.stringMatching(reason) }]);
  const attended = await asked(context, [LEVEL], false);
  expect(attended.refused).toEqual([]);
  expect(attended.caveats.some((text) => reason.test(text))).toBe(true);
});

test('the pod of a changed template is tried, and not the others', async () => {
  const wanted = decision('seccomp', [edit(API, SET_SECCOMP)]);
  const { context, target } = setUp({ lists: MESH });
  const preview = await asked(context, [wanted]);
  expect([preview.refused, preview.rehearsed]).toEqual([[], 1]);
  expect(target.pods).toMatchObject([{ metadata: { generateName: 'api-' }, spec: { securityContext: {} } }]);
  target.admission = { lists: MESH, admit: fails(new TargetError('invalid', 'Pod "api-x" is invalid: spec')) };
  expect((await asked(context, [wanted])).refused).toMatchObject([{ code: 'review', decision: 'seccomp' }]);
});

test('labels that only warn are made whatever admission does', async () => {
  const { context, target } = setUp({ lists: MESH, admit: privileged });
  const preview = await asked(context, [
    decision('warn', [edit(SHOP, label('pod-security.kubernetes.io/warn', 'restricted'))]),
  ]);
  expect([preview.refused, target.pods]).toEqual([[], []]);
});

test('what admission has begun to do since the preview stops the run before its first write', async () => {
  const { context, target } = setUp({ lists: MESH });
  const preview = await asked(context);
  target.admission = { lists: MESH, admit: privileged };
  const result = await applyPlan(context, preview, { typed: 'shop' });
  expect(result).toMatchObject({ outcome: 'refused', error: expect.stringContaining('Nothing was changed.') });
  expect(target.writes).toEqual([]);
});

/** Narrowed rules are asked of the authorizers first, and nothing of that is left, whatever happens. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createAccess, type Rule } from '../../src/analysis/rbac/index.ts';
import { refOf } from '../../src/kube/refs.ts';
import type { Question } from '../../src/model/ports.ts';
import type { AuditLog, AuditUse, KubeObject } from '../../src/plugin-api/index.ts';
import { applyPlan, type ChangeContext, previewPlan, sweepAtStart } from '../../src/remediation/index.ts';
import { type FakeOptions, FakeTarget } from '../support/fake-target.ts';
import { accessOf, binding, CLUSTER_ADMIN, contextFor, decision, edit } from './support.ts';

const API = 'rbac.authorization.k8s.io';
const WIDE: Rule = { apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['get', 'list'] };
const NARROW: Rule = { apiGroups: [''], resources: ['pods'], verbs: ['list'] };
const ROLE = {
  apiVersion: `${API}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'reader' },
  rules: [WIDE],
} as KubeObject;
const OBJECTS = [CLUSTER_ADMIN, ROLE, binding('reader', ['ann'], 'reader'), binding('admins', ['kim', 'lee'])];

const LIST: AuditUse = { verb: 'list', group: '', resource: 'pods', namespace: 'shop', names: [''], requests: 3 };
const READ: AuditUse = { verb: 'get', group: '', resource: 'secrets', namespace: 'shop', names: ['db'], requests: 2 };

function logOf(...uses: readonly AuditUse[]): AuditLog {
  const user = { username: 'ann', groups: ['system:authenticated'], requests: 1, denied: 0, first: '', last: '' };
  return {
    ...{ sources: ['a'], files: 1, from: '', to: '', gaps: [], events: 1, requests: 1, denied: 0, undecided: 0 },
    ...{ damaged: 0, foreign: 0, levels: {}, stages: {}, isWhole: true },
    users: [{ ...user, uses, paths: [] }],
  };
}

/** Its authorizer is our engine over what is stored, but for what `refuses` says. */
class Asked extends FakeTarget {
  readonly asked: { user: string; questions: readonly Question[] }[] = [];
  refuses: (question: Question) => boolean = () => false;
  dies = false;

  async authorize(user: string, questions: readonly Question[]): Promise<readonly boolean[]> {
    this.asked.push({ user, questions });
    if (this.dies) throw new Error('killed');
    const { objects } = accessOf(this)();
    const access = createAccess(objects);
    return questions.map((each) => access.can({ username: user, groups: [] }, each) && !this.refuses(each));
  }
}

const NARROWING = decision(
  'narrow',
  [
    edit(
      ROLE,
      { op: 'exclude', path: ['rules'], value: WIDE as never },
      { op: 'include', path: ['rules'], value: NARROW as never },
    ),
  ],
  { disruption: 'access' },
);

function scene(log: AuditLog, options: FakeOptions = {}): { target: Asked; context: ChangeContext } {
  const target = new Asked(OBJECTS, options);
  const facts = accessOf(target);
  return { target, context: contextFor(target, { access: () => ({ ...facts(), log }) }) };
}

async function apply(context: ChangeContext) {
  const preview = await previewPlan(context, { decisions: [NARROWING] });
  return applyPlan(context, preview, preview.consent.kind === 'type' ? { typed: preview.consent.text } : {});
}

const left = ({ objects }: FakeTarget) => [...objects.keys()].filter((key) => key.includes('harden-trial'));
const noted = ({ stateFolder }: ChangeContext) => readdirSync(join(stateFolder, 'trials'));
const rules = (target: FakeTarget) => (target.get(refOf(ROLE)) as { rules?: unknown } | undefined)?.rules;

test('what was done is asked of a user whom nobody can be, and the role is narrowed', async () => {
  const { target, context } = scene(logOf(LIST));
  expect(await apply(context)).toMatchObject({ outcome: 'applied' });
  expect(rules(target)).toEqual([NARROW]);
  expect(target.asked[0]?.user).toMatch(/^system:harden:trial:[0-9a-f]{32}$/);
  expect(target.asked[0]?.questions).toEqual([{ verb: 'list', group: '', resource: 'pods', namespace: 'shop' }]);
  expect(left(target)).toEqual([]);
  expect(noted(context)).toEqual([]);
});

test('what the authorizers would refuse is not written', async () => {
  const { target, context } = scene(logOf(LIST));
  target.refuses = () => true;
  const result = await apply(context);
  expect(result.outcome).toBe('refused');
  expect(result.error).toContain(
    'would refuse 1 request of the audit log after the change of ClusterRole reader: list pods. Nothing',
  );
  expect(rules(target)).toEqual([WIDE]);
  expect(left(target)).toEqual([]);
});

test('what our engine would refuse is not taken for ready', async () => {
  const { context } = scene(logOf(LIST, READ));
  const { refused, steps } = await previewPlan(context, { decisions: [NARROWING] });
  expect(steps).toEqual([]);
  expect(refused).toMatchObject([
    { code: 'guard', reason: '2 requests of the audit log would be refused: get secrets by ann.' },
  ]);
});

test('without a log nothing is tried', async () => {
  const { target, context } = scene(logOf());
  expect(await apply(context)).toMatchObject({ outcome: 'applied' });
  expect(target.asked).toEqual([]);
});

test('a trial that fails leaves nothing, and one that cannot be removed is removed by the next start', async () => {
  const { target, context } = scene(logOf(LIST));
  target.dies = true;
  expect(await apply(context)).toMatchObject({ outcome: 'refused' });
  expect(left(target)).toEqual([]);

  const lost = scene(logOf(LIST), { faults: [{ call: 'write', nth: 3, code: 'unreachable' }] });
  const result = await apply(lost.context);
  expect(result).toMatchObject({ outcome: 'refused' });
  expect(result.error).toContain('The next run removes them.');
  expect(left(lost.target)).toHaveLength(2);
  expect(noted(lost.context)).toHaveLength(1);
  await sweepAtStart(lost.context, new AbortController().signal);
  expect(left(lost.target)).toEqual([]);
  expect(noted(lost.context)).toEqual([]);
  expect(rules(lost.target)).toEqual([WIDE]);
});

test('a sweep removes what is noted and ours, and nothing else', async () => {
  const { target, context } = scene(logOf(LIST), { faults: [{ call: 'write', nth: 3, code: 'unreachable' }] });
  await apply(context);
  const [file = ''] = noted(context);
  const path = join(context.stateFolder, 'trials');
  const objects = [ROLE];
  const { id, server, ca } = target.cluster;
  writeFileSync(join(path, 'bad.json'), JSON.stringify({ cluster: { id, server, ca }, objects }));
  writeFileSync(join(path, 'worse.json'), '{');
  for (const [key, object] of target.objects)
    if (key.includes('harden-trial') && object.kind === 'ClusterRole')
      target.put({ ...object, metadata: { ...object.metadata, labels: {} } });
  await sweepAtStart(
    { ...context, target: Object.assign(target, { cluster: { ...target.cluster, id: 'other' } }) },
    new AbortController().signal,
  );
  expect(noted(context)).toContain(file);
  target.cluster = { ...target.cluster, id };
  await sweepAtStart(context, new AbortController().signal);
  expect(noted(context)).toEqual(['bad.json', 'worse.json']);
  // Somebody has made it theirs.
  expect(left(target)).toHaveLength(1);
  expect(rules(target)).toEqual([WIDE]);
});

const { namespace: _, ...everywhere } = LIST;
test('of several requests that would be refused one is named, and that there are others', async () => {
  const { target, context } = scene(logOf(LIST, everywhere));
  target.refuses = () => true;
  expect((await apply(context)).error).toContain('would refuse 2 requests of the audit log after the change of ');
  expect((await apply(context)).error).toContain(': list pods and others. Nothing');
});

test.each<[string, 'known' | 'lost', (object: KubeObject) => KubeObject, number]>([
  ['made again by somebody else', 'known', (one) => ({ ...one, metadata: { ...one.metadata, uid: 'theirs' } }), 1],
  ['that admission has changed', 'known', (one) => ({ ...one, subjects: [] }) as KubeObject, 0],
  ['as it was sent', 'lost', (one) => one, 0],
  ['with a label more', 'lost', (one) => withLabel(one), 0],
  ['of the same name for somebody else', 'lost', (one) => ({ ...one, subjects: [ANN] }) as KubeObject, 1],
])('a binding %s, its uid %s, is left alone unless it is ours', async (_, uid, changed, stays) => {
  const { target, context } = scene(logOf(LIST), { faults: [{ call: 'write', nth: 3, code: 'unreachable' }] });
  await apply(context);
  const [file = ''] = noted(context);
  const path = join(context.stateFolder, 'trials', file);
  // Ended between the answer of the server and the line on disk, which may be cut off.
  const [head, ...lines] = readFileSync(path, 'utf8').split('\n');
  if (uid === 'lost') writeFileSync(path, `${head}\n${lines[0]?.slice(0, 9)}`);
  for (const [key, object] of target.objects)
    if (key.includes('harden-trial') && object.kind === 'ClusterRoleBinding') target.objects.set(key, changed(object));
  await sweepAtStart(context, new AbortController().signal);
  expect(left(target)).toHaveLength(stays);
  expect(noted(context)).toEqual([]);
});

const ANN = { apiGroup: API, kind: 'User', name: 'ann' };
function withLabel(object: KubeObject): KubeObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, labels: { ...metadata.labels, 'cost-center': '7' } } };
}

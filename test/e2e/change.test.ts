import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { refOf } from '../../src/kube/refs.ts';
import { recreatable } from '../../src/kube/server-owned.ts';
import type { KubeObject, ObjectRef } from '../../src/plugin-api/index.ts';
import {
  applyPlan,
  type ChangeContext,
  history,
  previewPlan,
  previewUndo,
  undoRun,
} from '../../src/remediation/index.ts';
import { contentOf } from '../../src/remediation/preview/content.ts';
import { connectLive } from '../../src/sources/live/index.ts';
import {
  binding,
  DENY_SPEC,
  DNS_SPEC,
  DROP_ALL,
  decision,
  deployment,
  ENFORCE,
  edit,
  ensure,
  NO_ESCALATION,
  policy,
  SET_SECCOMP,
  stateFolder,
  WARN,
  withoutUser,
} from '../remediation/support.ts';
import { cluster, ownCluster, type TestCluster } from '../support/cluster.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

async function listed(at: TestCluster, path: string, kind: string) {
  const { items } = (await at.api.json('GET', path)) as { items: KubeObject[] };
  return items.map((item) => ({ ...item, apiVersion: 'rbac.authorization.k8s.io/v1', kind })) as never;
}

async function rights(at: TestCluster, caller: { username: string; groups: readonly string[] }) {
  const objects = {
    roles: await listed(at, `${RBAC}/roles`, 'Role'),
    clusterRoles: await listed(at, `${RBAC}/clusterroles`, 'ClusterRole'),
    roleBindings: await listed(at, `${RBAC}/rolebindings`, 'RoleBinding'),
    clusterRoleBindings: await listed(at, `${RBAC}/clusterrolebindings`, 'ClusterRoleBinding'),
  };
  return () => ({ objects, guarded: { caller } });
}

async function contextFor(at: TestCluster, kubeconfig = at.kubeconfig): Promise<ChangeContext> {
  const live = await connectLive({ kubeconfig }, {});
  onTestFinished(() => live.close());
  const caller = live.me ?? { username: '', groups: [] };
  return {
    target: live.target,
    mode: 'apply',
    stateFolder: stateFolder(),
    tool: 'kubectl-harden/test',
    access: await rights(at, caller),
  };
}

/** A namespace with a workload, and a binding of its own. */
async function place(at: TestCluster) {
  const shop = await at.namespace('change');
  const api = deployment('api', shop, { args: ['--flag'] });
  const { spec } = api as unknown as { spec: object };
  const body = { ...api, spec: { ...spec, selector: { matchLabels: { app: 'api' } } } };
  await at.api.json('POST', `/apis/apps/v1/namespaces/${shop}/deployments`, body);
  const viewers = binding(`viewers-${shop}`, ['ann', 'ben'], 'view');
  const dangling = binding(`dangling-${shop}`, ['cy'], 'not-there');
  for (const one of [viewers, dangling]) await at.api.json('POST', `${RBAC}/clusterrolebindings`, one);
  const namespaceRef: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name: shop };
  const refs = {
    shop: namespaceRef,
    api: refOf(api),
    viewers: refOf(viewers),
    dangling: refOf(dangling),
    dns: refOf(policy('harden-allow-dns', shop, {})),
    deny: refOf(policy('harden-default-deny-egress', shop, {})),
  };
  const decisions = [
    decision('workload', [edit(refs.api, NO_ESCALATION, DROP_ALL, SET_SECCOMP)]),
    decision('level', [edit(refs.shop, WARN, ENFORCE)]),
    decision('boundary', [
      ensure(policy('harden-default-deny-egress', shop, DENY_SPEC)),
      ensure(policy('harden-allow-dns', shop, DNS_SPEC)),
    ]),
    decision('trim', [withoutUser(viewers, 'ann')], { disruption: 'access' }),
    decision('dangling', [{ op: 'delete', target: refs.dangling }], { disruption: 'access' }),
  ];
  return { shop, refs, decisions };
}

async function contents(context: ChangeContext, refs: Readonly<Record<string, ObjectRef>>) {
  const signal = new AbortController().signal;
  const all = await Promise.all(Object.values(refs).map((ref) => context.target.read(ref, signal)));
  return all.map((object) => (object === undefined ? undefined : contentOf(object)));
}

const consentOf = ({ consent }: { consent: { kind: string; text?: string } }) =>
  consent.text === undefined ? {} : { typed: consent.text };

test('labels, policies, a workload and rights are previewed, applied, done the second time, and taken back', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { refs, decisions } = await place(at);
  const before = await contents(context, refs);

  const preview = await previewPlan(context, { decisions });
  expect(preview.refused).toEqual([]);
  expect(preview.steps.every(({ verified }) => verified === 'server')).toBe(true);
  expect(preview.steps.map(({ ref, effect }) => `${effect} ${ref.kind}`)).toEqual([
    'patch Namespace',
    'create NetworkPolicy',
    'create NetworkPolicy',
    'patch Deployment',
    'patch ClusterRoleBinding',
    'delete ClusterRoleBinding',
  ]);
  expect(await contents(context, refs)).toEqual(before);

  const result = await applyPlan(context, preview, consentOf(preview));
  expect(result).toMatchObject({ outcome: 'applied' });
  const again = await previewPlan(context, { decisions });
  expect(again.refused).toEqual([]);
  expect(await applyPlan(context, again, {})).toMatchObject({ outcome: 'nothing' });
  expect((await history(context)).map(({ run }) => run)).toEqual([result.run]);

  const undo = await previewUndo(context);
  expect(undo.refused).toEqual([]);
  expect(await undoRun(context, undo, consentOf(undo))).toMatchObject({ outcome: 'applied' });
  expect(await contents(context, refs)).toEqual(before);
  expect(await undoRun(context, await previewUndo(context), {})).toMatchObject({ outcome: 'nothing' });
});

/** As somebody without this tool runs it. */
async function runScript(folder: string, at: TestCluster) {
  const env = { ...process.env, KUBECONFIG: at.kubeconfig, KUBECACHEDIR: join(at.dir, 'kubectl-cache') };
  const child = spawn('sh', [join(folder, 'undo.sh')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { stdout, stderr, code };
}

test('undo.sh takes everything back with kubectl alone, twice does nothing, and harden sees that nothing is left', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { refs, decisions } = await place(at);
  const before = await contents(context, refs);
  const preview = await previewPlan(context, { decisions });
  const { folder = '' } = await applyPlan(context, preview, consentOf(preview));

  // Admission may warn about what is given back.
  expect(await runScript(folder, at)).toMatchObject({ code: 0 });
  expect(await contents(context, refs)).toEqual(before);
  expect(await runScript(folder, at)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await undoRun(context, await previewUndo(context), {})).toMatchObject({ outcome: 'nothing' });
});

test('undo.sh takes back what was written of a run that stopped in the middle', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { refs, decisions } = await place(at);
  const before = await contents(context, refs);
  const preview = await previewPlan(context, { decisions });
  const stop = new AbortController();
  const onProgress = ({ steps }: { steps: readonly { phase: string }[] }) => {
    if (steps[2]?.phase === 'written') stop.abort();
  };
  const { folder = '', outcome } = await applyPlan(context, preview, {
    ...consentOf(preview),
    onProgress,
    signal: stop.signal,
  });
  expect(outcome).toBe('failed');
  expect(await runScript(folder, at)).toMatchObject({ code: 0 });
  expect(await contents(context, refs)).toEqual(before);
});

test('a field of the plan that somebody changed is refused by apply, by undo and by undo.sh; an image that moved on is not', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { shop, refs, decisions } = await place(at);
  const preview = await previewPlan(context, { decisions });
  await at.kubectl(['-n', shop, 'set', 'image', 'deployment/api', 'api=api:2']);
  const { outcome, folder = '' } = await applyPlan(context, preview, consentOf(preview));
  expect(outcome).toBe('applied');
  expect((await previewUndo(context)).refused).toEqual([]);

  await at.kubectl(['label', 'namespace', shop, '--overwrite', 'pod-security.kubernetes.io/warn=baseline']);
  const written = await contents(context, refs);
  const undo = await previewUndo(context);
  expect(undo.refused).toMatchObject([
    { code: 'drift', diff: expect.stringContaining('-    pod-security.kubernetes.io/warn: restricted') },
  ]);
  expect(await undoRun(context, undo, consentOf(undo))).toMatchObject({ outcome: 'refused' });
  const script = await runScript(folder, at);
  expect(script).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`changed since, left alone: 1  Namespace ${shop}`),
  });
  expect(await contents(context, refs)).toEqual(written);

  const again = await previewPlan(context, { decisions: [decision('level', [edit(refs.shop, WARN)])] });
  await at.kubectl(['label', 'namespace', shop, '--overwrite', 'pod-security.kubernetes.io/warn=privileged']);
  expect(await applyPlan(context, again, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('changed since you saw it'),
  });
});

test('what somebody deleted and made again with the same content is not taken back, by undo nor by undo.sh', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { shop, refs, decisions } = await place(at);
  const preview = await previewPlan(context, { decisions });
  const { folder = '' } = await applyPlan(context, preview, consentOf(preview));
  const policies = `/apis/networking.k8s.io/v1/namespaces/${shop}/networkpolicies`;
  for (const [path, { name }] of [
    [policies, refs.deny],
    [`${RBAC}/clusterrolebindings`, refs.viewers],
  ] as const) {
    const stored = (await at.api.json('GET', `${path}/${name}`)) as KubeObject;
    await at.api.json('DELETE', `${path}/${name}`);
    await at.api.json('POST', path, recreatable(stored));
  }
  const written = await contents(context, refs);
  expect((await previewUndo(context)).refused.map(({ code }) => code)).toEqual(['drift', 'drift']);
  const { code, stdout, stderr } = await runScript(folder, at);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.match(/left alone: \d {2}\w+/g)?.map((line) => line.split(' ').at(-1))).toEqual([
    'ClusterRoleBinding',
    'NetworkPolicy',
  ]);
  expect(await contents(context, refs)).toEqual(written);
});

test('pods that a level would refuse stop it, whether they come before the preview or before the write', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { shop, refs } = await place(at);
  const ready = { decisions: [decision('level', [edit(refs.shop, WARN, ENFORCE)])] };
  const preview = await previewPlan(context, ready);
  expect(preview.refused).toEqual([]);
  const containers = [{ name: 'shell', image: 'shell:1', securityContext: { privileged: true } }];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debug', namespace: shop }, spec: { containers } };
  await at.api.json('POST', `/api/v1/namespaces/${shop}/pods`, pod);
  const before = await contents(context, refs);
  const named = expect.stringMatching(/names pods in Namespace .* that baseline:latest refuses.*: debug: privileged/);

  expect(await applyPlan(context, preview, consentOf(preview))).toMatchObject({ outcome: 'refused', error: named });
  expect((await previewPlan(context, ready)).refused).toMatchObject([{ code: 'guard', reason: named }]);
  expect(await contents(context, refs)).toEqual(before);
  expect(await history(context)).toEqual([]);

  const chosen = decision('level', [edit(refs.shop, ENFORCE)], { readiness: 'review' });
  const asked = await previewPlan(context, { decisions: [chosen] });
  expect(asked.caveats).toEqual([expect.stringContaining('once they stop they do not start again')]);
  expect(await applyPlan(context, asked, consentOf(asked))).toMatchObject({ outcome: 'applied' });
});

test('who may only read sees local diffs and changes nothing', async () => {
  const at = cluster();
  const { refs, decisions } = await place(at);
  const context = await contextFor(at, await at.tokenKubeconfig('viewer'));
  const preview = await previewPlan(context, { decisions });
  expect(new Set(preview.refused.map(({ code }) => code))).toEqual(new Set(['denied']));
  expect(preview.steps.map(({ verified, diff }) => [verified, diff !== ''])).toEqual(Array(6).fill(['local', true]));
  const before = await contents(context, refs);
  expect(await applyPlan(context, preview, consentOf(preview))).toMatchObject({ outcome: 'refused' });
  expect(await contents(context, refs)).toEqual(before);
});

test('the bindings and roles of Kubernetes, and the last administrators, are left alone', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const admins = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', name: 'cluster-admin' };
  const masters = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:masters' };
  const preview = await previewPlan(context, {
    decisions: [decision('d', [edit(admins, { op: 'exclude', path: ['subjects'], value: masters })])],
  });
  expect(preview.refused).toMatchObject([{ code: 'guard', reason: expect.stringContaining('part of Kubernetes') }]);
});

test('every request of a run names the field manager harden', async () => {
  const at = cluster();
  const context = await contextFor(at);
  const { refs, decisions } = await place(at);
  const preview = await previewPlan(context, { decisions });
  await applyPlan(context, preview, consentOf(preview));
  const stored = await context.target.read(refs.shop, new AbortController().signal);
  expect(stored).toMatchObject({
    metadata: { managedFields: expect.arrayContaining([expect.objectContaining({ manager: 'harden' })]) },
  });
});

test('an API server killed between preview and apply: nothing is written, and it says so', async () => {
  const own = await ownCluster();
  const context = await contextFor(own);
  const { decisions } = await place(own);
  const preview = await previewPlan(context, { decisions });
  await own.killApiServer();
  const result = await applyPlan(context, preview, consentOf(preview));
  expect(result).toMatchObject({ outcome: 'refused', error: expect.stringMatching(/Nothing was changed\.$/) });
  expect(await history(context, { all: true })).toEqual([]);
});

test('an API server killed in the middle of a run: what is written is known, and can be taken back', async () => {
  const own = await ownCluster();
  const context: ChangeContext = { ...(await contextFor(own)), pause: async () => {} };
  const { decisions } = await place(own);
  const preview = await previewPlan(context, { decisions });
  let killed: Promise<void> | undefined;
  const result = await applyPlan(context, preview, {
    ...consentOf(preview),
    onProgress: ({ steps }) => {
      if (steps[2]?.phase === 'written') killed ??= own.killApiServer();
    },
  });
  await killed;
  expect(result.outcome).toBe('failed');
  const [run] = await history(context, { all: true });
  const states = run?.steps.map(({ state }) => state) ?? [];
  expect(states.slice(0, 3)).toEqual(['applied', 'applied', 'applied']);
  expect(
    readFileSync(join(run?.folder ?? '', 'journal.jsonl'), 'utf8')
      .trimEnd()
      .split('\n').length,
  ).toBeGreaterThan(6);
});

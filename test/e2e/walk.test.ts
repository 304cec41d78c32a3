/** The real program on a real terminal against the real API server: seen, previewed, applied, gone, undone, back. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { type Pty, startPty } from '../support/pty.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/kubectl-harden', import.meta.url));
const KEY = { enter: '\r', esc: '\u001b', tab: '\t' };
/** Keys pressed sooner after a consent box opened do not count. */
const GUARD_MS = 400;
const PATIENCE = { timeout: 180_000 };

interface Place {
  readonly at: TestCluster;
  readonly namespace: string;
}

async function place(): Promise<Place> {
  const at = cluster();
  const namespace = await at.namespace('walk');
  await at.api.json('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: { containers: [{ name: 'api', image: 'registry.example.com/api:1' }] },
      },
    },
  });
  await at.api.json('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'deployer', namespace },
    rules: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['*'] }],
  });
  return { at, namespace };
}

function walk({ at, namespace }: Place, env: Readonly<Record<string, string>> = {}): Pty {
  const home = mkdtempSync(join(tmpdir(), 'harden-walk-'));
  return startPty(PROGRAM, ['--kubeconfig', at.kubeconfig, '-n', namespace], {
    env: { HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CONFIG_HOME: join(home, 'config'), ...env },
  });
}

async function toChecklist(pty: Pty): Promise<void> {
  await pty.waitFor('First results');
  await pty.waitFor('LIVE');
  pty.send(KEY.enter);
  await pty.waitFor('THE 14 ESSENTIALS');
}

/** From the items to the decisions of one of them, wherever the walk stands. */
async function toItem(pty: Pty, title: string): Promise<void> {
  pty.send(`/\u0015${title}${KEY.enter}`);
  await pty.waitFor(/<[^>]+>\[1\//);
  pty.send(KEY.enter);
  await pty.waitFor('esc back');
}

/** Gives the consent that the box asks for. */
async function consent(pty: Pty): Promise<void> {
  const box = await pty.waitFor(/(?:Apply to|Undo on) [^\n]*\?/);
  await sleep(GUARD_MS);
  const typed = /Type (\S+) to (?:apply|undo)/.exec(box)?.[1];
  if (typed !== undefined) pty.send(`${typed}${KEY.enter}`);
  else if (box.includes('y: apply')) pty.send('y');
  else pty.send(`${KEY.tab}${KEY.enter}`);
}

interface Case {
  readonly what: string;
  readonly item: string;
  /** How the decision is named in its row. */
  readonly decision: (namespace: string) => RegExp;
  /** What the diff must show. */
  readonly diff: RegExp;
  /** The part of the cluster that changes. */
  readonly state: (place: Place) => Promise<unknown>;
}

async function spec(at: TestCluster, path: string, pick: (object: never) => unknown): Promise<unknown> {
  const { status, text } = await at.api.raw('GET', path);
  return status === 404 ? 'not there' : pick(JSON.parse(text) as never);
}

const CASES: readonly Case[] = [
  {
    what: 'the labels of a namespace',
    item: 'Pod Security Standards',
    decision: (namespace) => new RegExp(`\\d {2}[^\\n]*${namespace.slice(-8)}`),
    diff: /\+ +pod-security\.kubernetes\.io\//,
    state: ({ at, namespace }) =>
      spec(at, `/api/v1/namespaces/${namespace}`, ({ metadata }: { metadata: { labels: object } }) => metadata.labels),
  },
  {
    what: 'the policies of a namespace',
    item: 'Default-deny network',
    decision: (namespace) => new RegExp(`\\d {2}[^\\n]*${namespace.slice(-8)}`),
    diff: /\+ *kind: NetworkPolicy/,
    state: ({ at, namespace }) =>
      spec(
        at,
        `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
        ({ items }: { items: { metadata: { name: string }; spec: object }[] }) =>
          items.map((item) => [item.metadata.name, item.spec]),
      ),
  },
  {
    what: 'the template of a workload',
    item: 'Containers run as non-root',
    decision: () => /\d {2}[^\n]*api/,
    diff: /\+ +allowPrivilegeEscalation: false/,
    state: ({ at, namespace }) =>
      spec(
        at,
        `/apis/apps/v1/namespaces/${namespace}/deployments/api`,
        ({ spec: { template } }: { spec: { template: object } }) => template,
      ),
  },
  {
    what: 'the rights of a role',
    item: 'RBAC, least privilege',
    decision: () => /\d {2}[^\n]*deployer/,
    diff: /- +- '?"?\*/,
    state: ({ at, namespace }) =>
      spec(
        at,
        `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles/deployer`,
        ({ rules }: { rules: object }) => rules,
      ),
  },
];

/** Findings in the header of the checklist. */
function findings(text: string): number {
  return Number(/covers? (\d+) finding/.exec(text)?.[1]);
}

async function waitForFindings(pty: Pty, wanted: number): Promise<void> {
  await pty.waitFor(new RegExp(`covers? ${wanted} finding`));
}

/** From a result back to all items. */
async function backToItems(pty: Pty): Promise<void> {
  pty.send('n');
  await pty.waitUntilGone('› result');
  const text = await pty.waitFor(/\d ESSENTIALS/);
  if (text.includes('esc back')) await leave(pty, 'esc back');
  if (/<[^>]+>\[/.test(pty.text())) await leave(pty, /<[^>]+>\[/);
}

async function leave(pty: Pty, what: string | RegExp): Promise<void> {
  pty.send(KEY.esc);
  await pty.waitUntilGone(what);
}

test.each(CASES)('$what: a decision, previewed, applied, gone, undone, back', PATIENCE, async (one) => {
  const here = await place();
  const before = await one.state(here);
  const pty = walk(here);
  await toChecklist(pty);
  const all = findings(pty.text());
  await toItem(pty, one.item);
  await pty.waitFor(one.decision(here.namespace));
  pty.send(KEY.enter);
  await pty.waitFor(/row \d+ of \d+/);
  pty.send('d');
  const diff = await pty.waitFor(one.diff);
  const resolved = Number(/Resolves +(\d+) finding/.exec(diff)?.[1]);
  expect(resolved).toBeGreaterThan(0);
  expect(diff).toContain('accepted by the server');
  expect(await one.state(here)).toEqual(before);
  await consent(pty);
  await pty.waitFor(/› result[\s\S]*[1-9] applied/);
  expect(pty.text()).toContain('✗ 0 failed');
  expect(await one.state(here)).not.toEqual(before);
  await backToItems(pty);
  await waitForFindings(pty, all - resolved);
  pty.send('z');
  await consent(pty);
  await pty.waitFor(/› result[\s\S]*[1-9] undone/);
  expect(await one.state(here)).toEqual(before);
  await backToItems(pty);
  await waitForFindings(pty, all);
  await toItem(pty, one.item);
  await pty.waitFor(one.decision(here.namespace));
  pty.send(KEY.esc);
  await pty.waitUntilGone('esc back');
  pty.send('q');
  expect(await pty.exit).toBe(0);
  await pty.waitFor(/^run +\d{8}T\d{6}Z-[0-9a-f]{4} .*1 applied/m);
});

test('consent to what the cluster does not support any more writes nothing', PATIENCE, async () => {
  const here = await place();
  const { at, namespace } = here;
  const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
  await at.api.json('POST', bindings, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'exporter', namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'exporter', namespace }],
  });
  const pty = walk(here);
  await toChecklist(pty);
  await toItem(pty, 'RBAC, least privilege');
  pty.send(`/\u0015exporter${KEY.enter}`);
  await pty.waitFor(/<exporter>\[1\//);
  pty.send(KEY.enter);
  await pty.waitFor(/row \d+ of \d+/);
  pty.send('d');
  await pty.waitFor(/Apply to/);
  const account = { metadata: { name: 'exporter', namespace } };
  await at.api.json('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, account);
  await pty.waitFor('0 of 1 finding: the others are gone by now.');
  await consent(pty);
  await pty.waitFor('there is nothing to decide any more');
  expect((await at.api.raw('GET', `${bindings}/exporter`)).status).toBe(200);
});

test('the findings on the screen follow the cluster', PATIENCE, async () => {
  const here = await place();
  const pty = walk(here);
  await toChecklist(pty);
  await toItem(pty, 'Default-deny network');
  await pty.waitFor(/1 decision resolves/);
  await here.at.api.json('POST', `/apis/networking.k8s.io/v1/namespaces/${here.namespace}/networkpolicies`, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: here.namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  await pty.waitUntilGone(/decision resolves/, 5000);
});

test('the walk opens next time where it was left', PATIENCE, async () => {
  const here = await place();
  const home = mkdtempSync(join(tmpdir(), 'harden-resume-'));
  const env = { HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CONFIG_HOME: join(home, 'config') };
  const first = walk(here, env);
  await toChecklist(first);
  await toItem(first, 'Default-deny network');
  first.send(KEY.esc);
  await first.waitUntilGone('esc back');
  first.send('q');
  expect(await first.exit).toBe(0);
  const second = walk(here, env);
  await toChecklist(second);
  await second.waitFor('Checklist › 04 Default-deny network');
});

test('what the terminal was before is there again afterwards', PATIENCE, async () => {
  const here = await place();
  for (const [keys, code] of [
    ['q', 0],
    ['\u0003', 130],
  ] as const) {
    const pty = walk(here);
    await pty.waitFor('First results');
    expect(pty.screen.isAlternate).toBe(true);
    pty.send(keys);
    expect(await pty.exit).toBe(code);
    await eventually('the screen is the normal one', () => !pty.screen.isAlternate);
    expect(pty.output().lastIndexOf('\u001b[?7h')).toBeGreaterThan(pty.output().lastIndexOf('\u001b[?7l'));
    expect(pty.output()).toContain('\u001b[?25h');
    await pty.waitFor('go on');
  }
});

test('the journal of a run of the walk is where its result says', PATIENCE, async () => {
  const here = await place();
  const pty = walk(here);
  await toChecklist(pty);
  await toItem(pty, 'Default-deny network');
  pty.send('d');
  await consent(pty);
  await pty.waitFor(/› result/);
  const script = /sh (\S+undo\.sh)/.exec(pty.text())?.[1] ?? '';
  if (!script.includes('…')) expect(readFileSync(script, 'utf8')).toContain('kubectl');
  else expect(script).toMatch(/undo\.sh$/);
});

/**
 * The first ten minutes on a real cluster, key by key: labels that refuse nobody, a role, a boundary, an answer, a workload
 * and its undo, a waiver, quit, return. What a person would look for on the screen is waited for after each step.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ownCluster, type TestCluster } from '../support/cluster.ts';
import { PROGRAM } from '../support/program.ts';
import { type Pty, startPty } from '../support/pty.ts';
import { sentBy } from '../support/walk/sent-keys.ts';

const FIRST_WIN = 12;
const WHOLE_JOB = 60;
/** Keys pressed sooner after a diff opened do not count as consent. */
const GUARD_MS = 400;
const NAMESPACES = ['crm', 'pay', 'shop'];
const LEVELS = ['enforce=baseline', 'enforce-version=latest', 'audit=restricted', 'warn=restricted'];

/** Three namespaces that no level but a warning suits, a workload that can be fixed, and a role with too many rights. */
async function fill({ api, kubectl }: TestCluster): Promise<void> {
  await kubectl(['label', 'namespace', 'default', ...LEVELS.map((level) => `pod-security.kubernetes.io/${level}`)]);
  for (const namespace of NAMESPACES) {
    await api.json('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    await api.json(
      'POST',
      `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
      workload('DaemonSet', 'agent', {}, true),
    );
  }
  const image = { 'harden.test/uid': '10001' };
  await api.json('POST', '/apis/apps/v1/namespaces/pay/deployments', workload('Deployment', 'api', image, false));
  await api.json('POST', '/apis/rbac.authorization.k8s.io/v1/namespaces/pay/roles', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'deployer' },
    rules: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['*'] }],
  });
  await kubectl(['rollout', 'status', 'deployment/api', '-n', 'pay', '--timeout=60s']);
}

function workload(kind: string, name: string, annotations: object, hostNetwork: boolean): object {
  const labels = { app: name };
  const containers = [{ name, image: `registry.example.com/${name}:1` }];
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels, annotations }, spec: { hostNetwork, containers } },
    },
  };
}

interface Labelled {
  readonly metadata: { readonly labels: object };
}

interface Walker {
  readonly pty: Pty;
  /** Presses each key, then waits until the screen shows it. */
  press(keys: readonly string[], sees: string | RegExp): Promise<string>;
  count(): number;
}

function walker(pty: Pty, before = 0): Walker {
  let count = before;
  return {
    pty,
    count: () => count,
    async press(keys, sees) {
      for (const key of keys) pty.send(sentBy(key));
      count += keys.length;
      return pty.waitFor(sees);
    },
  };
}

/** From one item to another: each key is pressed when the one before has been answered. */
async function toItem(walk: Walker, key: string, items: readonly string[]): Promise<void> {
  for (const item of items) await walk.press([key], new RegExp(`Checklist › ${item} `));
}

/** The diff is there, and keys count. */
async function openDiff(walk: Walker, sees: RegExp): Promise<void> {
  await walk.press(['d'], sees);
  await sleep(GUARD_MS);
}

const RESULT = /› result[\s\S]*✓ [1-9]\d* applied +✗ 0 failed/;
const TYPED = [...'pay', 'enter'];

test('the first win takes 12 keys from the first frame, the whole job with undo and return 60', async () => {
  const the = await ownCluster();
  await fill(the);
  const home = mkdtempSync(join(tmpdir(), 'harden-minutes-'));
  const env = { HOME: home, XDG_STATE_HOME: join(home, 'state'), XDG_CONFIG_HOME: join(home, 'config') };
  const start = (): Pty => startPty(PROGRAM, ['--kubeconfig', the.kubeconfig], { env });
  const walk = walker(start());
  await walk.pty.waitFor('LIVE');

  await walk.press(['enter'], 'Checklist › 02 ');
  await toItem(walk, ']', ['03']);
  await walk.press(['a'], /plan [1-9]/);
  await openDiff(walk, /no restart\. 3 objects written[\s\S]*y: apply, nothing restarts/);
  await walk.press(['y'], RESULT);
  expect(walk.count()).toBeLessThanOrEqual(FIRST_WIN);
  for (const namespace of NAMESPACES) {
    const { metadata } = (await the.api.json('GET', `/api/v1/namespaces/${namespace}`)) as Labelled;
    expect(metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/warn': 'restricted' });
  }

  await walk.press(['n'], 'THE 14 ESSENTIALS');
  await toItem(walk, '[', ['02']);
  await walk.press(['tab', 'j'], /▸ 2 +Rules of Role pay\/deployer/);
  await openDiff(walk, /Role pay\/deployer[\s\S]*Type pay to apply/);
  await walk.press(TYPED, RESULT);

  await walk.press(['n', 'esc'], /enter open[^\n]*plan/);
  await toItem(walk, 'j', ['03', '04']);
  await walk.press(['tab'], /▸ 1 +Default deny in pay/);
  await openDiff(walk, /kind: NetworkPolicy[\s\S]*Type pay to apply/);
  await walk.press(TYPED, RESULT);

  await walk.press(['n', 'esc'], /enter open[^\n]*plan/);
  await toItem(walk, ']', ['05', '06', '08']);
  await walk.press(['tab', 'm'], /▸ Verdict/);
  await walk.press(['right', 'tab', 'tab', ...'ok', 'enter', 'enter'], 'Answer saved');

  await walk.press(['esc'], /enter open[^\n]*plan/);
  await toItem(walk, 'j', ['09', '10', '11', '12']);
  await openDiff(walk, /Deployment pay\/api[\s\S]*allowPrivilegeEscalation: false[\s\S]*tab to Apply/);
  await walk.press(['tab', 'enter'], RESULT);
  await walk.press(['z'], /Undo on [\s\S]*tab to Undo/);
  await sleep(GUARD_MS);
  await walk.press(['tab', 'enter'], /› result[\s\S]*✓ 1 undone/);
  await walk.press(['n'], /▸ 1 +Deployment pay\/api/);
  await walk.press(['w'], 'Accepted by');
  await walk.press([...'ok', 'enter', 'enter', 'enter'], 'Waived');
  await walk.press(['esc', 'q'], /^go on /m);
  expect(await walk.pty.exit).toBe(0);

  const again = walker(start(), walk.count());
  await again.pty.waitFor('LIVE');
  const back = await again.press(['enter'], 'Checklist › 12 ');
  expect(back).toMatch(/08 Image scanning in CI +answered/);
  expect(back).toContain('waived until');
  expect(again.count()).toBeLessThanOrEqual(WHOLE_JOB);
}, 300_000);

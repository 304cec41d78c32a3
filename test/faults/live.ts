/** Runs on a cluster: a fault at each request and at each operation of the disk, in the run and in its undo. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refOf } from '../../src/kube/refs.ts';
import type { RunResult } from '../../src/model/plan.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import type { ChangeContext } from '../../src/remediation/index.ts';
import { connectLive } from '../../src/sources/live/index.ts';
import {
  binding,
  CLUSTER_ADMIN,
  DENY_SPEC,
  DNS_SPEC,
  decision,
  deployment,
  edit,
  ensure,
  NO_ESCALATION,
  namespace,
  policy,
  SET_SECCOMP,
  user,
  WARN,
  withoutUser,
} from '../remediation/support.ts';
import { begin, DISK_FAULTS, type DiskFault, end } from './disk.ts';
import { differenceOf, type Phase } from './files.ts';
import { isWrite, REQUEST_FAULTS, type RequestFault, Server } from './server.ts';
import { applyAll, settle, undoLast, type Verdict } from './trial.ts';
import { WEBHOOK_FAULTS } from './webhook.ts';

export type LiveTrial = { readonly phase: Phase; readonly at: number } & (
  | { readonly what: 'disk'; readonly fault: DiskFault }
  | { readonly what: 'request' | 'webhook'; readonly fault: RequestFault }
);

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const SHOP = namespace('shop');
const API = deployment('api');
const ADMINS = binding('admins', ['kim', 'ann', 'ben', 'zoe']);
const VIEWERS = binding('viewers', ['ann'], 'view');
const DECISIONS = [
  decision('level', [edit(SHOP, WARN)]),
  decision('boundary', [ensure(policy('deny', 'shop', DENY_SPEC)), ensure(policy('dns', 'shop', DNS_SPEC))]),
  decision('workload', [edit(API, NO_ESCALATION, SET_SECCOMP)]),
  decision('admins', [withoutUser(ADMINS, 'zoe')]),
  decision('viewers', [{ op: 'delete', target: refOf(VIEWERS) }]),
];
const OBJECTS: Readonly<Record<string, object>> = {
  '/api/v1/namespaces/kube-system': namespace('kube-system'),
  '/api/v1/namespaces/shop': SHOP,
  '/apis/apps/v1/namespaces/shop/deployments/api': API,
  [`${RBAC}/clusterrolebindings/admins`]: ADMINS,
  [`${RBAC}/clusterrolebindings/viewers`]: VIEWERS,
};

/** Sleeps are over at once. */
const CLOCK = {
  now: () => performance.now(),
  wall: Date.now,
  random: () => 1,
  sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

interface Place {
  readonly server: Server;
  readonly open: () => Promise<ChangeContext>;
  readonly close: () => Promise<void>;
}

async function newPlace(): Promise<Place> {
  end();
  const top = mkdtempSync(join(tmpdir(), 'harden-faults-'));
  const server = new Server();
  for (const [path, object] of Object.entries(OBJECTS)) server.put(path, structuredClone(object) as never);
  const kubeconfig = join(top, 'config');
  writeFileSync(kubeconfig, JSON.stringify(configOf(await server.listen())));
  const closing: (() => Promise<void>)[] = [];
  const open = async (): Promise<ChangeContext> => {
    const hooks = { isTerminal: () => false };
    const options = { env: { HOME: '/nowhere' }, clock: CLOCK, timeouts: { headers: 1_000 } };
    const live = await connectLive({ kubeconfig }, hooks, new AbortController().signal, options);
    closing.push(() => live.close());
    return {
      target: live.target,
      mode: 'apply',
      stateFolder: join(top, 'state', 'kubectl-harden'),
      tool: 'faults',
      pause: async () => {},
      access: () => accessOf(server),
    };
  };
  const close = async () => {
    for (const one of closing) await one();
    server.close();
    rmSync(top, { recursive: true, force: true });
  };
  return { server, open, close };
}

export function configOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'dev', cluster: { server } }],
    users: [{ name: 'dev', user: { token: 'of-the-stub' } }],
    contexts: [{ name: 'dev', context: { cluster: 'dev', user: 'dev' } }],
    'current-context': 'dev',
  };
}

function accessOf(server: Server) {
  const bindings = [...server.objects.values()].filter(({ kind }) => kind === 'ClusterRoleBinding');
  return {
    objects: {
      roles: [],
      clusterRoles: [CLUSTER_ADMIN] as never,
      roleBindings: [],
      clusterRoleBindings: bindings as unknown as readonly KubeObject[] as never,
    },
    guarded: { caller: { username: user('kim').name, groups: ['system:authenticated'] } },
  };
}

export async function liveTrials(): Promise<readonly LiveTrial[]> {
  const trials: LiveTrial[] = [];
  const place = await newPlace();
  for (const phase of ['run', 'undo'] as const) {
    const context = await place.open();
    place.server.begin(undefined);
    begin(undefined);
    if (phase === 'run') await applyAll(context, DECISIONS);
    else await undoLast(context);
    const operations = end().length;
    for (const [index, asked] of place.server.asked.entries()) trials.push(...trialsAt(phase, index + 1, asked));
    for (let at = 1; at <= operations; at++)
      trials.push(...DISK_FAULTS.map((fault) => ({ what: 'disk' as const, phase, at, fault })));
  }
  await place.close();
  return trials;
}

function trialsAt(phase: Phase, at: number, asked: string): readonly LiveTrial[] {
  const [method = '', path = ''] = asked.split(' ');
  return [
    ...REQUEST_FAULTS.map((fault) => ({ what: 'request' as const, phase, at, fault })),
    ...(isWrite(method, path) ? WEBHOOK_FAULTS.map((fault) => ({ what: 'webhook' as const, phase, at, fault })) : []),
  ];
}

export async function tryLive(trial: LiveTrial): Promise<Verdict> {
  const { server, open, close } = await newPlace();
  try {
    const before = server.contents();
    if (trial.phase === 'undo') await applyAll(await open(), DECISIONS);
    const context = await open();
    server.begin(trial.what === 'disk' ? undefined : trial);
    begin(trial.what === 'disk' ? trial : undefined);
    let said: string | undefined;
    try {
      said = await (trial.phase === 'run' ? saidOf(applyAll(context, DECISIONS)) : undoLast(context));
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
    } finally {
      end();
      server.begin(undefined);
    }
    const verdict = await settle(open, () => differenceOf(before, server.contents()));
    // What a webhook leaves behind is told when it is left: by the run, or by the undo that met it.
    return verdict.verdict === 'lost' && said !== '' ? { verdict: 'told', text: `${verdict.text} ${said}` } : verdict;
  } finally {
    await close();
  }
}

async function saidOf(run: Promise<RunResult>): Promise<string> {
  return (await run).error ?? '';
}

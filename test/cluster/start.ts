/** Starts a real Kubernetes control plane on free loopback ports, and ends it whatever happens to its owner. */
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, createApi } from './api.ts';
import { programs as findPrograms, type Programs, type Server } from './build.ts';
import { type FileOptions, writeFiles } from './files.ts';
import { apiServerArgs, controllerManagerArgs, etcdArgs, kwokArgs, type Layout, schedulerArgs } from './flags.ts';
import type { Log } from './go.ts';
import { fakeNode } from './nodes.ts';
import { STAGES } from './paths.ts';
import type { Authority } from './pki.ts';
import { freePorts } from './ports.ts';
import { createProcesses, type Processes, type Running } from './processes.ts';
import { newTokens, type Tokens, VIEWER_RIGHTS } from './users.ts';

export interface ClusterOptions extends Pick<FileOptions, 'auditPolicy' | 'admissionConfig' | 'encryptionConfig'> {
  readonly extraApiServerArgs?: readonly string[];
  /** Fake nodes: 3 unless told. */
  readonly nodes?: number;
  readonly log?: Log;
}

export interface RunningCluster {
  /** Path of the administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly server: string;
  readonly caFile: string;
  readonly ca: Authority;
  readonly adminToken: string;
  readonly tokens: Tokens;
  /** JSON lines. */
  readonly auditLog: string;
  /** Everything of this cluster; goes away with it. */
  readonly dir: string;
  /** Process ids of what runs now. */
  readonly pids: Readonly<Partial<Record<Server, number>>>;
  /** As the administrator. */
  readonly api: Api;
  stop(): Promise<void>;
  /** Ends the API server at once, as a crash would. */
  killApiServer(): Promise<void>;
  /** Starts it again on the same port; settles when it is ready. */
  startApiServer(): Promise<void>;
  /** Connections stay open, nothing is answered any more. */
  pauseApiServer(): void;
  resumeApiServer(): void;
}

const READY_WITHIN_MS = 90_000;

export async function startCluster(options: ClusterOptions = {}): Promise<RunningCluster> {
  const log = options.log ?? ((line) => process.stderr.write(`test cluster: ${line}\n`));
  const found = await findPrograms(log);
  const folder = await mkdtemp(join(tmpdir(), 'harden-cluster-'));
  const processes = createProcesses(folder);
  try {
    return await bringUp(found, folder, processes, options);
  } catch (error) {
    await processes.stop();
    throw error;
  }
}

async function bringUp(
  found: Programs,
  folder: string,
  processes: Processes,
  options: ClusterOptions,
): Promise<RunningCluster> {
  const [apiPort = 0, etcdPort = 0, etcdPeerPort = 0] = await freePorts(3);
  const at: Layout = { folder, apiPort, etcdPort, etcdPeerPort };
  const server = `https://127.0.0.1:${apiPort}`;
  const tokens = newTokens();
  const ca = await writeFiles({ ...options, folder, server, tokens });
  const api = createApi({ server, ca: ca.cert, token: tokens.admin });
  const running: Partial<Record<Server, Running>> = {};
  const start = (name: Server, args: readonly string[], env?: Readonly<Record<string, string>>) => {
    const program = found[name];
    if (program) running[name] = processes.start(name, [...program, ...args], env);
  };
  const startApiServer = async () => {
    start('kube-apiserver', apiServerArgs(found, at, extraArgs(folder, options)));
    await ready(api, running);
  };

  start('etcd', etcdArgs(found, at));
  await startApiServer();
  for (const object of VIEWER_RIGHTS) await create(api, rbacPath(object.kind), object);
  start('kube-controller-manager', controllerManagerArgs(at));
  start('kube-scheduler', schedulerArgs(at));
  await mkdir(join(folder, 'kwok-home'));
  start('kwok', kwokArgs(at, await stageFiles()), { KWOK_WORKDIR: join(folder, 'kwok-home') });
  const nodes = Array.from({ length: options.nodes ?? 3 }, (_, index) => fakeNode(`node-${index + 1}`));
  for (const node of nodes) await create(api, '/api/v1/nodes', node);
  await settled(api, running, nodes.length);

  const signal = (name: NodeJS.Signals) => {
    const pid = running['kube-apiserver']?.pid;
    if (pid !== undefined) process.kill(pid, name);
  };
  return {
    kubeconfig: join(folder, 'kubeconfig'),
    server,
    caFile: join(folder, 'ca.crt'),
    ca,
    adminToken: tokens.admin,
    tokens,
    auditLog: join(folder, 'audit.log'),
    dir: folder,
    get pids() {
      return Object.fromEntries(Object.entries(running).map(([name, { pid }]) => [name, pid]));
    },
    api,
    startApiServer,
    async killApiServer() {
      signal('SIGKILL');
      await running['kube-apiserver']?.ended;
      delete running['kube-apiserver'];
    },
    pauseApiServer: () => signal('SIGSTOP'),
    resumeApiServer: () => signal('SIGCONT'),
    async stop() {
      await Promise.all([api.close(), processes.stop()]);
    },
  };
}

function extraArgs(folder: string, options: ClusterOptions): string[] {
  return [
    ...(options.admissionConfig ? [`--admission-control-config-file=${join(folder, 'admission.yaml')}`] : []),
    ...(options.encryptionConfig ? [`--encryption-provider-config=${join(folder, 'encryption.yaml')}`] : []),
    ...(options.extraApiServerArgs ?? []),
  ];
}

/** kwok's own settings and stages are files that it reads at its start. */
async function stageFiles(): Promise<string[]> {
  return (await readdir(STAGES)).sort().map((file) => join(STAGES, file));
}

function rbacPath(kind: string): string {
  return `/apis/rbac.authorization.k8s.io/v1/${kind.toLowerCase()}s`;
}

async function create(api: Api, path: string, object: unknown): Promise<void> {
  await api.json('POST', path, object);
}

type RunningServers = Readonly<Partial<Record<Server, Running>>>;

async function ready(api: Api, running: RunningServers): Promise<void> {
  await until('the API server is ready', running, async () => (await api.raw('GET', '/readyz')).status === 200);
}

/** Pods can be created and scheduled: ServiceAccounts are there, nodes are ready. */
async function settled(api: Api, running: RunningServers, nodes: number): Promise<void> {
  if (running['kube-controller-manager']) {
    const account = '/api/v1/namespaces/default/serviceaccounts/default';
    await until('the controller manager works', running, async () => (await api.raw('GET', account)).status === 200);
  }
  if (running.kwok) {
    await until('the fake nodes are ready', running, async () => {
      const { text } = await api.raw('GET', '/api/v1/nodes');
      return (
        text.split('"kubelet is posting ready status"').length > nodes && !text.includes('node.kubernetes.io/not-ready')
      );
    });
  }
}

/** Asks until it is so; rejects when a server of the cluster ends, or when it takes too long. */
async function until(what: string, running: RunningServers, ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const failures = Object.values(running).map(({ failed }) => failed);
  while (!(await Promise.race([ask(), ...failures]))) {
    if (Date.now() > deadline) throw new Error(`waited ${READY_WITHIN_MS / 1000} s in vain until ${what}`);
    await sleep(100);
  }
}

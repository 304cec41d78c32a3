/** Starts a real Kubernetes control plane on free loopback ports, and ends it whatever happens to its owner. */
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, createApi } from './api.ts';
import { programs as findPrograms, type Programs, type Server } from './build.ts';
import { type FileOptions, writeFiles } from './files.ts';
import { apiServerArgs, controllerManagerArgs, etcdArgs, kwokArgs, type Layout, schedulerArgs } from './flags.ts';
import type { Log } from './go.ts';
import { fakeNode } from './nodes.ts';
import { STAGES } from './paths.ts';
import type { Authority } from './pki.ts';
import { freePorts } from './processes/ports.ts';
import { createProcesses, type Processes, type Running } from './processes/processes.ts';
import { ready, settled, silent } from './settle.ts';
import { newTokens, type Tokens, VIEWER_RIGHTS } from './users.ts';

export interface ClusterOptions extends Pick<FileOptions, 'auditPolicy' | 'admissionConfig' | 'encryptionConfig'> {
  readonly extraApiServerArgs?: readonly string[];
  /** Fake nodes: 3 unless told. */
  readonly nodes?: number;
  /** False: the API server alone, where nothing moves by itself. */
  readonly controllers?: boolean;
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
  /** Connections stay open; nothing is answered any more once this has settled. */
  pauseApiServer(): Promise<void>;
  resumeApiServer(): void;
}

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
  for (const object of VIEWER_RIGHTS) await api.json('POST', rbacPath(object.kind), object);
  if (options.controllers !== false) {
    start('kube-controller-manager', controllerManagerArgs(at));
    start('kube-scheduler', schedulerArgs(at));
    await mkdir(join(folder, 'kwok-home'));
    start('kwok', kwokArgs(at, await stageFiles()), { KWOK_WORKDIR: join(folder, 'kwok-home') });
  }
  const nodes = Array.from({ length: options.nodes ?? 3 }, (_, index) => fakeNode(`node-${index + 1}`));
  for (const node of nodes) await api.json('POST', '/api/v1/nodes', node);
  await settled(api, running, nodes.length);

  return {
    ...{ server, ca, tokens, api, startApiServer },
    kubeconfig: join(folder, 'kubeconfig'),
    caFile: join(folder, 'ca.crt'),
    adminToken: tokens.admin,
    auditLog: join(folder, 'audit.log'),
    dir: folder,
    get pids() {
      return Object.fromEntries(Object.entries(running).map(([name, { pid }]) => [name, pid]));
    },
    async stop() {
      await Promise.all([api.close(), processes.stop()]);
    },
    ...apiServerSwitches(running, api),
  };
}

function apiServerSwitches(
  running: Partial<Record<Server, Running>>,
  api: Api,
): Pick<RunningCluster, 'killApiServer' | 'pauseApiServer' | 'resumeApiServer'> {
  const signal = (name: NodeJS.Signals) => {
    const pid = running['kube-apiserver']?.pid;
    if (pid !== undefined) process.kill(pid, name);
  };
  return {
    async killApiServer() {
      signal('SIGKILL');
      await running['kube-apiserver']?.ended;
      delete running['kube-apiserver'];
    },
    async pauseApiServer() {
      signal('SIGSTOP');
      await silent(api);
    },
    resumeApiServer: () => signal('SIGCONT'),
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

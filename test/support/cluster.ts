/** What tests do with the control plane of the run, or with one of their own. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject, onTestFinished } from 'vitest';
import { type Api, createApi } from '../cluster/api.ts';
import type { ClusterFacts } from '../cluster/global-setup.ts';
import { kubeconfig } from '../cluster/kubeconfig.ts';
import { type ClusterOptions, type RunningCluster, startCluster } from '../cluster/start.ts';
import type { User } from '../cluster/users.ts';
import { type Answer, type RunOptions, runKubectl } from './kubectl.ts';

export interface TestCluster extends ClusterFacts {
  readonly adminToken: string;
  /** Plain requests as the administrator. */
  readonly api: Api;
  /** Creates a namespace with a name of its own. It is not taken away: the cluster ends with the run. */
  namespace(prefix: string, labels?: Readonly<Record<string, string>>): Promise<string>;
  /** The real kubectl as the administrator. Rejects when it fails, unless `fails` is set. */
  kubectl(args: readonly string[], options?: RunOptions): Promise<Answer>;
  /** Path of a kubeconfig for a user: their token, and where named another default namespace. */
  tokenKubeconfig(user: User, namespace?: string): Promise<string>;
}

type Facts = Pick<RunningCluster, 'kubeconfig' | 'server' | 'caFile' | 'tokens' | 'auditLog' | 'dir'> & { ca: string };

/** The control plane that every test of the run shares: work in a namespace of your own. */
export function cluster(): TestCluster {
  return testCluster(inject('cluster'));
}

/**
 * A control plane of the test's own, for other flags or for ending its API server: 5 seconds and 600 MB.
 * It ends with the test.
 */
export async function ownCluster(options: ClusterOptions = {}): Promise<RunningCluster & TestCluster> {
  const running = await startCluster({ log: () => {}, ...options });
  onTestFinished(() => running.stop());
  const facts: Facts = { ...pick(running), ca: running.ca.cert };
  // The getters of the running cluster have to stay alive: its process ids change.
  return Object.assign(Object.create(running), testCluster(facts), { api: running.api }) as RunningCluster &
    TestCluster;
}

/** Asks until it is so; the error names what was waited for. Not for measuring: only for what happens elsewhere. */
export async function eventually(
  what: string,
  ask: () => Promise<boolean> | boolean,
  withinMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(50);
  }
}

function pick({ kubeconfig, server, caFile, tokens, auditLog, dir }: RunningCluster) {
  return { kubeconfig, server, caFile, tokens, auditLog, dir };
}

function testCluster(facts: Facts): TestCluster {
  const adminToken = facts.tokens.admin;
  const api = createApi({ server: facts.server, ca: facts.ca, token: adminToken });
  return {
    ...facts,
    adminToken,
    api,
    async namespace(prefix, labels = {}) {
      const name = `${prefix}-${randomBytes(4).toString('hex')}`;
      await api.json('POST', '/api/v1/namespaces', { metadata: { name, labels } });
      const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
      // Pods are refused until the controller manager has made the account.
      await eventually(`${name} has its ServiceAccount`, async () => (await api.raw('GET', account)).status === 200);
      return name;
    },
    kubectl: (args, options) => runKubectl(facts.kubeconfig, args, options),
    async tokenKubeconfig(user, namespace) {
      const file = join(facts.dir, `kubeconfig-${user}-${randomBytes(4).toString('hex')}`);
      const { server, ca, tokens } = facts;
      const text = kubeconfig({
        server,
        ca,
        user: { token: tokens[user] },
        userName: user,
        context: 'harden-test',
        ...(namespace === undefined ? {} : { namespace }),
      });
      await writeFile(file, text, { mode: 0o600 });
      return file;
    },
  };
}

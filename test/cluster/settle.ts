/** Waiting until a test cluster can be used. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';
import type { Server } from './build.ts';
import type { Running } from './processes/processes.ts';

const READY_WITHIN_MS = 90_000;

export type RunningServers = Readonly<Partial<Record<Server, Running>>>;

export async function ready(api: Api, running: RunningServers): Promise<void> {
  await until('the API server is ready', running, async () => (await api.raw('GET', '/readyz')).status === 200);
}

/** A signal takes effect in its own time: settles when a request stays without an answer. */
export async function silent(api: Api): Promise<void> {
  let answered: unknown = true;
  while (answered) answered = await Promise.race([api.raw('GET', '/livez'), sleep(300)]);
}

/** Pods can be created and scheduled: ServiceAccounts are there, nodes are ready. */
export async function settled(api: Api, running: RunningServers, nodes: number): Promise<void> {
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

/** Starts the control plane that the tests of a run share, and says to them where it is. */
import type { TestProject } from 'vitest/node';
import { startCluster } from './start.ts';
import type { Tokens } from './users.ts';

export interface ClusterFacts {
  readonly kubeconfig: string;
  readonly server: string;
  readonly caFile: string;
  readonly ca: string;
  readonly tokens: Tokens;
  readonly auditLog: string;
  readonly dir: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterFacts;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started = Date.now();
  const cluster = await startCluster();
  const { kubeconfig, server, caFile, ca, tokens, auditLog, dir } = cluster;
  project.provide('cluster', { kubeconfig, server, caFile, ca: ca.cert, tokens, auditLog, dir });
  process.stderr.write(`test cluster: ready at ${server} after ${Math.round((Date.now() - started) / 1000)} s\n`);
  return cluster.stop;
}

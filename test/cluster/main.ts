/**
 * `npm run cluster`: a real control plane with the sample workloads, until ctrl-c. The only line on stdout is the one to
 * give to a shell.
 */
import { startCluster } from './start.ts';
import { loadWorkloads, sampleWorkloads } from './workloads.ts';

const say = (line: string) => process.stderr.write(`cluster: ${line}\n`);

async function main(): Promise<void> {
  const cluster = await startCluster({ log: say });
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  try {
    say(`ready at ${cluster.server}; loading the sample workloads`);
    await loadWorkloads(cluster.api, await sampleWorkloads());
    say('every workload runs; another terminal can use the cluster after this line, ctrl-c ends it');
    process.stdout.write(`export KUBECONFIG=${cluster.kubeconfig}\n`);
    // A signal alone does not keep the process alive.
    const alive = setInterval(() => {}, 1 << 30);
    await interrupted;
    clearInterval(alive);
    say('ending');
  } finally {
    await cluster.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/**
 * `npm run upstream`: what Kubernetes has that this program lacks, by the control plane of the tests. Ends with 1 when
 * something is missing, with 2 when it could not be found out.
 */
import { startCluster } from '../cluster/start.ts';
import { type Gap, gapsOf } from './compare.ts';
import { askUpstream } from './facts.ts';
import { newestFrom, withModules } from './newest.ts';

async function main(): Promise<number> {
  const cluster = await startCluster({ controllers: false, nodes: 0 });
  try {
    const upstream = await askUpstream(cluster.api);
    const newest = await withModules((has) => newestFrom(upstream.release, has));
    const pin: readonly Gap[] =
      newest === upstream.release
        ? []
        : [{ area: 'release', what: `${newest} can be had, ${upstream.release} is pinned` }];
    const gaps = [...pin, ...gapsOf(upstream)];
    for (const { area, what } of gaps) process.stdout.write(`${area}: ${what}.\n`);
    process.stdout.write(`${gaps.length === 0 ? 'Nothing is missing' : `${gaps.length} missing`} of ${newest}.\n`);
    return gaps.length === 0 ? 0 : 1;
  } finally {
    await cluster.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

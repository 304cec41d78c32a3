import { expect, test } from 'vitest';
import { loadWorkloads, sampleWorkloads } from '../cluster/workloads.ts';
import { ownCluster } from '../support/cluster.ts';

test('the sample workloads are accepted by the API server and become ready', async () => {
  const own = await ownCluster();
  const manifests = await sampleWorkloads();
  await loadWorkloads(own.api, manifests);
  const { stdout } = await own.kubectl(['get', 'deployments,statefulsets,daemonsets', '-A', '-o', 'json']);
  const there = (JSON.parse(stdout) as { items: { kind: string }[] }).items.map(({ kind }) => kind);
  const wanted = manifests
    .map(({ kind }) => kind)
    .filter((kind) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
  expect(there.sort()).toEqual(wanted.sort());
});

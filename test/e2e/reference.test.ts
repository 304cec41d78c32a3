/** The reference cluster is one that could be: the API server takes every object of it, unknown fields refused. */
import { expect, test } from 'vitest';
import { collection } from '../cluster/workloads.ts';
import { manifests } from '../reference/cluster.ts';
import { live } from '../reference/live.ts';
import type { Manifest } from '../reference/make.ts';
import { eventually, ownCluster, type TestCluster } from '../support/cluster.ts';

const IN_FLIGHT = 16;
/** What others need to be there: these are stored, the rest is tried. */
const STORED = ['CustomResourceDefinition', 'Namespace', 'ServiceAccount'];

async function refused(the: TestCluster, objects: readonly Manifest[], query: string): Promise<readonly string[]> {
  const errors: string[] = [];
  const waiting = [...objects];
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { status, text } = await the.api.raw('POST', `${collection(next)}?fieldValidation=Strict${query}`, next);
      const isThere = status === 409 && text.includes('AlreadyExists');
      if (status >= 300 && !isThere) errors.push(`${next.kind} ${next.metadata.name}: ${status} ${text.slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return errors;
}

test('the API server takes every object of the reference cluster, and what controllers make of them', async () => {
  const the = await ownCluster();
  const objects = manifests();
  for (const kind of STORED) {
    const first = objects.filter((each) => each.kind === kind);
    expect(await refused(the, first, '')).toEqual([]);
  }
  await eventually('the custom resources are served', async () => {
    const { status } = await the.api.raw('GET', '/apis/velero.io/v1/schedules');
    return status === 200;
  });
  const rest = objects.filter(({ kind }) => !STORED.includes(kind));
  expect(rest.length).toBeGreaterThan(900);
  expect(await refused(the, rest, '&dryRun=All')).toEqual([]);
  // Metadata and status are the server's own.
  const made = live(objects).filter(({ kind }) => ['ReplicaSet', 'Job'].includes(kind));
  const plain = made.map(({ metadata, status: _status, ...each }) => ({
    ...each,
    metadata: { name: metadata.name, namespace: metadata.namespace, labels: metadata.labels },
  }));
  expect(await refused(the, plain as never, '&dryRun=All')).toEqual([]);
}, 240_000);

/** Scans a scripted cluster in this process, as `scan` does, and prints what it found. Arguments: namespaces, Deployments, pods. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { keepHeapSmall } from '../../src/cli/compose/heap.ts';
import { createRegistry } from '../../src/engine/index.ts';
import { scanned } from '../session/scanned.ts';
import { scriptedSource } from './scripted.ts';

// As for a cluster.
keepHeapSmall();
const [namespaces = 0, deployments = 0, pods = 0] = process.argv.slice(2).map(Number);
const { checks } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);
const stateFolder = await mkdtemp(join(tmpdir(), 'harden-bench-'));
const { totals } = await scanned(scriptedSource({ namespaces, deployments, pods }), { checks, stateFolder });
process.stdout.write(`${JSON.stringify(totals)}\n`);
await rm(stateFolder, { recursive: true });

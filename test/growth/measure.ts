/**
 * `node measure.ts COPIES`: what one event of each kind costs in a cluster of that size, as JSON. Counted, not timed: the
 * verdicts that each check makes again, and the blocks that its files and the engines run, by the counters of V8. These
 * count what is compiled after they are switched on: nothing else may be imported before.
 */
import { Session } from 'node:inspector/promises';

/** By what happened: `Node changes`. */
export type Costs = Readonly<Record<string, Cost>>;
export interface Cost {
  /** By the id of the check. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** By the folder of the check, or of the engine. */
  readonly blocks: Readonly<Record<string, number>>;
}

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

const { openWorld } = await import('./open.ts');

/** Since the last call. */
async function blocks(): Promise<Cost['blocks']> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const found: Record<string, number> = {};
  for (const { url, functions } of result) {
    const folder = /\/(plugins\/[^/]+\/[^/]+|src\/analysis\/[^/]+)\//.exec(url)?.[1];
    if (folder === undefined) continue;
    const counts = functions.flatMap(({ ranges }) => ranges.map(({ count }) => count));
    found[folder] = (found[folder] ?? 0) + counts.reduce((sum, count) => sum + count, 0);
  }
  return found;
}

const costs: Record<string, Cost> = {};
const { happenings, takeVerdicts } = await openWorld(Number(process.argv[2]));
for (const [name, happen] of happenings) {
  await blocks();
  takeVerdicts();
  happen();
  costs[name] = { verdicts: takeVerdicts(), blocks: await blocks() };
}
process.stdout.write(JSON.stringify(costs));

/**
 * Breaks runs and undos at every operation of the disk and every request, and counts what an undo gives back.
 * Usage: npm run faults [-- [--files] [--live] [--sample N] [--seed N] [--only PHASE:NUMBER:FAULT]]
 */
import { parseArgs } from 'node:util';
import { fileTrials, tryFiles, tryKilled } from './files.ts';
import { liveTrials, tryLive } from './live.ts';
import { drawn, report, type Trial } from './tally.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'boolean' },
    live: { type: 'boolean' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const isAll = values.files !== true && values.live !== true;

const trials: Trial[] = [];
if (isAll || values.files === true)
  for (const trial of await fileTrials()) {
    const name = `${trial.phase}:${trial.at}:${trial.fault}`;
    trials.push({ name: `files ${name}`, run: () => tryFiles(trial) });
    if (trial.fault === 'torn') trials.push({ name: `killed ${name}`, run: () => tryKilled(trial) });
  }

if (isAll || values.live === true)
  for (const trial of await liveTrials())
    trials.push({ name: `live ${trial.phase}:${trial.what}-${trial.at}:${trial.fault}`, run: () => tryLive(trial) });

const chosen =
  values.only === undefined
    ? drawn(trials, Number(values.sample ?? trials.length), Number(values.seed ?? 1))
    : trials.filter(({ name }) => name.endsWith(` ${values.only}`));
process.exitCode = await report(chosen);

/**
 * Breaks runs and undos at every operation of the disk and every request, and counts what an undo gives back.
 * Usage: npm run faults [-- [--files] [--live] [--sample N] [--seed N] [--only PHASE:NUMBER:FAULT]]
 */
import { parseArgs } from 'node:util';
import { fileTrials, tryFiles } from './files.ts';
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
  for (const trial of await fileTrials())
    trials.push({ name: `files ${trial.phase}:${trial.at}:${trial.fault}`, run: () => tryFiles(trial) });

const chosen =
  values.only === undefined
    ? drawn(trials, Number(values.sample ?? trials.length), Number(values.seed ?? 1))
    : trials.filter(({ name }) => name.endsWith(` ${values.only}`));
process.exitCode = await report(chosen);

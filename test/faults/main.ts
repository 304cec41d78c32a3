/**
 * Breaks runs and undos at every operation of the disk and every request, and compares what an undo in a new process
 * gives back.
 * Usage: npm run faults [-- [--files] [-k] [--live] [--webhooks] [--program] [--sample N] [--seed N] [--only TEXT]]
 */
import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';
import { fileTrials, tryFiles, tryKilled } from './files.ts';
import { liveTrials, tryLive } from './live.ts';
import { programTrials, tryProgram } from './program.ts';
import { drawn, report, type Trial } from './tally.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'boolean' },
    kustomize: { type: 'boolean', short: 'k' },
    live: { type: 'boolean' },
    webhooks: { type: 'boolean' },
    program: { type: 'boolean' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const { files, kustomize, live, webhooks, program } = values;
const isAll = [files, kustomize, live, webhooks, program].every((each) => each !== true);
const isAsked = { files, '-k': kustomize };

async function trialsOnFiles(): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const of of CASES.filter(({ name }) => isAll || isAsked[name] === true))
    for (const trial of await fileTrials(of)) {
      const name = `${of.name} ${trial.phase}:${trial.at}:${trial.fault}`;
      trials.push({ name, run: () => tryFiles(trial) });
      if (trial.fault === 'torn') trials.push({ name: `killed ${name}`, run: () => tryKilled(trial) });
    }
  return trials;
}

async function trialsOnServers(): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  if (isAll || live === true || webhooks === true)
    for (const trial of await liveTrials()) {
      const { phase, what, at, fault } = trial;
      const name = `${what === 'webhook' ? what : `live ${what}`} ${phase}:${at}:${fault}`;
      if (isAll || (what === 'webhook' ? webhooks : live) === true) trials.push({ name, run: () => tryLive(trial) });
    }
  if (isAll || program === true)
    for (const trial of await programTrials())
      trials.push({ name: `program ${trial.phase}:${trial.at}:${trial.fault}`, run: () => tryProgram(trial) });
  return trials;
}

const trials = [...(await trialsOnFiles()), ...(await trialsOnServers())];
const { only } = values;
const chosen =
  only === undefined
    ? drawn(trials, Number(values.sample ?? trials.length), Number(values.seed ?? 1))
    : trials.filter(({ name }) => name.includes(only));
process.exitCode = await report(chosen);

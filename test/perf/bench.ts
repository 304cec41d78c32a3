/**
 * `npm run bench [-- start|files|live]... [--pods N]`: times and memory of the program, as ratios to yardsticks that run beside it
 * on the same machine. Figures for people; nothing passes or fails by them.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchFiles } from './bench-files.ts';
import { benchLive } from './bench-live.ts';
import { benchStart } from './bench-start.ts';
import { PROGRAM, repeat } from './program.ts';
import { type Figure, formatFigure, megabytes } from './report.ts';

type Part = (print: (figure: Figure) => void, pods: number) => Promise<void>;

const PARTS: Readonly<Record<string, Part>> = { start: benchStart, files: benchFiles, live: benchLive };
const PODS = 10_000;

const print = (figure: Figure) => {
  process.stdout.write(`${formatFigure(figure)}\n`);
};

async function main(): Promise<void> {
  const { positionals: wanted, values } = parseArgs({ allowPositionals: true, options: { pods: { type: 'string' } } });
  const pods = Number(values.pods ?? PODS);
  const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) throw new Error(`unknown part ${unknown}: ${Object.keys(PARTS).join(', ')}`);
  const [cpu] = cpus();
  print({
    name: 'machine',
    value: `${cpus().length} x ${cpu?.model ?? 'unknown'}, ${megabytes(totalmem())}, node ${process.version}`,
  });
  // The first run of the program after a change of its sources builds it: that is not what is measured.
  await repeat(1, [...PROGRAM, 'version']);
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length === 0 || wanted.includes(name)) await part(print, pods);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

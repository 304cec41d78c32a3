/**
 * `npm run bench [-- start|files|reference|rbac|reach|audit|publish|keys|memory|live]... [--pods N] [--checks]`: times and memory of the program, as ratios to yardsticks that run beside it
 * on the same machine. Figures for people; nothing passes or fails by them.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchReference } from '../reference/bench.ts';
import { benchAudit } from './audit/bench-audit.ts';
import { benchFiles } from './bench-files.ts';
import { benchLive } from './bench-live.ts';
import { benchMemory } from './bench-memory.ts';
import { benchPublish } from './bench-publish.ts';
import { benchRbac } from './bench-rbac.ts';
import { benchKeys } from './keys/bench-keys.ts';
import { PROGRAM, repeat } from './program.ts';
import { benchReach } from './reach/bench-reach.ts';
import { type Figure, formatFigure, megabytes } from './report.ts';
import { benchStart } from './start/bench-start.ts';

interface Asked {
  /** Of the cluster of `live`. */
  readonly pods: number;
  /** What `publish` costs by check. */
  readonly checks: boolean;
}
type Part = (print: (figure: Figure) => void, asked: Asked) => Promise<void>;

const PARTS: Readonly<Record<string, Part>> = {
  start: benchStart,
  files: benchFiles,
  reference: benchReference,
  rbac: benchRbac,
  reach: benchReach,
  audit: benchAudit,
  publish: benchPublish,
  keys: benchKeys,
  memory: benchMemory,
  live: benchLive,
};
/** These measure inside of processes that the bench starts with the sources as they are. */
const UNBUILT: ReadonlySet<string> = new Set(['rbac', 'reach', 'audit', 'publish', 'memory']);
const PODS = 10_000;

const print = (figure: Figure) => {
  process.stdout.write(`${formatFigure(figure)}\n`);
};

async function main(): Promise<void> {
  const { positionals: wanted, values } = parseArgs({
    allowPositionals: true,
    options: { pods: { type: 'string' }, checks: { type: 'boolean' } },
  });
  const asked = { pods: Number(values.pods ?? PODS), checks: values.checks === true };
  const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) throw new Error(`unknown part ${unknown}: ${Object.keys(PARTS).join(', ')}`);
  const [cpu] = cpus();
  print({
    name: 'machine',
    value: `${cpus().length} x ${cpu?.model ?? 'unknown'}, ${megabytes(totalmem())}, node ${process.version}`,
  });
  const parts = Object.entries(PARTS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  // The first run of the program after a change of its sources builds it: that is not what is measured.
  if (parts.some(([name]) => !UNBUILT.has(name))) await repeat(1, [...PROGRAM, 'version']);
  for (const [, part] of parts) await part(print, asked);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** Manifests: against parsing the same text, against kube-score, and the growth with their number. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeScore } from './kube-score.ts';
import { writeManifests } from './manifests.ts';
import { PROGRAM, repeat, script, took } from './program.ts';
import { type Figure, megabytes, ratio, round, seconds } from './report.ts';
import { watchScreen } from './terminal.ts';

const RUNS = 3;
const SMALL = 1000;
const LARGE = 5000;

export async function benchFiles(print: (figure: Figure) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'harden-bench-'));
  try {
    await measureFiles(folder, print);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureFiles(folder: string, print: (figure: Figure) => void): Promise<void> {
  const [small, large] = [join(folder, 'small.yaml'), join(folder, 'large.yaml')];
  await writeManifests(small, SMALL);
  const { documents, bytes } = await writeManifests(large, LARGE);
  print({
    name: `files: ${LARGE} Deployments and what belongs to them`,
    value: `${documents} documents, ${megabytes(bytes)}`,
  });

  const scan = (file: string) => [...PROGRAM, 'scan', '-f', file, '-o', 'json'];
  const parsing = await repeat(RUNS, [...script('parse-yaml.ts'), large]);
  const scanning = await repeat(RUNS, scan(large));
  print({
    name: 'files: js-yaml parses the text',
    value: took(parsing),
  });
  print({
    name: 'files: scan -o json',
    value: `${took(scanning)}, report of ${megabytes(scanning.last.stdoutBytes)}`,
  });
  print(ratio('files: scan to parse', scanning.wallMs, parsing.wallMs, 1.3));
  print(ratio('files: scan to parse, processor time', scanning.cpuMs, parsing.cpuMs, 1.3));

  const scanningSmall = await repeat(RUNS, scan(small));
  // Processor time: what else the machine does must not look like growth.
  const growth = scanning.cpuMs / scanningSmall.cpuMs;
  print({
    name: `files: growth from ${SMALL} to ${LARGE} Deployments`,
    value: `${round(growth)}x for ${LARGE / SMALL}x`,
    goal: { is: growth, atMost: LARGE / SMALL, unit: 'x' },
  });

  const table = [...PROGRAM, 'scan', '-f', large];
  const { at } = await watchScreen(table, {}, [/\S/], 30_000);
  const first = at[0] ?? Number.POSITIVE_INFINITY;
  print({
    name: 'files: first progress on a terminal',
    value: seconds(first),
    goal: { is: first / 1000, atMost: 1, unit: ' s' },
  });
  await compareKubeScore(large, scanning.wallMs, scanning.cpuMs, print);
}

async function compareKubeScore(
  file: string,
  wallMs: number,
  cpuMs: number,
  print: (figure: Figure) => void,
): Promise<void> {
  const peer = await kubeScore();
  if ('missing' in peer) {
    print({ name: 'files: kube-score', value: `not compared: ${peer.missing}` });
    return;
  }
  // It ends with 1 when it has found something. Once is enough: it takes longer than everything else here.
  const scored = await repeat(1, [peer.program, 'score', file], { accept: [0, 1] });
  print({ name: 'files: kube-score v1.20.0', value: took(scored) });
  print(ratio('files: scan to kube-score', wallMs, scored.wallMs, 0.25));
  print(ratio('files: scan to kube-score, processor time', cpuMs, scored.cpuMs, 0.25));
}

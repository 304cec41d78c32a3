/**
 * `npm run new-check -- <area>/<check> [--title T] [--severity S] [--subject K] [--item I]`: starts a check from the
 * template and renews the registry. On a terminal it asks for what is not given.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ITEMS } from '../catalog/items.ts';
import { generate, writeFiles } from './generate/index.ts';
import { type NewCheck, problemsOf, SUBJECTS, scaffold } from './new-check/scaffold.ts';

const USAGE =
  'usage: npm run new-check -- AREA/CHECK --title TITLE [--severity SEVERITY] [--subject SUBJECT] [--item ITEM]\n' +
  'On a terminal it asks for what is not given.\n';

const root = fileURLToPath(new URL('../..', import.meta.url));
const plugins = join(root, 'plugins');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    title: { type: 'string' },
    severity: { type: 'string' },
    subject: { type: 'string' },
    item: { type: 'string' },
  },
});

async function main(): Promise<number> {
  const check = await describeCheck();
  const problems = problemsOf(check, plugins);
  for (const problem of problems) process.stderr.write(`error: ${problem}.\n`);
  if (problems.length > 0) process.stderr.write(USAGE);
  if (problems.length > 0) return 2;
  for (const path of scaffold(check, plugins)) process.stdout.write(`wrote plugins/${path}\n`);
  writeFiles(root, await generate(root));
  process.stdout.write('Now write the check and its fixtures: plugins/_template/README.md says how.\n');
  return 0;
}

async function describeCheck(): Promise<NewCheck> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const terminal = isTerminal ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  const ask = async (given: string | undefined, question: string, fallback: string): Promise<string> => {
    if (given !== undefined) return given;
    if (terminal === undefined) return fallback;
    return (await terminal.question(`${question}${fallback === '' ? '' : ` [${fallback}]`}: `)) || fallback;
  };
  try {
    return {
      id: await ask(positionals[0], 'Area and name, as in workloads/run-as-root', ''),
      title: await ask(values.title, 'What it requires, as in "Containers run as non-root"', ''),
      severity: await ask(values.severity, 'Severity: critical, high, medium, low or info', 'medium'),
      subject: await ask(values.subject, `Subject: ${SUBJECTS.join(', ')}, or resource.group`, 'Workload'),
      item: await ask(values.item, `Item of the checklist: ${ITEMS.map(({ id }) => id).join(', ')}`, 'workloads'),
    };
  } finally {
    terminal?.close();
  }
}

process.exitCode = await main();

/**
 * `npm run -s draw`: how the rooms of `src` import each other, as Mermaid; `--dot` for Graphviz, `--all` for every edge.
 * With `--path FILE [FILE]`: the files that connect the two, by default with the journal of runs.
 */

import { asDot, asMermaid } from './generate/architecture.ts';
import { readSources } from './imports.ts';
import { reduced, roomGraph, wayBetween } from './rooms.ts';

const JOURNAL = 'src/remediation/journal/run-journal.ts';

const args = process.argv.slice(2);
const files = readSources(['src']);
if (args.includes('--path')) {
  const [from = '', to = JOURNAL] = args.filter((word) => !word.startsWith('--'));
  const way = wayBetween(files, from, to);
  if (way === undefined) process.stderr.write(`error: no file of src imports both ${from} and ${to}\n`);
  else process.stdout.write(`${way.join('\n')}\n`);
  process.exitCode = way === undefined ? 2 : 0;
} else {
  const graph = roomGraph(files);
  const shown = args.includes('--all') ? graph : reduced(graph);
  process.stdout.write(args.includes('--dot') ? asDot(shown) : asMermaid(shown));
}

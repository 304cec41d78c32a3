import {
  type Answer,
  type Asked,
  answerFor,
  type Connection,
  connectionsBetween,
  everyWorkload,
  type PortFilter,
  type Reachability,
  reachability,
} from '../../analysis/network-policy/index.ts';
import type { Output } from '../../report/output.ts';
import { clause } from '../../text/words.ts';
import type { Invocation, Run } from '../args/command.ts';
import { askOf } from '../compose/ask.ts';
import { loadSetup } from '../compose/setup.ts';
import { EXIT } from '../exit.ts';
import { askedBy, filterBy } from '../reach/asked.ts';
import { foldedTable, wideTable } from '../reach/tables.ts';
import { printOutput } from '../terminal/print-output.ts';

export const run: Run = async (invocation) => {
  const { flags, io } = invocation;
  const known = await read(invocation);
  const [from, to] = [askedBy(flags, 'from', known), askedBy(flags, 'to', known)];
  const filter = filterBy(flags, to);
  tellSight(known, invocation);
  await printOutput(outputOf(known, { from, to, filter, namespaces: flags.list('namespace') }), { flags, io });
  return EXIT.ok;
};

async function read(invocation: Invocation): Promise<Reachability> {
  const { tables } = await loadSetup(invocation);
  return askOf(reachability, invocation, { tables });
}

/** What the answer rests on: a plugin that enforces nothing goes before everything else. */
function tellSight({ enforcement, gaps, others }: Reachability, { io }: Invocation): void {
  if (enforcement.state === 'ignored' || enforcement.state === 'partly') io.warn(enforcement.text);
  else if (enforcement.state !== 'enforced')
    io.note(`Whether policies are enforced is unknown: ${clause(enforcement.text)}.`);
  for (const { what, coverage } of gaps) io.warn(`Not fully read: ${what}: ${coverage.reason ?? coverage.state}.`);
  if (others.length > 0) io.warn(`Not judged, and may say something else: ${others.join(', ')}.`);
}

interface Question {
  readonly from: Asked | undefined;
  readonly to: Asked | undefined;
  readonly filter: PortFilter | undefined;
  /** Connections with an end in one of them; empty: all. */
  readonly namespaces: readonly string[];
}

function outputOf(known: Reachability, question: Question): Output {
  const { from, to, filter } = question;
  const isOne = from !== undefined && to !== undefined && filter?.port !== undefined;
  if (isOne && (from.is === 'pods' || to.is === 'pods'))
    return answerOutput(answerFor(known, { from, to }, { ...filter, port: filter.port ?? 0 }), known);
  const connections = connectionsOf(known, question);
  const counts = new Map(
    [...Map.groupBy(everyWorkload(known), (each) => (each.is === 'pods' ? each.end.namespace : '')).entries()].map(
      ([namespace, group]) => [namespace, group.length],
    ),
  );
  return {
    overview: () => [foldedTable(connections, counts)],
    details: () => [wideTable(connections)],
    document: () => ({ connections, ...sightOf(known) }),
  };
}

function connectionsOf(known: Reachability, { from, to, filter, namespaces }: Question): readonly Connection[] {
  const all = [...everyWorkload(known), { is: 'external' } as const];
  const found = connectionsBetween(
    known,
    { from: from === undefined ? all : [from], to: to === undefined ? all : [to] },
    filter,
  );
  if (namespaces.length === 0) return found;
  const isIn = (end: Connection['from']) => 'namespace' in end && namespaces.includes(end.namespace);
  return found.filter((each) => isIn(each.from) || isIn(each.to));
}

const VERDICTS = { true: 'allowed', false: 'not allowed', null: 'unknown' } as const;

function answerOutput(answer: Answer, known: Reachability): Output {
  const text = [VERDICTS[`${answer.allowed}`], ...answer.because.map((each) => `  ${each}`), ''].join('\n');
  return { overview: () => [text], details: () => [text], document: () => ({ ...answer, ...sightOf(known) }) };
}

function sightOf({ enforcement: { state, text }, gaps, others }: Reachability): object {
  return {
    enforcement: { state, text },
    notRead: gaps.map(({ what, coverage }) => ({ what, state: coverage.state, reason: coverage.reason ?? null })),
    notJudged: [...others],
  };
}

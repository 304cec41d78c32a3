import { printable } from '../../text/printable.ts';
import type { Before, WalkExit } from '../../ui/index.tsx';
import type { Invocation, Run } from '../args/command.ts';
import { inContext } from '../args/other-context.ts';
import { label } from '../args/parse.ts';
import { type Opened, openSession } from '../compose/compose.ts';
import { type LeftPlace, lookOf, type WalkLook, walkOptions } from '../compose/walk-options.ts';
import { EXIT } from '../exit.ts';
import { exportColor } from '../terminal/color.ts';
import { sentenceOf } from '../terminal/problem.ts';

/** One context that is walked, and how it is opened. */
interface Place {
  readonly invocation: Invocation;
  /** Gone to from another one: what flags said of that one does not hold. */
  readonly isElsewhere: boolean;
}

/** Of what was left nothing is kept but the way there. */
interface Leg extends Place {
  readonly opened: Opened;
  readonly previous?: LeftPlace;
}

interface Arrival {
  readonly leg: Leg;
  readonly messages: Before['messages'];
}

/** From context to context, until the operator leaves. */
export const run: Run = async (invocation) => {
  const look = await lookOf(invocation);
  const start: Place = { invocation, isElsewhere: false };
  let leg: Leg = { ...start, opened: await open(start) };
  // The screens take their own keys and restore the terminal by themselves when the process is ended.
  invocation.releaseSignals();
  // Without colour the theme still needs bold and inverse: the library of the screens must not be told to drop them.
  exportColor(true, process.env, look.colors === 256 ? '2' : '1');
  let before: Before | undefined;
  for (;;) {
    const exit = await walk(leg, look, before);
    if (exit.next === undefined) return end(leg, exit);
    if (exit.hasRuns) tell(exit, invocation);
    const next = await goOn(leg, exit.next);
    before = { commands: exit.commands, messages: next.messages };
    leg = next.leg;
  }
};

function open({ invocation, isElsewhere }: Place): Promise<Opened> {
  return openSession(invocation, { watch: true, mayWrite: true, mayAnswer: true, isElsewhere });
}

async function walk({ opened, invocation, previous }: Leg, look: WalkLook, before?: Before): Promise<WalkExit> {
  const { session } = opened;
  const { runWalk } = await import('../../ui/index.tsx');
  opened.show?.(session.store);
  const reading = new AbortController();
  // What goes wrong is shown on the screen, and again below when it was the end.
  const read = session.run(reading.signal).catch(() => undefined);
  const exit = await runWalk({
    store: session.store,
    commands: session.commands,
    options: { ...look, ...walkOptions(invocation, opened, previous) },
    stdin: process.stdin,
    stdout: process.stdout,
    ...(before === undefined ? {} : { before }),
  });
  reading.abort();
  await opened.close?.();
  await read;
  return exit;
}

/** What cannot even be opened is told where the operator was. */
async function goOn(leg: Leg, { context, isBack }: NonNullable<WalkExit['next']>): Promise<Arrival> {
  const { invocation, isElsewhere } = leg;
  const other = inContext(invocation.flags, context);
  const back = isBack ? leg.previous : undefined;
  const previous = { invocation, isElsewhere, context: leg.opened.context };
  const place: Place = back ?? { invocation: { ...invocation, flags: other.flags }, isElsewhere: true };
  try {
    const opened = await open(place);
    const values = opened.hasLeftInputs ? ['values of --set for changes'] : [];
    const left = back === undefined ? [...other.left.map(label), ...values] : [];
    const text = `Not used in ${context}, for they are about the context before: ${left.join(', ')}.`;
    return { leg: { ...place, opened, previous }, messages: left.length === 0 ? [] : [{ level: 'info', text }] };
  } catch (error) {
    const problem = sentenceOf(error);
    if (problem === undefined) throw error;
    const text = `Back in ${previous.context}: ${context} could not be opened: ${problem}`;
    return { leg: { ...leg, opened: await open(leg) }, messages: [{ level: 'error', text }] };
  }
}

function tell({ summary }: WalkExit, { io }: Invocation): void {
  for (const line of summary) io.out(`${printable(line)}\n`);
}

function end({ opened, invocation }: Leg, exit: WalkExit): number {
  tell(exit, invocation);
  const { phase, error } = opened.session.store.getState();
  if (phase !== 'failed') return exit.code;
  invocation.io.error(error ?? 'the cluster could not be read');
  return EXIT.incomplete;
}

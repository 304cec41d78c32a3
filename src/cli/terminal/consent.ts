/** Asks the person at the terminal for consent to a plan. */

import { createInterface } from 'node:readline/promises';
import { whereAndWho } from '../../model/cluster.ts';
import type { ConsentKind, PlanPreview } from '../../model/plan.ts';
import { printable } from '../../text/printable.ts';
import { count } from '../../text/words.ts';
import type { Invocation } from '../args/command.ts';
import type { Opened } from '../compose/compose.ts';
import { CliError, EXIT } from '../exit.ts';
import { Interrupted } from './interrupt.ts';

/** What was typed, or the consent that `--yes` gives. `undefined`: refused. Throws where nobody can be asked. */
export async function askConsent(
  preview: PlanPreview,
  question: string,
  { flags, io, signal }: Invocation,
): Promise<{ readonly typed?: string } | undefined> {
  const { consent } = preview;
  if (flags.isOn('yes')) return consent.kind === 'type' ? { typed: consent.text } : {};
  if (!io.isInteractive)
    throw new CliError(
      EXIT.usage,
      'consent is needed and there is no terminal to ask: nothing was changed',
      'Pass --yes to apply what is shown above, or --dry-run to preview only.',
    );
  const answer = await ask(promptOf(question, consent), signal);
  if (consent.kind === 'yes') return /^y(es)?$/i.test(answer) ? {} : undefined;
  return answer === consent.text ? { typed: answer } : undefined;
}

function promptOf(question: string, consent: ConsentKind): string {
  return consent.kind === 'yes' ? `${question} [y/N] ` : `${question} Type ${consent.text} to continue: `;
}

/** The end of the input is no answer; ctrl-c at the prompt ends the program. */
async function ask(prompt: string, signal: AbortSignal): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const over = new AbortController();
  reader.once('SIGINT', () => over.abort(new Interrupted('SIGINT')));
  reader.once('close', () => over.abort());
  try {
    return (await reader.question(prompt, { signal: AbortSignal.any([signal, over.signal]) })).trim();
  } catch (error) {
    process.stderr.write('\n');
    for (const { reason } of [signal, over.signal]) if (reason instanceof Interrupted) throw reason;
    if (over.signal.aborted) return '';
    throw error;
  } finally {
    reader.close();
  }
}

/** Throws where the mode forbids writing. A person at the terminal can unlock a session by typing the name of the context. */
export async function demandWriting({ session }: Opened, context: string, { io, signal }: Invocation): Promise<void> {
  const { mode } = session.store.getState();
  if (mode === 'apply') return;
  if (mode === 'plan-only' && io.isInteractive) {
    const typed = await ask(`Context ${context} is in plan-only mode. Type its name to allow writing: `, signal);
    const refusal = session.commands.setMode('apply', typed);
    if (refusal === undefined) return;
    const why =
      refusal.code === 'fixed' ? `this session stays ${refusal.mode}` : `what was typed is not ${refusal.context}`;
    throw new CliError(EXIT.refused, `${why}. Nothing was changed.`);
  }
  if (mode === 'read-only')
    throw new CliError(EXIT.refused, 'nothing is written in read-only mode: the diff above was computed locally');
  throw new CliError(
    EXIT.refused,
    `context ${context} is in plan-only mode, so nothing was changed. ` +
      'Allow writing in the configuration file (contexts, mode: apply), or unlock it at a terminal',
  );
}

/** `Apply 4 changes to prod-eu-1 at https://10.0.0.1:6443 as jane?`: flags may lead elsewhere than the context by its name. */
export function placeOf({ type }: Opened, { cluster }: PlanPreview): string {
  if (type === 'files') return `the files of ${cluster.server}`;
  return type === 'live' ? `${cluster.context} at ${whereAndWho(cluster)}`.trim() : cluster.context;
}

export function questionFor(verb: string, preview: PlanPreview, place: string): string {
  const changes = preview.steps.filter(({ effect }) => effect !== 'unchanged').length;
  return printable(`${verb} ${count(changes, 'change', 'changes')} ${place}?`);
}

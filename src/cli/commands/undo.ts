import type { PlanPreview, RunResult } from '../../model/plan.ts';
import { resultLine } from '../../report/result-line.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { count } from '../../text/words.ts';
import type { Invocation, Run } from '../args/command.ts';
import { type Opened, readOnce, withSession } from '../compose/compose.ts';
import { exitCodeOf, printResults } from '../compose/run-plan.ts';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { askConsent, demandWriting, placeOf, questionFor } from '../terminal/consent.ts';
import { showDiff } from '../terminal/diff-text.ts';
import { withoutReader } from '../terminal/io.ts';

export const run: Run = (invocation) =>
  withSession(invocation, { mayWrite: true, run: invocation.operands[0] }, async (opened) => {
    // Files are given back by the paths of the journal, whatever else is beside them.
    const isWhole = opened.type === 'files' || (await readOnce(opened, invocation)).complete;
    const code = await undo(opened, invocation);
    const isFine = code === EXIT.ok || code === EXIT.pending;
    return isFine && !isWhole ? EXIT.incomplete : code;
  });

async function undo(opened: Opened, invocation: Invocation): Promise<ExitCode> {
  const { operands, flags, io, signal } = invocation;
  const { commands, store } = opened.session;
  const steps = flags.list('step').map(Number);
  const options = { isPartial: flags.isOn('partial'), ...(steps.length === 0 ? {} : { steps }) };
  const preview = await commands.previewUndo(operands[0], options, signal);
  const changes = preview.steps.filter(({ effect }) => effect !== 'unchanged');
  if (preview.refused.length > 0 && (preview.isPartial !== true || changes.length === 0))
    return refuse(preview, invocation);
  for (const caveat of preview.caveats) io.note(caveat);
  if (changes.length === 0) return settle(opened, preview, invocation);
  await showDiff(preview, io);
  if (flags.text('dry-run') === 'server') {
    for (const step of changes) io.out(`${resultLine(step, { isUndo: true, dryRun: step.verified })}\n`);
    return EXIT.pending;
  }
  await demandWriting(opened, preview.cluster.context, invocation);
  const place = opened.type === 'live' ? ` on ${placeOf(opened, preview)}` : '';
  const consent = await askConsent(
    preview,
    questionFor('Undo', preview, `of run ${preview.undoes ?? ''}${place}`),
    invocation,
  );
  if (consent === undefined) throw new CliError(EXIT.refused, 'no consent: nothing was changed');
  const end = printResults(store, preview, (line) => io.out(`${line}\n`), { isUndo: true });
  const result = await withoutReader(() => commands.undo(preview, consent, signal));
  end();
  tell(preview, result, invocation);
  signal.throwIfAborted();
  return preview.refused.length > 0 && result.error === undefined ? EXIT.refused : exitCodeOf(result);
}

/** Nothing is written to what was changed; the journal notes what does not stand any more. */
async function settle({ session }: Opened, preview: PlanPreview, { flags }: Invocation): Promise<ExitCode> {
  if (flags.text('dry-run') !== 'server') await session.commands.undo(preview, {});
  return EXIT.ok;
}

/** "As before" of what was compared and found so; of the rest what is not. */
function tell({ undoes = '', refused }: PlanPreview, result: RunResult, { io }: Invocation): void {
  const done = result.steps.filter(({ phase }) => phase === 'verified');
  const remains = done.flatMap((step) => step.remains ?? []);
  const same = done.filter((step) => (step.remains ?? []).length === 0).length;
  const asBefore = `${count(same, 'object is', 'objects are')} as before run ${undoes}`;
  if (result.error !== undefined) io.error(result.error);
  else io.note(`Undone: ${same === done.length ? '' : `${count(done.length, 'change', 'changes')}; `}${asBefore}.`);
  for (const text of remains) io.note(text);
  for (const { title, reason } of refused) io.error(`not undone: ${title}: ${reason}`);
}

/** Somebody changed what the run had written: their diff is shown, and nothing is taken back. */
function refuse({ refused }: PlanPreview, { io }: Invocation): ExitCode {
  for (const { title, reason, diff } of refused) {
    io.error(`not undone: ${title}: ${reason}`);
    if (diff !== undefined && diff !== '') io.out(`# ${printable(title)}\n${printableLines(diff)}\n`);
  }
  io.err('Nothing was changed. --partial undoes the rest, --step N one change.\n');
  return EXIT.refused;
}

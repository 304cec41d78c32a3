/** `--apply`: the changes that are ready, as a script makes them. */

import type { Decision } from '../../model/decision.ts';
import { severityRank } from '../../model/finding.ts';
import type { PlanPreview, StepPreview, StepRefusal } from '../../model/plan.ts';
import type { Disruption, Severity } from '../../plugin-api/index.ts';
import { outdated, selectUnattended } from '../../remediation/index.ts';
import { resultLine } from '../../report/result-line.ts';
import { setLine } from '../../report/set-line.ts';
import { unknownLine } from '../../report/sum.ts';
import type { Commands, PreviewOptions } from '../../session/index.ts';
import { count } from '../../text/words.ts';
import type { Invocation, Run } from '../args/command.ts';
import type { Flags } from '../args/parse.ts';
import { sourceFlags } from '../args/source-flags.ts';
import { acknowledgedBy, type Opened, readOnce, withSession } from '../compose/compose.ts';
import { leftAfter, refusePlatform, reportLeft, reportRefused } from '../compose/left.ts';
import { exitCodeOf, printResults, unchangedSteps } from '../compose/run-plan.ts';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { askConsent, demandWriting, placeOf, questionFor } from '../terminal/consent.ts';
import { showDiff } from '../terminal/diff-text.ts';
import { withoutReader } from '../terminal/io.ts';

export const run: Run = async (invocation) => {
  refuseScanFlags(invocation);
  demandScope(invocation);
  return withSession(invocation, { mayWrite: true }, (opened) => apply(opened, invocation));
};

async function apply(opened: Opened, invocation: Invocation): Promise<ExitCode> {
  const { flags } = invocation;
  const snapshot = await readOnce(opened, invocation);
  const set = setLine(snapshot);
  if (set !== undefined) invocation.io.note(set);
  const acknowledged = acknowledgedBy(flags);
  const limits = { ...acknowledged, maxDisruption: (flags.text('max-disruption') ?? 'rollout') as Disruption };
  const { taken, left } = selectUnattended(selected(snapshot.decisions, flags), limits);
  refusePlatform(taken, left, invocation);
  const { preview, refused, doubts, rehearsed } = await previewAll(
    opened.session.commands,
    taken,
    acknowledged,
    invocation.signal,
  );
  if (rehearsed > 0)
    invocation.io.note(
      `Tried by dry run, as admission makes them: ${count(rehearsed, 'pod', 'pods')}. None was stored.`,
    );
  const held = left.filter(({ decision }) => decision.readiness === 'ready').length;
  const { code, written } = await writeOut(opened, { preview, taken, refused: refused.length, held }, invocation);
  reportRefused(refused, invocation);
  const made = new Set(unchangedSteps(preview).flatMap(({ decision, decisions = [decision] }) => decisions));
  const open = selected(opened.session.commands.openAfter(written), flags).filter(({ id }) => !made.has(id));
  reportLeft(leftAfter(open, { refused, doubts }, limits), invocation);
  if (code !== EXIT.ok && code !== EXIT.pending) return code;
  if (!snapshot.complete) return EXIT.incomplete;
  return refused.length > 0 ? refusedCode(refused) : code;
}

/** Nobody refused where no answer came, or only that of a server in trouble. */
function refusedCode(refused: readonly StepRefusal[]): ExitCode {
  return refused.some(({ code }) => code === 'unreachable' || code === 'failed') ? EXIT.incomplete : EXIT.refused;
}

/** What only a scan prints means nothing here. */
function refuseScanFlags({ flags, program }: Invocation): void {
  const lonely = (['fail-on', 'checklist', 'output', 'no-headers', 'baseline', 'report-group'] as const).find(
    (name) => flags.text(name) !== undefined,
  );
  if (lonely === undefined) return;
  throw new CliError(EXIT.usage, `--${lonely} cannot be used with --apply`, `See '${program} --help' for usage.`);
}

/** Changing asks for a scope in so many words. */
function demandScope({ flags, program }: Invocation): void {
  const paths = flags.list('filename');
  // What goes to stdout has no journal, and files have one.
  if (paths.includes('-') && paths.length > 1)
    throw new CliError(
      EXIT.usage,
      '--apply edits either stdin (-f -) or files, not both',
      `See '${program} --help' for usage.`,
    );
  const hasScope =
    flags.list('namespace').length > 0 ||
    flags.isOn('all-namespaces') ||
    flags.list('filename').length > 0 ||
    flags.text('kustomize') !== undefined ||
    flags.text('sample') !== undefined;
  if (hasScope) return;
  const message =
    '--apply needs a scope: -n NAMESPACE, -A for all namespaces, -f PATH for manifests, or -k FOLDER for a kustomization';
  throw new CliError(EXIT.usage, message, `See '${program} --help' for usage.`);
}

interface Tried {
  readonly preview: PlanPreview;
  /** How many pods. */
  readonly rehearsed: number;
  readonly refused: readonly StepRefusal[];
  /** By decision: what its trial says against it. A person decides it. */
  readonly doubts: ReadonlyMap<string, string>;
}

/** Previews again without what was refused, so that consent is asked for exactly what will be written. */
async function previewAll(
  commands: Commands,
  decisions: readonly Decision[],
  options: PreviewOptions,
  signal: AbortSignal,
): Promise<Tried> {
  const refused: StepRefusal[] = [];
  const doubts = new Map<string, string>();
  let wanted = decisions;
  let rehearsed = 0;
  for (;;) {
    const ids = wanted.map(({ id }) => id);
    const preview = await commands.preview(ids, { ...options, unattended: true }, signal);
    rehearsed += preview.rehearsed ?? 0;
    if (preview.refused.length === 0) return { preview, refused, doubts, rehearsed };
    refused.push(...preview.refused.filter(({ code }) => code !== 'review'));
    for (const { code, decision, reason } of preview.refused) if (code === 'review') doubts.set(decision, reason);
    const out = new Set(preview.refused.map(({ decision }) => decision));
    const rest = wanted.filter(({ id }) => !out.has(id));
    if (rest.length === wanted.length) return { preview, refused, doubts, rehearsed };
    wanted = rest;
  }
}

/** With `--severity`: only decisions that are worth that much. */
function selected(decisions: readonly Decision[], flags: Flags): readonly Decision[] {
  const least = flags.text('severity') as Severity | undefined;
  if (least === undefined) return decisions;
  return decisions.filter(({ severity }) => severityRank(severity) <= severityRank(least));
}

/** What the run would take, and how much of it is refused. */
interface Offer {
  readonly preview: PlanPreview;
  readonly taken: readonly Decision[];
  readonly refused: number;
  /** Ready decisions that no such run takes. */
  readonly held: number;
}

/** How it ended, and the steps that stand now; those of a dry run as if they were written. */
interface Ended {
  readonly code: ExitCode;
  readonly written: readonly StepPreview[];
}

async function writeOut(opened: Opened, offer: Offer, invocation: Invocation): Promise<Ended> {
  const ended = await write(opened, offer, invocation);
  // Whoever reads the stream gets it whole, changed or not, but never one that was to be changed and was not.
  if (ended.code === EXIT.ok && opened.editedStream !== undefined) invocation.io.out(opened.editedStream());
  return ended;
}

function nothingChanged({ refused, held }: Pick<Offer, 'refused' | 'held'>, isComplete: boolean): string {
  if (refused > 0) return `Nothing was changed: ${count(refused, 'decision is', 'decisions are')} refused.`;
  if (!isComplete) return 'Nothing was changed: nothing is ready in what could be read, and not everything could be.';
  const but = held === 0 ? '' : `, but for ${count(held, 'decision', 'decisions')} that this run leaves to you`;
  return `Nothing to do: every ready change is already made${but}.`;
}

async function write(opened: Opened, { preview, taken, refused, held }: Offer, invocation: Invocation): Promise<Ended> {
  const { flags, io, signal } = invocation;
  const { session } = opened;
  const print = opened.editedStream === undefined || isDryRun(flags) ? io.out : io.err;
  for (const step of unchangedSteps(preview)) print(`${resultLine(step)}\n`);
  const changes = preview.steps.length - unchangedSteps(preview).length;
  if (changes === 0) {
    const snapshot = session.snapshot();
    io.note(nothingChanged({ refused, held }, snapshot.complete));
    // What could not be read may need changes all the same.
    const unknown = unknownLine(snapshot);
    if (unknown !== undefined) io.note(unknown);
    return { code: EXIT.ok, written: [] };
  }
  await showDiff(preview, io, print === io.out ? 'out' : 'err');
  for (const caveat of preview.caveats) io.note(`Caveat: ${caveat}`);
  if (isDryRun(flags)) {
    for (const step of preview.steps)
      if (step.effect !== 'unchanged') print(`${resultLine(step, { dryRun: step.verified })}\n`);
    io.note(`${count(changes, 'change is', 'changes are')} pending.`);
    return { code: EXIT.pending, written: preview.steps };
  }
  await demandWriting(opened, preview.cluster.context, invocation);
  const consent = await askConsent(
    preview,
    questionFor('Apply', preview, `to ${placeOf(opened, preview)}`),
    invocation,
  );
  if (consent === undefined) throw new CliError(EXIT.refused, 'no consent: nothing was changed');
  if (!flags.isOn('yes')) await demandUnchanged(opened, { preview, taken }, invocation);
  const end = printResults(session.store, preview, (line) => print(`${line}\n`));
  const result = await withoutReader(() => session.commands.apply(preview, consent, signal));
  end();
  if (result.error !== undefined) io.error(result.error);
  if (result.run !== '') {
    io.note(
      `Run ${result.run}: ${count(result.resolved.length, 'finding', 'findings')} resolved, ${result.introduced.length} new.`,
    );
    for (const text of result.introduced.length === 0 ? [] : (preview.introducedTexts ?? [])) io.note(`  New: ${text}`);
    if (opened.editedStream === undefined)
      io.note(`Undo: ${invocation.program} undo ${result.run}${sourceFlags(flags)}`);
    if (result.outcome === 'failed' && result.folder !== undefined) io.err(`journal: ${result.folder}\n`);
  }
  signal.throwIfAborted();
  const verified = new Set(result.steps.flatMap(({ step, phase }) => (phase === 'verified' ? [step] : [])));
  return { code: exitCodeOf(result), written: preview.steps.filter(({ step }) => verified.has(step)) };
}

/** A person takes time to answer: what spoke for the changes is read again. */
async function demandUnchanged(
  opened: Opened,
  { preview: { steps }, taken }: Pick<Offer, 'preview' | 'taken'>,
  invocation: Invocation,
): Promise<void> {
  const ids = new Set(steps.flatMap(({ decision, decisions }) => [decision, ...(decisions ?? [])]));
  // Files are opened anew; of a cluster there is one connection.
  const over = opened.type === 'live' ? { over: opened } : {};
  const now = await withSession(invocation, { mayWrite: true, ...over }, (again) => readOnce(again, invocation));
  const reason = outdated(
    taken.filter(({ id }) => ids.has(id)),
    now.decisions,
  );
  if (reason !== undefined) throw new CliError(EXIT.refused, `${reason} Nothing was changed.`);
}

function isDryRun(flags: Flags): boolean {
  return flags.text('dry-run') === 'server';
}

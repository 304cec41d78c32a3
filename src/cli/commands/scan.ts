import { existsSync } from 'node:fs';
import { whyOff } from '../../catalog/profiles.ts';
import { type Baseline, isNewFinding } from '../../model/baseline.ts';
import { severityRank } from '../../model/finding.ts';
import { countSince, isQuiet, type SinceCounts, sinceText } from '../../model/kept/since.ts';
import type { CheckSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { Severity } from '../../plugin-api/index.ts';
import { comparedWith } from '../../report/baseline/compared.ts';
import { comparedLines } from '../../report/baseline/lines.ts';
import { type Format, isWhole } from '../../report/format.ts';
import { DEFAULT_FORMAT } from '../../report/formats/index.ts';
import { isNewAnswer, isUndecided } from '../../report/results.ts';
import { answerLines, failedAnswers } from '../../report/said.ts';
import { scanOutput } from '../../report/scan.ts';
import { type Selection, select } from '../../report/selection.ts';
import { setLine } from '../../report/set-line.ts';
import { notAskedLine, notJudgedLine, scanSum, unknownLine } from '../../report/sum.ts';
import { count } from '../../text/words.ts';
import type { Invocation, Run } from '../args/command.ts';
import { fileScopeOf } from '../args/file-scope.ts';
import type { FlagName } from '../args/flags.ts';
import { formatOf, targetsOf } from '../args/format.ts';
import type { Flags } from '../args/parse.ts';
import { demandAsWide, loadBaseline } from '../compose/baseline.ts';
import { type Opened, readOnce, withSession } from '../compose/compose.ts';
import { withPositions } from '../compose/positions.ts';
import { reportGroupOf } from '../compose/report-group.ts';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { keepForNext, sinceLast } from '../records/since-last.ts';
import { printOutput } from '../terminal/print-output.ts';

export const run: Run = async (invocation) => {
  const { flags, io, program } = invocation;
  const format = formatOf(flags);
  refuseLonely(flags, program);
  demandSight(flags, program);
  const earlier = loadBaseline(invocation);
  return withSession(invocation, { mayWrite: false }, async (opened) => {
    await demandAsWide(earlier, opened, invocation);
    const snapshot = await readOnce(opened, invocation);
    const baseline = earlier === undefined ? undefined : comparedWith(earlier, snapshot, existsSync);
    const minSeverity = flags.text('severity') as Severity | undefined;
    const severity = minSeverity === undefined ? {} : { minSeverity };
    // Whoever names a namespace wants to see what is in it.
    const hasPlatform = flags.isOn('include-system') || flags.list('namespace').length > 0;
    const formats = targetsOf(flags).map((target) => target.format);
    const selected = (each: boolean) => select(snapshot, { hasPlatform: each, ...severity });
    const selections = [selected(hasPlatform), selected(true)] as const;
    const [shown, whole] = await withPositions(selections, opened.source, formats, invocation.signal);
    const selectionOf = (each: Format) => (isWhole(each) ? whole : shown);
    const since = await sinceLast(opened, snapshot);
    const sinceIn = (each: Selection) => (since === undefined ? undefined : countSince(since, each.findings, each));
    const outputOf = (each: Format) =>
      scanOutput(snapshot, selectionOf(each), {
        hasChecklist: flags.isOn('checklist'),
        baseline,
        files: fileScopeOf(flags),
        since: sinceReported(sinceIn(selectionOf(each))),
      });
    const selection = selectionOf(format);
    await printOutput(outputOf, { flags, io, reportGroup: await reportGroupOf(opened, invocation) });
    io.note(scanSum(snapshot, selection));
    for (const line of comparedLines(selection, baseline)) io.note(line);
    const counts = sinceIn(selection);
    if (counts !== undefined) io.note(sinceText(counts));
    await keepForNext(opened);
    const notJudged = notJudgedLine(snapshot);
    if (notJudged !== undefined) io.note(notJudged);
    for (const line of answerLines(failedAnswers(selection.answers))) io.note(line);
    const unknown = unknownLine(snapshot);
    if (unknown !== undefined) io.note(unknown);
    const notAsked = notAskedLine(snapshot);
    if (notAsked !== undefined) io.note(notAsked);
    const off = offLine(opened, invocation);
    if (off !== undefined) io.note(off);
    const set = setLine(snapshot);
    if (set !== undefined) io.note(set);
    // What is folded counts as what is shown does, in every format.
    return scanExitCode(snapshot, whole, flags.text('fail-on') ?? 'none', baseline);
  });
};

/** Two scans of the same state are equal byte for byte: of nothing there is nothing to report. */
function sinceReported(counts: SinceCounts | undefined): SinceCounts | undefined {
  return counts === undefined || isQuiet(counts) ? undefined : counts;
}

/** What nobody asked for because it is off; undefined where the checks were chosen. */
function offLine({ registry, checks }: Opened, { flags, program }: Invocation): string | undefined {
  if (['profile', 'check', 'area'].some((name) => flags.list(name as FlagName).length > 0)) return undefined;
  const off = registry.checks.filter((check) => whyOff(check) !== undefined && !checks.includes(check));
  if (off.length === 0) return undefined;
  return `${count(off.length, 'check is', 'checks are')} off by default: ${program} checks tells why.`;
}

/** Flags that would change nothing here. */
function refuseLonely(flags: Flags, program: string): void {
  const usage = `See '${program} scan --help' for usage.`;
  if (flags.isOn('checklist') && !targetsOf(flags).some(({ format }) => format === DEFAULT_FORMAT))
    throw new CliError(EXIT.usage, '--checklist needs -o table; -o json has the items', usage);
}

/** The exit code speaks of what is shown: what one flag hides the other cannot fail on. */
function demandSight(flags: Flags, program: string): void {
  const [least, failOn] = [flags.text('severity'), flags.text('fail-on') ?? 'none'];
  if (least === undefined || failOn === 'none') return;
  if (severityRank(least as Severity) >= severityRank(failOn as Severity)) return;
  const message = `--severity ${least} hides what --fail-on ${failOn} counts`;
  throw new CliError(EXIT.usage, message, `See '${program} scan --help' for usage.`);
}

/** What could not be read beats what was found: an unknown at the limit may hide a finding (decisions 5). */
export function scanExitCode(
  snapshot: ScanSnapshot,
  { findings, answers }: Pick<Selection, 'findings' | 'answers'>,
  failOn: string,
  baseline?: Baseline,
): ExitCode {
  if (!snapshot.complete) return EXIT.incomplete;
  if (failOn === 'none') return EXIT.ok;
  const limit = severityRank(failOn as Severity);
  const isOpen = (each: CheckSummary) => isUndecided(each, snapshot) || mayBeDarkened(each, snapshot);
  if (snapshot.checks.some((each) => isOpen(each) && severityRank(each.check.meta.severity) <= limit))
    return EXIT.incomplete;
  const severities = [
    ...findings.filter((each) => isNewFinding(each, baseline) !== false).map(({ severity }) => severity),
    ...failedAnswers(answers)
      .filter((each) => isNewAnswer(each, baseline) !== false)
      .map(({ summary }) => summary.check.meta.severity),
  ];
  return severities.some((severity) => severityRank(severity) <= limit) ? EXIT.pending : EXIT.ok;
}

/** Something that should have been readable was not, and may be why there is no verdict. */
function mayBeDarkened({ status, counts }: CheckSummary, { messages }: ScanSnapshot): boolean {
  const isUnknown = status !== 'attested' && (status === 'unknown' || counts.unknown > 0);
  return isUnknown && messages.some(({ unread = [], isSkipped }) => unread.length > 0 && isSkipped !== true);
}

/** Runs a preview that has consent, and records its result. */
import type { PlanPreview, RunResult } from '../../../model/plan.ts';
import type { RunCounts } from '../../../store/nav.ts';
import { errorText } from '../../../text/errors.ts';
import { type Control, harden, navigation, replace, start } from '../../control/control.ts';
import { appliedDecisions } from '../../select/run.ts';
import { shownDecisionsWithin, shownFindings, shownTotals } from '../../select/totals.ts';

function counts(control: Control): RunCounts {
  const { snapshot } = harden(control);
  return snapshot === undefined ? { findings: 0, decisions: 0 } : shownTotals(snapshot);
}

export function startRun(control: Control, preview: PlanPreview): void {
  const { review } = navigation(control);
  if (review === undefined) return;
  const abort = new AbortController();
  control.pending.run = abort;
  const typed = preview.consent.kind === 'type' ? { typed: review.typed } : {};
  control.store.setState({ run: undefined });
  control.nav.setState({
    review: undefined,
    frozen: undefined,
    run: {
      kind: review.kind,
      title: review.title,
      preview,
      startedAt: control.now(),
      before: counts(control),
      stopping: false,
    },
  });
  replace(control, { screen: 'apply' });
  const { commands } = control;
  const { snapshot } = harden(control);
  const counted: ReadonlySet<string> = snapshot === undefined ? new Set() : shownFindings(snapshot);
  const settledBy = ({ resolved }: RunResult): number =>
    snapshot === undefined ? 0 : shownDecisionsWithin(snapshot, new Set(resolved));
  start(() =>
    review.kind === 'undo' ? commands.undo(preview, typed, abort.signal) : commands.apply(preview, typed, abort.signal),
  ).then(
    (result) => endRun(control, { result: onlyCounted(result, counted), settled: settledBy(result) }),
    (error: unknown) => endRun(control, { error: errorText(error) }),
  );
}

/** Findings that were not counted before the run, of the platform or waived, are not taken off that count. */
function onlyCounted(result: RunResult, counted: ReadonlySet<string>): RunResult {
  return { ...result, resolved: result.resolved.filter((id) => counted.has(id)) };
}

function endRun(
  control: Control,
  outcome: { readonly result: RunResult; readonly settled: number } | { readonly error: string },
): void {
  control.pending.run = undefined;
  const { run } = navigation(control);
  if (run === undefined) return;
  const ended = { ...run, ...outcome, endedAt: control.now() };
  const made = run.kind === 'apply' ? appliedDecisions(run.preview, ended.result) : new Set<string>();
  control.nav.setState(({ runs, plan, stack }) => ({
    stack: stack.map((location) => (location.screen === 'apply' ? { screen: 'result' } : location)),
    overlay: undefined,
    run: ended,
    runs: [...runs, ended],
    plan: plan.filter((id) => !made.has(id)),
  }));
}

/** The run stops before its next change. */
export function stopRun(control: Control): void {
  control.pending.run?.abort();
  control.nav.setState(({ run }) => (run === undefined ? {} : { run: { ...run, stopping: true } }));
}

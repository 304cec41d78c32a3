/** Preview, consent, apply, undo: the only way from a key to a write. */

import type { PlanPreview, RunResult } from '../../model/plan.ts';
import type { PreviewOptions } from '../../session/commands.ts';
import type { Review, RunCounts } from '../../store/nav.ts';
import { withoutLast } from '../../text/width.ts';
import { isInSight } from '../screens/review-layout.ts';
import { madeDecisions } from '../select/run.ts';
import { canApply, isYesEnough } from '../select/scope.ts';
import { isWriting } from '../select/stream.ts';
import { shownDecisionsWithin, shownFindings, shownTotals } from '../select/totals.ts';
import { type Control, harden, isOn, navigation, pop, push, replace, sentence, start, tell } from './control.ts';

/** Keys that were pressed before the box was there arrive within this time. */
const GUARD_MS = 300;
const TOO_SMALL = 'Not applied: make the terminal larger (80x24) to see what it would do.';

export function openReview(
  control: Control,
  decisions: readonly string[],
  title: string,
  options: PreviewOptions = {},
): void {
  ask(control, 'apply', title, (signal) => control.commands.preview(decisions, options, signal));
}

export function openUndo(control: Control, run: string | undefined, steps: readonly number[] | undefined): void {
  ask(control, 'undo', run === undefined ? 'Take back the last run' : `Take back ${run}`, (signal) =>
    control.commands.previewUndo(run, steps, signal),
  );
}

function ask(
  control: Control,
  kind: Review['kind'],
  title: string,
  request: (signal: AbortSignal) => Promise<PlanPreview>,
): void {
  if (isWriting(navigation(control))) {
    tell(control, 'warning', 'A run is under way: one after the other.');
    return;
  }
  const abort = new AbortController();
  control.pending.preview?.abort();
  control.pending.preview = abort;
  control.nav.setState({
    review: { kind, title, state: 'asking', openedAt: control.now(), step: 0, scroll: 0, typed: '', button: 'cancel' },
  });
  if (isOn(control, 'review')) replace(control, { screen: 'review' });
  else push(control, { screen: 'review' });
  const show = (change: Partial<Review>): void => {
    if (abort.signal.aborted) return;
    control.pending.preview = undefined;
    control.nav.setState(({ review }) =>
      review === undefined ? {} : { review: { ...review, ...change, openedAt: control.now() } },
    );
  };
  start(() => request(abort.signal)).then(
    (preview) => show({ state: 'ready', preview }),
    (error: unknown) => show({ state: 'failed', error: sentence(error) }),
  );
}

export function cancelReview(control: Control): void {
  control.pending.preview?.abort();
  pop(control);
  control.nav.setState({ review: undefined });
}

function isGuarded(control: Control): boolean {
  const { review } = navigation(control);
  return review === undefined || control.now() - review.openedAt < GUARD_MS;
}

export function pressYes(control: Control): void {
  const preview = navigation(control).review?.preview;
  if (isGuarded(control) || preview === undefined || !canApply(harden(control), navigation(control))) return;
  if (!isInSight(control.view())) tell(control, 'warning', TOO_SMALL);
  else if (isYesEnough(harden(control), navigation(control))) begin(control, preview);
  else tell(control, 'info', 'This asks for more than a y: tab to Apply, then enter.');
}

export function otherButton(control: Control): void {
  if (isGuarded(control) || !isInSight(control.view())) return;
  change(control, ({ button }) => ({ button: button === 'cancel' ? 'apply' : 'cancel' }));
}

/** Enter presses the focused button, and nothing else; a text to type must be there exactly. */
export function press(control: Control): void {
  if (isGuarded(control)) return;
  const { review } = navigation(control);
  const preview = review?.preview;
  if (preview === undefined || review?.button !== 'apply' || !canApply(harden(control), navigation(control))) {
    cancelReview(control);
    if (review !== undefined && review.typed !== '') tell(control, 'info', 'Not applied: Cancel had the focus.');
    return;
  }
  const { consent } = preview;
  if (!isInSight(control.view())) tell(control, 'warning', TOO_SMALL);
  else if (consent.kind === 'type' && review.typed !== consent.text)
    tell(control, 'warning', `Not applied: type ${consent.text} exactly.`);
  else begin(control, preview);
}

export function typeConsent(control: Control, text: string): void {
  if (!isGuarded(control) && isInSight(control.view())) retype(control, (typed) => (typed + text).slice(0, 253));
}

export function eraseConsent(control: Control): void {
  retype(control, withoutLast);
}

export function eraseAllConsent(control: Control): void {
  retype(control, () => '');
}

/** The focus goes to Apply when the text becomes exact, and back when it is no longer. */
function retype(control: Control, update: (typed: string) => string): void {
  change(control, ({ typed, preview }) => {
    const next = update(typed);
    const isExact = (text: string): boolean => preview?.consent.kind === 'type' && preview.consent.text === text;
    if (isExact(next) === isExact(typed)) return { typed: next };
    return { typed: next, button: isExact(next) ? 'apply' : 'cancel' };
  });
}

export function otherStep(control: Control, by: 1 | -1): void {
  const steps = navigation(control).review?.preview?.steps.length ?? 0;
  change(control, ({ step }) => ({ step: Math.max(0, Math.min(step + by, steps - 1)), scroll: 0 }));
}

function change({ nav }: Control, update: (review: Review) => Partial<Review>): void {
  nav.setState(({ review }) => (review === undefined ? {} : { review: { ...review, ...update(review) } }));
}

function counts(control: Control): RunCounts {
  const { snapshot } = harden(control);
  return snapshot === undefined ? { findings: 0, decisions: 0 } : shownTotals(snapshot);
}

function begin(control: Control, preview: PlanPreview): void {
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
    (result) => end(control, { result: onlyCounted(result, counted), settled: settledBy(result) }),
    (error: unknown) => end(control, { error: sentence(error) }),
  );
}

/** Findings that were not counted before the run, of the platform or waived, are not taken off that count. */
function onlyCounted(result: RunResult, counted: ReadonlySet<string>): RunResult {
  return { ...result, resolved: result.resolved.filter((id) => counted.has(id)) };
}

function end(
  control: Control,
  outcome: { readonly result: RunResult; readonly settled: number } | { readonly error: string },
): void {
  control.pending.run = undefined;
  const { run } = navigation(control);
  if (run === undefined) return;
  const ended = { ...run, ...outcome, endedAt: control.now() };
  const made = run.kind === 'apply' ? madeDecisions(run.preview, ended.result) : new Set<string>();
  control.nav.setState(({ runs, plan, stack }) => ({
    stack: stack.map((place) => (place.screen === 'apply' ? { screen: 'result' } : place)),
    overlay: undefined,
    run: ended,
    runs: [...runs, ended],
    plan: plan.filter((id) => !made.has(id)),
  }));
}

/** Once: the run stops between two changes. */
export function stopRun(control: Control): void {
  control.pending.run?.abort();
  control.nav.setState(({ run }) => (run === undefined ? {} : { run: { ...run, stopping: true } }));
}

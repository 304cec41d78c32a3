/** Requests the preview of a change or of an undo and shows it: nothing is written here. */
import type { PlanPreview } from '../../../model/plan.ts';
import type { PreviewOptions, UndoOptions } from '../../../session/commands.ts';
import type { Review } from '../../../store/nav.ts';
import { errorText } from '../../../text/errors.ts';
import { type Control, isOn, navigation, notify, pop, push, replace, start } from '../../control/control.ts';
import { isWriting } from '../../select/stream.ts';

export function openReview(
  control: Control,
  decisions: readonly string[],
  title: string,
  options: PreviewOptions = {},
): void {
  ask(control, 'apply', title, (signal) => control.commands.preview(decisions, options, signal));
}

export function openUndo(control: Control, run: string | undefined, options: UndoOptions = {}): void {
  ask(control, 'undo', run === undefined ? 'Undo the last run' : `Undo ${run}`, (signal) =>
    control.commands.previewUndo(run, options, signal),
  );
}

function ask(
  control: Control,
  kind: Review['kind'],
  title: string,
  request: (signal: AbortSignal) => Promise<PlanPreview>,
): void {
  if (isWriting(navigation(control))) {
    notify(control, 'warning', 'A run is in progress: wait until it ends.');
    return;
  }
  const abort = new AbortController();
  control.pending.preview?.abort();
  control.pending.preview = abort;
  control.nav.setState({
    review: {
      kind,
      title,
      state: 'asking',
      openedAt: control.now(),
      step: 0,
      scroll: 0,
      seen: {},
      typed: '',
      button: 'cancel',
    },
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
    (error: unknown) => show({ state: 'failed', error: errorText(error) }),
  );
}

export function cancelReview(control: Control): void {
  control.pending.preview?.abort();
  pop(control);
  control.nav.setState({ review: undefined });
}

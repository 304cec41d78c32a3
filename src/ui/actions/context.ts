/** Another context of the kubeconfig, without leaving the terminal: the walk ends here and begins again there. */
import { errorText } from '../../text/errors.ts';
import { type Control, harden, navigation, notify, start } from '../control/control.ts';
import type { ContextChange, Contexts } from '../options.ts';
import { isWriting } from '../select/stream.ts';

/** As of `cd`. */
const BACK = '-';

/** What completes `:ctx`, read anew: another terminal may have added some. */
export function askContexts(control: Control): void {
  const { contexts } = control.options;
  if (contexts === undefined) return;
  start(() => contexts.names()).then(
    (names) => control.nav.setState({ contexts: names }),
    // A kubeconfig that cannot be read is told by who wants to go to one of its contexts.
    () => undefined,
  );
}

/** `:ctx`, `:ctx NAME`, and `:ctx -` for the one that was left. */
export function switchContext(control: Control, words: readonly string[]): void {
  const contexts = contextsOf(control);
  const typed = words.join(' ');
  if (contexts === undefined) return;
  if (typed === '') {
    offerContexts(control, contexts);
    return;
  }
  if (typed !== BACK) {
    toContext(control, { context: nameOf(control, typed), isBack: false });
    return;
  }
  if (contexts.previous === undefined) notify(control, 'warning', 'No context was left for this one.');
  else toContext(control, { context: contexts.previous, isBack: true });
}

/** Stays where it is unless the kubeconfig says where that is. */
export function toContext(control: Control, to: ContextChange): void {
  const contexts = contextsOf(control);
  if (contexts === undefined || isRefused(control, to)) return;
  start(() => contexts.problem(to)).then(
    (problem) => {
      if (problem !== undefined) notify(control, 'error', `Still in ${control.options.context}: ${problem}`);
      // A run may have begun meanwhile.
      else if (!isRefused(control, to)) leave(control, to);
    },
    (error: unknown) => notify(control, 'error', `Still in ${control.options.context}: ${errorText(error)}`),
  );
}

/** Nothing more is asked of the cluster that is left. */
function leave(control: Control, to: ContextChange): void {
  control.pending.preview?.abort();
  control.exit(to);
}

function isRefused(control: Control, { context, isBack }: ContextChange): boolean {
  if (isWriting(navigation(control))) {
    notify(
      control,
      'warning',
      'A run is in progress: ctrl-c stops it after this change. The context stays until then.',
    );
    return true;
  }
  // Where nothing could be read it is tried again.
  const isHere = !isBack && context === control.options.context && harden(control).phase !== 'failed';
  if (isHere) notify(control, 'info', `${context} is the context of this walk.`);
  return isHere;
}

function contextsOf(control: Control): Contexts | undefined {
  const { contexts } = control.options;
  if (contexts === undefined)
    notify(control, 'warning', 'This walk reads no cluster of a kubeconfig: there is no context to go to.');
  return contexts;
}

/** A name may hold blanks, of which the line keeps one. */
function nameOf(control: Control, typed: string): string {
  const known = navigation(control).contexts ?? [];
  return known.find((name) => name === typed || name.trim().split(/\s+/).join(' ') === typed) ?? typed;
}

function offerContexts(control: Control, contexts: Contexts): void {
  const current = control.options.context;
  start(() => contexts.names()).then(
    (names) => {
      // Who has opened something else meanwhile is not asked in the middle of it.
      if (navigation(control).overlay !== undefined) return;
      if (names.length === 0) {
        notify(control, 'warning', 'The kubeconfig has no contexts.');
        return;
      }
      const sorted = names.toSorted();
      const items = sorted.map((name) => ({
        label: name === current ? `${name} (here)` : name,
        value: `context:${name}`,
      }));
      const index = Math.max(0, sorted.indexOf(current));
      control.nav.setState({ contexts: names, overlay: { kind: 'menu', title: 'Contexts', items, index } });
    },
    (error: unknown) => notify(control, 'error', errorText(error)),
  );
}

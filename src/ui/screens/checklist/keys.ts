/** Keys of the two panes: on the left items, on the right what can be decided in the focused one. */
import { DECIDING } from '../../actions/deciding.ts';
import { showCoverage, togglePause, togglePlatform } from '../../actions/display.ts';
import { mark, markAlike } from '../../actions/marks.ts';
import { showNamespaces } from '../../actions/namespaces.ts';
import { toggleNews } from '../../actions/news.ts';
import { remember } from '../../actions/remember.ts';
import { subject } from '../../actions/subject.ts';
import { type Control, harden, navigation, notify, push } from '../../control/control.ts';
import { moves } from '../../control/move.ts';
import { quit } from '../../control/quit.ts';
import { openFilter } from '../../overlays/prompt/keys.ts';
import { keyIn } from '../../rebind.ts';
import { type Entry, focusedEntry, focusedItem } from '../../select/checklist.ts';
import type { WalkView } from '../../types.ts';
import { RESOLVED_TEXT } from '../../words.ts';
import { defineKeys } from '../define.ts';
import { openAttest } from '../form/open.ts';
import { clearItems, leaveEntries } from './leave.ts';
import { moveEntries, moveItems, sortAgain } from './moving.ts';

const SHARED = {
  ...DECIDING,
  pane: togglePane,
  filter: openFilter,
  sort: sortAgain,
  coverage: showCoverage,
  pause: togglePause,
  platform: togglePlatform,
  namespaces: showNamespaces,
  news: toggleNews,
} as const;

const ON_DECISION = {
  diff: focusIsOn('decision'),
  add: focusIsOn('decision'),
  waive: focusIsOn('decision', 'waived'),
  skip: focusIsOn('decision', 'question'),
} as const;

export const itemsKeys = defineKeys('items', {
  on: {
    ...moves(moveItems),
    ...SHARED,
    open: openItem,
    clear: clearItems,
    quit: (control) => quit(control, 0),
  },
  when: { ...ON_DECISION, add: ({ harden: { snapshot }, nav }) => (focusedItem(snapshot, nav)?.rows.length ?? 0) > 0 },
});

export const entriesKeys = defineKeys('entries', {
  on: {
    ...moves(moveEntries),
    ...SHARED,
    open: openEntry,
    mark,
    'mark-alike': markAlike,
    attest,
    back: leaveEntries,
  },
  when: { ...ON_DECISION, attest: focusIsOn('question') },
});

function focusIsOn(...kinds: readonly Entry['kind'][]): (view: WalkView) => boolean {
  return ({ harden: { snapshot }, nav }) => {
    const entry = focusedEntry(focusedItem(snapshot, nav), nav);
    return entry !== undefined && kinds.includes(entry.kind);
  };
}

function openItem(control: Control): void {
  if (focusedItem(harden(control).snapshot, navigation(control)) !== undefined)
    control.nav.setState({ pane: 'entries' });
}

function openEntry(control: Control): void {
  const { snapshot } = harden(control);
  const nav = navigation(control);
  const item = focusedItem(snapshot, nav);
  const entry = focusedEntry(item, nav);
  if (item === undefined || entry === undefined) {
    notify(control, 'info', 'Nothing to open here.');
    return;
  }
  if (entry.kind === 'question') {
    openAttest(control, entry.summary);
    return;
  }
  if (entry.kind === 'waived') {
    notify(control, 'info', `Waived: end the waiver with ${keyIn(control, 'entries', 'waive')} to open it.`);
    return;
  }
  if (entry.kind === 'resolved') {
    notify(
      control,
      'info',
      `${RESOLVED_TEXT[entry.became]} ${keyIn(control, 'entries', 'sort')} takes it off the list.`,
    );
    return;
  }
  push(control, { screen: 'decision', item: item.id, row: entry.id });
  remember(control);
}

function togglePane(control: Control): void {
  control.nav.setState(({ pane }) => ({ pane: pane === 'items' ? 'entries' : 'items' }));
}

function attest(control: Control): void {
  const entry = subject(control);
  if (entry?.kind === 'question') openAttest(control, entry.summary);
  else notify(control, 'info', `${keyIn(control, 'entries', 'attest')} answers questions: select one first.`);
}

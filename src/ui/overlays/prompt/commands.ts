/** Commands after `:`: one table for what they do, what completes them, and what help says. */
import { switchContext } from '../../actions/context.ts';
import { showPlan } from '../../actions/deciding.ts';
import { showCoverage } from '../../actions/display.ts';
import { exportView } from '../../actions/export.ts';
import { showJournal } from '../../actions/journal.ts';
import { openNamespace, showNamespaces } from '../../actions/namespaces.ts';
import { type Control, harden, notify, push, setCursor, toChecklist } from '../../control/control.ts';
import { quit } from '../../control/quit.ts';
import { keyIn } from '../../rebind.ts';
import { openUndo } from '../../screens/review/open.ts';
import { allItems, entriesList, entriesOf, ITEMS_LIST } from '../../select/checklist.ts';
import type { WalkState, WalkView } from '../../types.ts';
import { openHelp } from '../help/keys.ts';
import { MODES, setMode } from './mode.ts';
import { checkIds, contextNames, namespaceNames, runIds } from './words.ts';

/** What completes a line: also what the walk was started with, where that is known. */
export type Completing = WalkState & Partial<Pick<WalkView, 'options'>>;

interface Command {
  readonly name: string;
  /** One letter that stands for it: with `:` and enter, three keys from any screen. */
  readonly short?: string;
  /** What may follow it. */
  readonly words?: (state: Completing) => readonly string[];
  run(control: Control, words: readonly string[]): void;
}

const page = (kind: 'messages' | 'waivers') => (control: Control) => push(control, { screen: 'page', page: { kind } });

export const COMMANDS: readonly Command[] = [
  { name: 'check', words: checkIds, run: toCheck },
  { name: 'coverage', short: 'c', run: showCoverage },
  { name: 'ctx', words: contextNames, run: switchContext },
  { name: 'export', short: 'e', words: (state) => state.options?.exports?.formats ?? [], run: exportView },
  { name: 'help', short: 'h', run: openHelp },
  { name: 'journal', short: 'j', run: showJournal },
  { name: 'messages', short: 'm', run: page('messages') },
  { name: 'mode', words: () => MODES, run: setMode },
  { name: 'ns', words: namespaceNames, run: toNamespace },
  { name: 'plan', short: 'p', run: showPlan },
  { name: 'q', run: (control) => quit(control, 0) },
  { name: 'quit', run: (control) => quit(control, 0) },
  { name: 'undo', words: runIds, run: (control, [run]) => openUndo(control, run) },
  { name: 'waivers', short: 'w', run: page('waivers') },
];

export function runCommand(control: Control, text: string): void {
  const [name = '', ...words] = text.split(/\s+/);
  if (name === '') return;
  control.nav.setState(({ commands }) => ({ commands: [...commands.filter((each) => each !== text), text] }));
  const command = COMMANDS.find((each) => each.name === name || each.short === name);
  if (command !== undefined) command.run(control, words);
  else
    notify(control, 'warning', `Unknown command ${name}. Commands: ${COMMANDS.map((each) => each.name).join(', ')}.`);
}

/** To the item of a check, and to the first row that is about it. */
function toCheck(control: Control, [id = '']: readonly string[]): void {
  control.nav.setState(({ filters }) => ({ filters: { ...filters, [ITEMS_LIST]: '' } }));
  const nav = control.nav.getState();
  const items = allItems(harden(control).snapshot, nav);
  const at = items.findIndex(({ checks }) => checks.some(({ check }) => check.meta.id === id));
  const item = items[at];
  if (item === undefined) {
    notify(
      control,
      'warning',
      id === ''
        ? `:check takes the id of a check; ${keyIn(control, 'prompt', 'complete')} completes it.`
        : `No check ${id} here.`,
    );
    return;
  }
  toChecklist(control);
  const ids = items.map((each) => each.id);
  setCursor(control, ITEMS_LIST, ids, at);
  const entries = entriesOf(item, nav);
  const row = entries.findIndex((entry) =>
    entry.kind === 'question' ? entry.id === id : aboutOf(entry).some(({ check }) => check === id),
  );
  if (row < 0) return;
  const list = entriesList(item.id);
  setCursor(
    control,
    list,
    entries.map((entry) => entry.id),
    row,
  );
  control.nav.setState({ pane: 'entries' });
}

function aboutOf(entry: Exclude<ReturnType<typeof entriesOf>[number], { readonly kind: 'question' }>) {
  return entry.kind === 'waived' ? entry.decision.findings : entry.row.members.flatMap(({ findings }) => findings);
}

function toNamespace(control: Control, [name]: readonly string[]): void {
  if (name === undefined) showNamespaces(control);
  else openNamespace(control, name);
}

/** The line at the foot: commands after `:`, filters after `/`, and the typed name that unlocks writing. */
import type { Prompt } from '../../../store/nav.ts';
import { withoutLast } from '../../../text/width.ts';
import { askContexts } from '../../actions/context.ts';
import { setPath } from '../../actions/files.ts';
import { type Control, harden, isOn, navigation, notify } from '../../control/control.ts';
import { defineKeys } from '../../screens/define.ts';
import { PAGE_LIST } from '../../screens/page/search.ts';
import { entriesList, focusedItem, ITEMS_LIST } from '../../select/checklist.ts';
import { filterProblem } from '../../select/filter.ts';
import { NAMESPACES_LIST } from '../../select/namespaces.ts';
import { runCommand } from './commands.ts';
import { completions, takesWords } from './completions.ts';
import { unlock } from './mode.ts';

const LONGEST = 200;

export const promptKeys = defineKeys('prompt', {
  on: {
    accept: acceptPrompt,
    complete: completePrompt,
    earlier: (control) => recallCommand(control, 1),
    later: (control) => recallCommand(control, -1),
    erase: (control) => changeText(control, withoutLast),
    'erase-all': (control) => changeText(control, () => ''),
    back: leavePrompt,
  },
  when: {
    complete: ({ nav }) => nav.overlay?.kind === 'command',
    earlier: ({ nav }) => nav.overlay?.kind === 'command' && nav.commands.length > 0,
  },
  type: (control, text) => changeText(control, (earlier) => (earlier + text).slice(0, LONGEST)),
  takesPaste: ({ nav }) => nav.overlay?.kind === 'filter' || nav.overlay?.kind === 'path',
});

export function openCommand(control: Control): void {
  control.nav.setState({ overlay: { kind: 'command', text: '' } });
  askContexts(control);
}

export function openFilter(control: Control): void {
  const earlier = navigation(control).filters[filteredList(control)] ?? '';
  control.nav.setState({ overlay: { kind: 'filter', text: earlier, earlier } });
}

/** The list of the pane with the focus. */
function filteredList(control: Control): string {
  const nav = navigation(control);
  if (isOn(control, 'namespaces')) return NAMESPACES_LIST;
  if (isOn(control, 'page')) return PAGE_LIST;
  if (nav.pane === 'items') return ITEMS_LIST;
  const item = focusedItem(harden(control).snapshot, nav);
  return item === undefined ? ITEMS_LIST : entriesList(item.id);
}

/** Completes the text as far as everything that starts with it agrees. */
function completePrompt(control: Control): void {
  if (promptOf(control)?.kind !== 'command') return;
  changeText(control, (text) => {
    const [first, ...others] = completions(control.view(), text);
    if (first === undefined) return text;
    let end = first.length;
    for (const other of others) while (!other.startsWith(first.slice(0, end))) end--;
    const common = first.slice(0, Math.max(end, text.length));
    return others.length === 0 && takesWords(common) ? `${common} ` : common;
  });
}

/** Through what was typed before; at the end stands an empty line again. */
function recallCommand(control: Control, by: 1 | -1): void {
  const prompt = promptOf(control);
  if (prompt?.kind !== 'command') return;
  const { commands } = navigation(control);
  const recalled = Math.max(0, Math.min((prompt.recalled ?? 0) + by, commands.length));
  const text = recalled === 0 ? '' : (commands[commands.length - recalled] ?? '');
  control.nav.setState({ overlay: { ...prompt, text, recalled } });
}

/** A filter works while it is typed. */
function changeText(control: Control, update: (text: string) => string): void {
  const prompt = promptOf(control);
  if (prompt === undefined) return;
  const text = update(prompt.text);
  control.nav.setState({ overlay: { ...prompt, text } });
  if (prompt.kind === 'filter') setFilter(control, text);
}

function setFilter(control: Control, text: string): void {
  const list = filteredList(control);
  control.nav.setState(({ filters }) => ({ filters: { ...filters, [list]: text } }));
}

function promptOf(control: Control): Prompt | undefined {
  const { overlay } = navigation(control);
  return overlay === undefined || overlay.kind === 'menu' || overlay.kind === 'help' ? undefined : overlay;
}

function leavePrompt(control: Control): void {
  const prompt = promptOf(control);
  if (prompt?.kind === 'filter') setFilter(control, prompt.earlier ?? '');
  control.nav.setState({ overlay: undefined });
}

function acceptPrompt(control: Control): void {
  const prompt = promptOf(control);
  control.nav.setState({ overlay: undefined });
  switch (prompt?.kind) {
    case 'command':
      runCommand(control, prompt.text.trim());
      return;
    case 'context':
      unlock(control, 'apply', prompt.text);
      return;
    case 'path':
      setPath(control, prompt.text);
      return;
    case 'filter': {
      const problem = filterProblem(prompt.text);
      if (problem !== undefined) notify(control, 'warning', problem);
    }
  }
}

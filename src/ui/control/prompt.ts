/** The line at the foot: commands after `:`, filters after `/`, and the typed name that unlocks writing. */
import type { ModeRefusal } from '../../session/commands.ts';
import type { Prompt } from '../../store/nav.ts';
import { entriesList, focusedItem, ITEMS_LIST } from '../select/checklist.ts';
import { filterProblem } from '../select/filter.ts';
import { isWriting } from '../select/stream.ts';
import { withoutLast } from '../text/width.ts';
import { reviewPlan } from './checklist.ts';
import { type Control, harden, navigation, push, tell } from './control.ts';
import { quit } from './quit.ts';

/** Every command there is, as `tab` completes it. */
const COMMANDS = ['mode read-only', 'mode plan-only', 'mode apply', 'messages', 'coverage', 'plan', 'q'];
const MODES = ['read-only', 'plan-only', 'apply'] as const;
type Mode = (typeof MODES)[number];

export function openCommand({ nav }: Control): void {
  nav.setState({ overlay: { kind: 'command', text: '' } });
}

export function openFilter(control: Control): void {
  const earlier = navigation(control).filters[filteredList(control)] ?? '';
  control.nav.setState({ overlay: { kind: 'filter', text: earlier, earlier } });
}

/** The list of the pane with the focus. */
function filteredList(control: Control): string {
  const nav = navigation(control);
  if (nav.pane === 'items') return ITEMS_LIST;
  const item = focusedItem(harden(control).snapshot, nav);
  return item === undefined ? ITEMS_LIST : entriesList(item.id);
}

export function typeInPrompt(control: Control, text: string): void {
  changeText(control, (earlier) => (earlier + text).slice(0, 200));
}

export function erasePrompt(control: Control): void {
  changeText(control, withoutLast);
}

export function eraseAllPrompt(control: Control): void {
  changeText(control, () => '');
}

/** As far as the commands that begin so agree. */
export function completePrompt(control: Control): void {
  if (promptOf(control)?.kind !== 'command') return;
  changeText(control, (text) => {
    const [first, ...others] = COMMANDS.filter((command) => command.startsWith(text));
    if (first === undefined) return text;
    let end = first.length;
    for (const other of others) while (!other.startsWith(first.slice(0, end))) end--;
    return first.slice(0, end);
  });
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
  const isPrompt = overlay?.kind === 'command' || overlay?.kind === 'filter' || overlay?.kind === 'context';
  return isPrompt ? overlay : undefined;
}

export function leavePrompt(control: Control): void {
  const prompt = promptOf(control);
  if (prompt?.kind === 'filter') setFilter(control, prompt.earlier ?? '');
  control.nav.setState({ overlay: undefined });
}

export function acceptPrompt(control: Control): void {
  const prompt = promptOf(control);
  control.nav.setState({ overlay: undefined });
  switch (prompt?.kind) {
    case 'command':
      run(control, prompt.text.trim());
      return;
    case 'context':
      unlock(control, 'apply', prompt.text);
      return;
    case 'filter': {
      const problem = filterProblem(prompt.text);
      if (problem !== undefined) tell(control, 'warning', problem);
    }
  }
}

function run(control: Control, text: string): void {
  const [command = '', ...rest] = text.split(/\s+/);
  switch (command) {
    case '':
      return;
    case 'q':
    case 'quit':
      quit(control, 0);
      return;
    case 'messages':
      push(control, { screen: 'page', page: { kind: 'messages' } });
      return;
    case 'coverage':
      push(control, { screen: 'page', page: { kind: 'coverage' } });
      return;
    case 'plan':
      reviewPlan(control);
      return;
    case 'mode':
      setMode(control, rest);
      return;
    default:
      tell(control, 'warning', `There is no command ${command}: use mode, messages, coverage, plan or q.`);
      return;
  }
}

function setMode(control: Control, [word = '', typed]: readonly string[]): void {
  const mode = MODES.find((known) => known === word);
  if (mode === undefined) {
    tell(control, 'warning', `The mode is one of ${MODES.join(', ')}.`);
    return;
  }
  if (isWriting(navigation(control))) {
    tell(control, 'warning', 'Not while a run is under way.');
    return;
  }
  unlock(control, mode, typed);
}

/** Where the name of the context is asked for, it is typed in a line of its own: a paste does not count. */
function unlock(control: Control, mode: Mode, typed: string | undefined): void {
  const refusal = control.commands.setMode(mode, typed);
  if (refusal === undefined) {
    tell(control, 'info', mode === 'apply' ? 'Writing is unlocked: every change asks.' : `Mode ${mode}.`);
    return;
  }
  const canType = mode === 'apply' && harden(control).mode !== 'read-only' && refusal.code === 'untyped';
  const wrong = canType && typed ? `${typed} is not ${control.options.context}` : undefined;
  tell(control, 'warning', wrong === undefined ? refusalText(refusal) : `${wrong}.`);
  if (canType)
    control.nav.setState({ overlay: { kind: 'context', text: '', ...(wrong === undefined ? {} : { wrong }) } });
}

function refusalText(refusal: ModeRefusal): string {
  if (refusal.code === 'fixed') return `This session stays ${refusal.mode}.`;
  return `Type ${refusal.context} to unlock writing to it.`;
}

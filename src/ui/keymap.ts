/** The one table of keys: handlers, footers, help and documentation are made from it. */

/** A row of the table. `global` rows work wherever no text is typed, unless the scope has the key itself. */
export interface KeyBinding<S extends string = Scope, Id extends string = string> {
  readonly id: Id;
  readonly keys: readonly string[];
  /** What it does, for help. */
  readonly label: string;
  /** Where it works: a part of a screen, an overlay, or `global`. */
  readonly scope: S;
  /** In the footer: the name of the key and one word. `narrow`: also on narrow screens. */
  readonly hint?: KeyHint;
  /** True where the key writes to the cluster or gives up something. */
  readonly danger?: boolean;
}
interface KeyHint {
  readonly key: string;
  readonly word: string;
  readonly narrow?: boolean;
  /** What comes before the key is pressed. */
  readonly first: string;
}

const UP = ['up', 'k'];
const DOWN = ['down', 'j'];
const FILTER = 'filter: a regular expression; !inverse; -l severity=high; -f letters';
const OPEN = ['enter', 'right', 'l'];
const BACK = ['esc', 'left', 'h', 'q'];

function hint(key: string, word: string, narrow = false, first = ''): KeyHint {
  return { key, word, narrow, first };
}
function bind<S extends string, Id extends string>(
  scope: S,
  id: Id,
  keys: readonly string[],
  label: string,
  hint?: KeyHint,
): KeyBinding<S, Id> {
  return { id, keys, label, scope, ...(hint === undefined ? {} : { hint }) };
}
function dangerous<S extends string, Id extends string>(binding: KeyBinding<S, Id>): KeyBinding<S, Id> {
  return { ...binding, danger: true };
}

/** Moving, in every list and text; the hint stands first in the footer. */
function moving<S extends string>(scope: S, word: string) {
  return [
    bind(scope, 'up', UP, 'one row up', hint('↑↓', word)),
    bind(scope, 'down', DOWN, 'one row down'),
    bind(scope, 'page-up', ['pageup', 'ctrl-b'], 'one page up'),
    bind(scope, 'page-down', ['pagedown', 'ctrl-f'], 'one page down'),
    bind(scope, 'half-up', ['ctrl-u'], 'half a page up'),
    bind(scope, 'half-down', ['ctrl-d'], 'half a page down'),
    bind(scope, 'first', ['home', 'g'], 'to the first row'),
    bind(scope, 'last', ['end', 'G'], 'to the last row'),
  ];
}

/** Actions on the decision under the cursor, and undo of the last run. */
function deciding<S extends string>(scope: S, addWord: string, addLabel = 'add to the plan, or remove from it') {
  return [
    bind(scope, 'diff', ['d'], 'dry-run the change and show the diff', hint('d', 'diff', true)),
    bind(scope, 'add', ['a'], addLabel, hint('a', addWord, true)),
    bind(scope, 'waive', ['w'], 'waive with a reason and an expiry, or end a waiver', hint('w', 'waive')),
    bind(scope, 'skip', ['s'], 'skip for now, or open it again', hint('s', 'skip')),
    bind(scope, 'yaml', ['y'], 'the whole object, as YAML', scope === 'decision' ? hint('y', 'yaml') : undefined),
    bind(scope, 'undo', ['z'], 'undo the last run, diff first'),
    bind(scope, 'wrong', ['!'], 'say that this is wrong, for an issue; kept on this machine'),
  ];
}

const TABLE = [
  bind('global', 'help', ['?'], 'all keys of this screen', hint('?', 'help', true)),
  bind('global', 'command', [':'], 'type a command; tab completes it'),
  bind('global', 'export', ['e'], 'write what is in view to a file'),
  bind('global', 'redraw', ['ctrl-l'], 'draw the screen again'),
  bind('global', 'suspend', ['ctrl-z'], 'suspend the program; fg resumes it'),
  bind('global', 'interrupt', ['ctrl-c'], 'quit; while applying: stop after this change'),

  bind('connect', 'start', ['enter'], 'start with what is read so far', hint('enter', 'start now', true)),
  bind('connect', 'coverage', ['c'], 'what can and cannot be read', hint('c', 'coverage', true)),
  bind('connect', 'pause', ['p'], 'pause the display, or follow the cluster again', hint('p', 'pause')),
  bind('connect', 'stop-reading', ['esc'], 'go to the checklist; reading continues', hint('esc', 'skip waiting', true)),
  bind('connect', 'quit', ['q'], 'quit', hint('q', 'quit', true)),

  ...moving('items', 'move'),
  bind('items', 'open', OPEN, 'open the item', hint('enter', 'open', true)),
  ...deciding('items', 'add ready', 'add all that is ready in the item to the plan, or remove it'),
  bind('items', 'next', [']'], 'next item with open decisions', hint(']', 'next', true)),
  bind('items', 'previous', ['['], 'previous item with open decisions'),
  bind('items', 'namespaces', ['n'], 'namespace by namespace', hint('n', 'namespaces')),
  bind('items', 'news', ['N'], 'only what is new, changed or open again; or all again'),
  bind('items', 'pane', ['tab', 'shift-tab'], 'to the decisions of the item', hint('tab', 'pane')),
  bind('items', 'filter', ['/'], FILTER, hint('/', 'filter', true)),
  bind('items', 'sort', ['ctrl-r'], 'sort again, new rows included'),
  bind('items', 'review-plan', ['A'], 'diff of everything in the plan'),
  bind('items', 'plan', ['P'], 'the plan: order, what is on, what it costs'),
  bind('items', 'coverage', ['c'], 'what can and cannot be read'),
  bind('items', 'pause', ['p'], 'pause the display, or follow the cluster again'),
  bind('items', 'platform', ['.'], 'show or hide platform components'),
  bind('items', 'explain', ['i'], 'why, what to do, references'),
  bind('items', 'clear', ['esc'], 'clear the filter; from one namespace to all of them'),
  bind('items', 'quit', ['q'], 'quit'),

  ...moving('namespaces', 'move'),
  bind('namespaces', 'open', OPEN, 'the checklist of the namespace', hint('enter', 'open', true)),
  bind('namespaces', 'add', ['a'], 'add all that is ready there to the plan', hint('a', 'add ready ones', true)),
  bind('namespaces', 'sort', ['s'], 'sort by worst, by most to decide, by name', hint('s', 'sort')),
  bind('namespaces', 'sort-again', ['ctrl-r'], 'sort again, new rows included'),
  bind('namespaces', 'filter', ['/'], FILTER, hint('/', 'filter', true)),
  bind('namespaces', 'platform', ['.'], 'show or hide platform namespaces', hint('.', 'platform')),
  bind('namespaces', 'plan', ['P'], 'the plan: order, what is on, what it costs'),
  bind('namespaces', 'coverage', ['c'], 'what can and cannot be read'),
  bind('namespaces', 'pause', ['p'], 'pause the display, or follow the cluster again'),
  bind('namespaces', 'back', [...BACK, 'n'], 'back to the checklist', hint('esc', 'back', true)),

  ...moving('journal', 'move'),
  bind(
    'journal',
    'open',
    ['enter', 'right', 'l', 'space'],
    'the changes of the run, or the run alone',
    hint('enter', 'changes', true),
  ),
  bind('journal', 'undo', ['z'], 'undo the run or the change, diff first', hint('z', 'undo', true)),
  bind('journal', 'back', BACK, 'back', hint('esc', 'back', true)),

  ...moving('plan', 'move'),
  bind(
    'plan',
    'toggle',
    ['space'],
    'leave it out of the next diff, or take it in again',
    hint('space', 'on/off', true),
  ),
  bind('plan', 'review', ['d', 'A'], 'diff of everything that is on', hint('d', 'diff of all', true)),
  bind('plan', 'open', OPEN, 'open the decision', hint('enter', 'open', true)),
  bind('plan', 'tell', ['v'], 'give the values that it lacks', hint('v', 'values')),
  bind('plan', 'remove', ['a', 'x', 'delete'], 'take it out of the plan', hint('a', 'remove', true)),
  bind('plan', 'back', [...BACK, 'P'], 'back', hint('esc', 'back', true)),

  ...moving('entries', 'move'),
  bind('entries', 'open', OPEN, 'open the decision, or answer the question', hint('enter', 'open', true)),
  ...deciding('entries', 'add'),
  bind(
    'entries',
    'mark',
    ['space'],
    'mark the row, or take the mark away: a, d, w and s are about all marked ones',
    hint('space', 'mark'),
  ),
  bind('entries', 'mark-alike', ['*'], 'mark all rows that need the same change as this one'),
  bind('entries', 'next', [']'], 'next decision', hint(']', 'next')),
  bind('entries', 'previous', ['['], 'previous decision'),
  bind('entries', 'namespaces', ['n'], 'namespace by namespace'),
  bind('entries', 'news', ['N'], 'only what is new, changed or open again; or all again'),
  bind('entries', 'attest', ['m'], 'answer the question', hint('m', 'answer')),
  bind('entries', 'pane', ['tab', 'shift-tab'], 'back to the items', hint('tab', 'pane')),
  bind('entries', 'filter', ['/'], FILTER, hint('/', 'filter')),
  bind('entries', 'sort', ['ctrl-r'], 'sort again, new rows included'),
  bind('entries', 'review-plan', ['A'], 'diff of everything in the plan'),
  bind('entries', 'plan', ['P'], 'the plan: order, what is on, what it costs'),
  bind('entries', 'coverage', ['c'], 'what can and cannot be read'),
  bind('entries', 'pause', ['p'], 'pause the display, or follow the cluster again'),
  bind('entries', 'platform', ['.'], 'show or hide platform components'),
  bind('entries', 'explain', ['i'], 'why, what to do, references'),
  bind('entries', 'back', BACK, 'back to the items', hint('esc', 'back', true)),

  ...moving('decision', 'scroll'),
  bind('decision', 'menu', ['enter'], 'choose an action', hint('enter', 'choose', true)),
  ...deciding('decision', 'add to plan'),
  bind('decision', 'explain', ['i'], 'why, what to do, references', hint('i', 'why')),
  bind('decision', 'next', ['n', ']'], 'next decision', hint('n', 'next', true)),
  bind('decision', 'previous', ['N', '['], 'previous decision'),
  bind('decision', 'review-plan', ['A'], 'diff of everything in the plan'),
  bind('decision', 'plan', ['P'], 'the plan: order, what is on, what it costs'),
  bind('decision', 'back', BACK, 'back', hint('esc', 'back', true)),

  bind('menu', 'up', UP, 'one up', hint('↑↓', 'move', true)),
  bind('menu', 'down', DOWN, 'one down'),
  bind('menu', 'choose', ['enter'], 'choose', hint('enter', 'choose', true)),
  bind('menu', 'back', BACK, 'close the menu', hint('esc', 'back', true)),

  ...moving('review', 'scroll the diff'),
  dangerous(bind('review', 'yes', ['y'], 'apply a change that restarts nothing', hint('y', 'apply', true))),
  bind('review', 'button', ['tab', 'shift-tab'], 'switch between the two buttons', hint('tab', 'button', true)),
  dangerous(bind('review', 'press', ['enter'], 'press the focused button', hint('enter', 'press', true))),
  bind('review', 'next', ['n', ']', 'right', 'l'], 'next change', hint('n', 'next change', true)),
  bind('review', 'previous', ['N', '[', 'left', 'h'], 'previous change'),
  bind('review', 'answers', ['ctrl-o', 'i'], 'everything that it does, in full', hint('ctrl-o', 'all', true)),
  bind(
    'review',
    'outside',
    ['e', 'ctrl-e'],
    'the diff in KUBECTL_EXTERNAL_DIFF, else in $PAGER',
    hint('e', 'external diff'),
  ),
  bind('review', 'only', ['o', 'ctrl-t'], 'of an undo: this change alone', hint('o', 'only this', true)),
  bind('review', 'partial', ['p'], 'of an undo: what can be undone', hint('p', 'undo the rest', true)),
  bind('review', 'back', ['esc', 'q'], 'cancel', hint('esc', 'cancel', true)),

  dangerous(bind('typing', 'press', ['enter'], 'press the focused button', hint('enter', '', true, 'type the text,'))),
  bind('typing', 'button', ['tab', 'shift-tab'], 'switch between the two buttons', hint('tab', 'button', true)),
  bind('typing', 'up', ['up'], 'scroll the diff up', hint('↑↓', 'scroll the diff')),
  bind('typing', 'down', ['down'], 'scroll the diff down'),
  bind('typing', 'page-up', ['pageup', 'ctrl-b'], 'one page up'),
  bind('typing', 'page-down', ['pagedown', 'ctrl-f'], 'one page down'),
  bind('typing', 'next', ['right'], 'next change', hint('→', 'next change', true)),
  bind('typing', 'previous', ['left'], 'previous change'),
  bind('typing', 'erase', ['backspace', 'delete'], 'erase one character'),
  bind('typing', 'erase-all', ['ctrl-u'], 'erase all'),
  bind('typing', 'answers', ['ctrl-o'], 'everything that it does, in full', hint('ctrl-o', 'all', true)),
  bind('typing', 'outside', ['ctrl-e'], 'the diff in KUBECTL_EXTERNAL_DIFF, else in $PAGER'),
  bind('typing', 'only', ['ctrl-t'], 'of an undo: this change alone'),
  bind('typing', 'back', ['esc'], 'cancel', hint('esc', 'cancel', true)),

  ...moving('apply', 'change'),
  bind('apply', 'stop', ['s'], 'stop after this change', hint('ctrl-c', 'stop after this change', true)),

  ...moving('result', 'change'),
  bind(
    'result',
    'next',
    ['n', 'enter', 'esc', 'q'],
    'back to the checklist, next decision',
    hint('n', 'next decision', true),
  ),
  bind('result', 'undo-one', ['z'], 'undo the selected change, diff first', hint('z', 'undo one', true)),
  bind('result', 'undo-run', ['Z'], 'undo the whole run, diff first', hint('Z', 'undo run', true)),

  bind('form', 'next-field', ['tab', 'down'], 'next field', hint('tab', 'next field', true)),
  bind('form', 'previous-field', ['shift-tab', 'up'], 'previous field'),
  bind('form', 'choice-left', ['left'], 'previous choice', hint('←→', 'choose', true)),
  bind('form', 'choice-right', ['right'], 'next choice'),
  bind('form', 'page-up', ['pageup', 'ctrl-b'], 'scroll the question up'),
  bind('form', 'page-down', ['pagedown', 'ctrl-f'], 'scroll the question down'),
  bind('form', 'submit', ['enter'], 'next field; on the last one: save', hint('enter', 'save on the last field', true)),
  bind('form', 'erase', ['backspace', 'delete'], 'erase one character'),
  bind('form', 'erase-all', ['ctrl-u'], 'erase the field'),
  bind('form', 'back', ['esc'], 'cancel', hint('esc', 'cancel', true)),

  ...moving('page', 'scroll'),
  bind('page', 'search', ['/'], 'search the text', hint('/', 'search')),
  bind('page', 'next', ['n'], 'next row that matches', hint('n', 'next match')),
  bind('page', 'previous', ['N'], 'previous row that matches'),
  bind('page', 'copy', ['c'], 'copy the text of the page', hint('c', 'copy', true)),
  bind('page', 'back', [...BACK, 'enter'], 'back', hint('esc', 'back', true)),

  bind('help', 'up', ['up'], 'scroll up', hint('↑↓', 'scroll', true)),
  bind('help', 'down', ['down'], 'scroll down'),
  bind('help', 'page-up', ['pageup', 'ctrl-b'], 'one page up'),
  bind('help', 'page-down', ['pagedown', 'ctrl-f'], 'one page down'),
  bind('help', 'erase', ['backspace', 'delete'], 'erase one character', hint('type', 'to search', true)),
  bind('help', 'erase-all', ['ctrl-u'], 'erase the search'),
  bind('help', 'back', ['esc', 'enter'], 'close help', hint('esc', 'close', true)),

  bind('prompt', 'accept', ['enter'], 'accept', hint('enter', 'accept', true)),
  bind('prompt', 'complete', ['tab'], 'complete a command or a name', hint('tab', 'complete', true)),
  bind('prompt', 'earlier', ['up'], 'the command before', hint('↑↓', 'history', true)),
  bind('prompt', 'later', ['down'], 'the command after'),
  bind('prompt', 'erase', ['backspace', 'delete'], 'erase one character'),
  bind('prompt', 'erase-all', ['ctrl-u'], 'erase all'),
  bind('prompt', 'back', ['esc'], 'cancel', hint('esc', 'cancel', true)),
];

type Row = (typeof TABLE)[number];

/** Where keys work: every scope that has a row. */
export type Scope = Row['scope'];
/** What the rows of a scope are called: its handlers have the same names. */
export type RowId<S extends Scope> = Extract<Row, { readonly scope: S }>['id'];

export const KEYMAP: readonly KeyBinding[] = TABLE;

/** Scopes in which keys type text: there no global key works but those with ctrl. */
const TEXT_SCOPES: readonly Scope[] = ['typing', 'form', 'help', 'prompt'];

export function isTextScope(scope: Scope): boolean {
  return TEXT_SCOPES.includes(scope);
}

export function bindingFor(scope: Scope, key: string, table = KEYMAP): KeyBinding | undefined {
  const own = table.find((binding) => binding.scope === scope && binding.keys.includes(key));
  if (own !== undefined) return own;
  if (isTextScope(scope) && !key.startsWith('ctrl-')) return undefined;
  return table.find((binding) => binding.scope === 'global' && binding.keys.includes(key));
}

/** Bindings that work in a scope, its own first. */
export function bindingsOf(scope: Scope, table = KEYMAP): readonly KeyBinding[] {
  const own = table.filter((binding) => binding.scope === scope);
  const taken = new Set(own.flatMap(({ keys }) => keys));
  const isLeft = ({ keys }: KeyBinding): boolean => !keys.every((key) => taken.has(key));
  const works = ({ keys }: KeyBinding): boolean => !isTextScope(scope) || keys.every((key) => key.startsWith('ctrl-'));
  return [...own, ...table.filter((binding) => binding.scope === 'global' && isLeft(binding) && works(binding))];
}

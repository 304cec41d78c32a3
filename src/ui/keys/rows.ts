/** How a row of the table of keys is written. */

/** A row of the table. `global` rows work wherever no text is typed, unless the scope has the key itself. */
export interface KeyBinding<S extends string = string, Id extends string = string> {
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

export const UP = ['up', 'k'];
export const DOWN = ['down', 'j'];
export const FILTER = 'filter: a regular expression; !inverse; -l severity=high; -f letters';
export const OPEN = ['enter', 'right', 'l'];
export const BACK = ['esc', 'left', 'h', 'q'];

export function hint(key: string, word: string, narrow = false, first = ''): KeyHint {
  return { key, word, narrow, first };
}
export function bind<S extends string, Id extends string>(
  scope: S,
  id: Id,
  keys: readonly string[],
  label: string,
  hint?: KeyHint,
): KeyBinding<S, Id> {
  return { id, keys, label, scope, ...(hint === undefined ? {} : { hint }) };
}
export function dangerous<S extends string, Id extends string>(binding: KeyBinding<S, Id>): KeyBinding<S, Id> {
  return { ...binding, danger: true };
}

/** Moving, in every list and text; the hint stands first in the footer. */
export function moving<S extends string>(scope: S, word: string) {
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
export function deciding<S extends string>(scope: S, addWord: string, addLabel = 'add to the plan, or remove from it') {
  return [
    bind(scope, 'diff', ['d'], 'dry-run the change and show the diff', hint('d', 'diff', true)),
    bind(scope, 'add', ['a'], addLabel, hint('a', addWord, true)),
    bind(scope, 'waive', ['w'], 'waive with a reason and an expiry, or end a waiver', hint('w', 'waive')),
    bind(scope, 'skip', ['s'], 'skip for now, or open it again', hint('s', 'skip')),
    bind(
      scope,
      'files',
      ['f'],
      'the files that a change takes, to edit and to write',
      scope === 'decision' ? hint('f', 'files') : undefined,
    ),
    bind(scope, 'yaml', ['y'], 'the whole object, as YAML', scope === 'decision' ? hint('y', 'yaml') : undefined),
    bind(scope, 'undo', ['z'], 'undo the last run, diff first'),
    bind(scope, 'wrong', ['!'], 'say that this is wrong, for an issue; kept on this machine'),
  ];
}

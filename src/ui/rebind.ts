/** The table of keys with other keys in it. Pure; what is asked for is refused with a code, and words are made elsewhere. */
import { graphemes } from '../text/width.ts';
import { isTextScope, KEYMAP, type KeyBinding, type Scope } from './keymap.ts';

/** Other keys for an action: everywhere, or as `scope.action` in one scope, which goes before. */
export interface KeyOverride {
  readonly name: string;
  readonly keys: readonly string[];
}

export type KeyProblem = { readonly name: string } & (
  | { readonly code: 'unknown-action' }
  /** Consent and leaving keep their keys. */
  | { readonly code: 'fixed' }
  | { readonly code: 'no-key' }
  | { readonly code: 'unknown-key'; readonly key: string; readonly meant?: string }
  /** A key that would be typed where text is typed, or is a letter of a menu. */
  | { readonly code: 'types'; readonly key: string; readonly scope: Scope }
  | { readonly code: 'taken'; readonly key: string; readonly scope: Scope; readonly by: KeyBinding }
);

export interface Rebound {
  readonly table: readonly KeyBinding[];
  readonly problems: readonly KeyProblem[];
}

const NAMES = [
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end'],
  ...['enter', 'esc', 'backspace', 'delete', 'tab', 'shift-tab', 'space'],
];
/** Terminals send these as another key. */
const SAME: Readonly<Record<string, string>> = {
  'ctrl-h': 'backspace',
  'ctrl-i': 'tab',
  'ctrl-j': 'enter',
  'ctrl-m': 'enter',
  'ctrl-[': 'esc',
  ' ': 'space',
  return: 'enter',
  escape: 'esc',
  pgup: 'pageup',
  'page-up': 'pageup',
  pgdn: 'pagedown',
  'page-down': 'pagedown',
  del: 'delete',
  backtab: 'shift-tab',
};

/** What yes means, and the ways out, are the same on every terminal: an operator must not learn them anew in an emergency. */
const FIXED: readonly string[] = [
  'global.interrupt',
  'review.yes',
  'review.press',
  'review.button',
  'review.back',
  'typing.press',
  'typing.button',
  'typing.back',
  'prompt.accept',
  'prompt.back',
  'form.back',
  'help.back',
];

/** Whether it keeps its keys, whatever is asked for. */
export function isFixed(binding: KeyBinding): boolean {
  return FIXED.includes(nameOf(binding));
}

function nameOf({ scope, id }: KeyBinding): string {
  return `${scope}.${id}`;
}

export function actionNames(): readonly string[] {
  return [...new Set(KEYMAP.flatMap((binding) => [binding.id, nameOf(binding)]))];
}

export function keyNames(): readonly string[] {
  const letters = 'abdefgklnopqrstuvwxyz'.split('').map((letter) => `ctrl-${letter}`);
  return [...NAMES, ...letters];
}

/** A name as the dispatcher knows it; undefined for what no terminal sends. */
function isKey(key: string): boolean {
  if (keyNames().includes(key)) return true;
  return graphemes(key).length === 1 && /^[^\p{C}\p{Z}\p{M}]/u.test(key);
}

/** What is usually meant by another spelling. */
export function meantKey(key: string): string | undefined {
  const low = key.toLowerCase();
  const shifted = /^shift[-+](.)$/i.exec(key)?.[1];
  if (shifted !== undefined && shifted.toUpperCase() !== shifted) return shifted.toUpperCase();
  const controlled = /^(?:c|ctrl|control)[-+ ](.)$/.exec(low)?.[1] ?? /^\^(.)$/.exec(low)?.[1];
  const name = controlled === undefined ? low : `ctrl-${controlled}`;
  const meant = SAME[name] ?? SAME[key] ?? name;
  return meant !== key && isKey(meant) ? meant : undefined;
}

export function rebind(overrides: readonly KeyOverride[]): Rebound {
  const problems = overrides.flatMap(problemsOf);
  const changed = KEYMAP.map((binding) => ({ binding, keys: keysFor(binding, overrides) }));
  const table = changed.map(({ binding, keys }) => withKeys(binding, keys ?? binding.keys));
  const shown = table.map((binding) => withHint(binding, table));
  return { table: shown, problems: problems.length > 0 ? problems : clashes(shown, overrides) };
}

function problemsOf({ name, keys }: KeyOverride): readonly KeyProblem[] {
  const rows = KEYMAP.filter((binding) => binding.id === name || nameOf(binding) === name);
  if (rows.length === 0) return [{ name, code: 'unknown-action' }];
  if (rows.every(isFixed)) return [{ name, code: 'fixed' }];
  if (keys.length === 0) return [{ name, code: 'no-key' }];
  const unknown = keys.filter((key) => !isKey(key));
  if (unknown.length > 0)
    return unknown.map((key) => {
      const meant = meantKey(key);
      return { name, code: 'unknown-key', key, ...(meant === undefined ? {} : { meant }) };
    });
  const one = rows.find((binding) => nameOf(binding) === name);
  const typed = one === undefined ? undefined : keys.find((key) => isTyped(one.scope, key));
  return one === undefined || typed === undefined ? [] : [{ name, code: 'types', key: typed, scope: one.scope }];
}

/** Where letters are text, or choose in a menu, they are no keys. */
function isTyped(scope: Scope, key: string): boolean {
  return (isTextScope(scope) || scope === 'menu') && (graphemes(key).length === 1 || key === 'space');
}

/** Of what is said for all scopes, those keep their keys that type the new ones, and those that are fixed. */
function keysFor(binding: KeyBinding, overrides: readonly KeyOverride[]): readonly string[] | undefined {
  if (isFixed(binding)) return undefined;
  const own = overrides.findLast(({ name }) => name === nameOf(binding));
  if (own !== undefined) return own.keys;
  const all = overrides.findLast(({ name }) => name === binding.id);
  return all?.keys.some((key) => isTyped(binding.scope, key)) === true ? undefined : all?.keys;
}

function withKeys(binding: KeyBinding, keys: readonly string[]): KeyBinding {
  return { ...binding, keys: [...new Set(keys)] };
}

/** The footer names the first key; two directions stand as one. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  '↑↓': ['up', 'down'],
  '←→': ['left', 'right'],
};
const OTHER_WAY: Readonly<Record<string, string>> = {
  up: 'down',
  earlier: 'later',
  'choice-left': 'choice-right',
};

function withHint(binding: KeyBinding, table: readonly KeyBinding[]): KeyBinding {
  const { hint, scope, id, keys } = binding;
  if (hint === undefined) return binding;
  const pair = PAIRS[hint.key];
  const [first = ''] = keys;
  if (pair !== undefined) {
    const other = table.find((each) => each.scope === scope && each.id === OTHER_WAY[id])?.keys[0] ?? '';
    const isUsual = first === pair[0] && other === pair[1];
    return isUsual ? binding : { ...binding, hint: { ...hint, key: `${keySign(first)}${keySign(other)}` } };
  }
  const before = KEYMAP.find((each) => each.scope === scope && each.id === id)?.keys[0];
  return hint.key === keySign(before ?? '') ? { ...binding, hint: { ...hint, key: keySign(first) } } : binding;
}

const SIGNS: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→' };

/** As it stands in the footer. */
export function keySign(key: string): string {
  return SIGNS[key] ?? key;
}

/** One key, one meaning in a scope, the global keys among them; what the table itself does is meant so. */
function clashes(table: readonly KeyBinding[], overrides: readonly KeyOverride[]): readonly KeyProblem[] {
  const usual = (binding: KeyBinding): boolean => keysFor(binding, overrides) === undefined;
  return table.flatMap((binding): readonly KeyProblem[] => {
    if (usual(binding)) return [];
    const name = overrides.findLast(({ name: each }) => each === nameOf(binding))?.name ?? binding.id;
    for (const key of binding.keys) {
      const by = table.find((other) => other !== binding && other.keys.includes(key) && meets(binding, other));
      if (by !== undefined) return [{ name, code: 'taken', key, scope: sharedScope(binding, by), by }];
    }
    return [];
  });
}

function sharedScope(binding: KeyBinding, by: KeyBinding): Scope {
  return binding.scope === 'global' ? by.scope : binding.scope;
}

function meets(binding: KeyBinding, other: KeyBinding): boolean {
  if (binding.scope === other.scope) return true;
  if (binding.scope !== 'global' && other.scope !== 'global') return false;
  const { scope } = binding.scope === 'global' ? other : binding;
  const key = binding.keys.find((each) => other.keys.includes(each)) ?? '';
  return !isTextScope(scope) || key.startsWith('ctrl-');
}

/** First key of an action where it is in force, as text on the screen names it. */
export function keyOf(table: readonly KeyBinding[] | undefined, scope: Scope, id: string): string {
  return keySign((table ?? KEYMAP).find((each) => each.scope === scope && each.id === id)?.keys[0] ?? '');
}

/** The same, where a screen or a handler says it. */
export function keyIn(
  { options }: { readonly options: { readonly keymap?: readonly KeyBinding[] } },
  scope: Scope,
  id: string,
): string {
  return keyOf(options.keymap, scope, id);
}

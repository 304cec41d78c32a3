/** The one table of keys: handlers, footers, help and documentation are made from it. */
import type { KeyBinding as AnyBinding } from './keys/rows.ts';
import { TABLE } from './keys/table.ts';

/** A row of the table, under one of its scopes. */
export type KeyBinding = AnyBinding<Scope>;

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

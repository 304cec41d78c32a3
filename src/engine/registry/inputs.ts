/** Values that remediations need and only a person can give. */
import { bySpecialty, covers, scopeProblem } from '../../model/scope.ts';
import type { Check, Input, ObjectRef } from '../../plugin-api/index.ts';

/** By check id, then by name: `secretName`, or `secretName@shop` for some of its subjects (`src/model/scope.ts`). */
export type Inputs = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What a remediation may be told, by name; empty for most. */
export function inputsOf(check: Check): Readonly<Record<string, Input<string>>> {
  return check.mode === 'automated' ? (check.remediation?.inputs ?? {}) : {};
}

const NOTHING_TOLD: Readonly<Record<string, string>> = {};

/** The values for one subject, each from the narrowest scope that covers it. */
export function inputsFor(inputs: Inputs | undefined, check: string, ref: ObjectRef): Readonly<Record<string, string>> {
  const told = inputs === undefined || inputs.size === 0 ? undefined : inputs.get(check);
  if (told === undefined) return NOTHING_TOLD;
  const given = Object.entries(told).map(([key, value]) => ({ ...scopedName(key), value }));
  const covering = given.filter(({ scope }) => scope === undefined || covers(scope, ref));
  // The last of a name counts.
  const sorted = covering.toSorted((left, right) => bySpecialty(right.scope, left.scope));
  return Object.fromEntries(sorted.map(({ name, value }) => [name, value]));
}

/** `secretName@shop` apart. */
export function scopedName(key: string): { readonly name: string; readonly scope?: string } {
  const at = key.indexOf('@');
  return at < 0 ? { name: key } : { name: key.slice(0, at), scope: key.slice(at + 1) };
}

/** A sentence when the check takes no such input, or not this value. `key`: its name, with a scope or without. */
export function inputProblem(check: Check, key: string, value: string): string | undefined {
  const { name, scope } = scopedName(key);
  const problem = scope === undefined ? undefined : scopeProblem(scope);
  if (problem !== undefined) return problem;
  const inputs = inputsOf(check);
  const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
  if (input === undefined) {
    const names = Object.keys(inputs);
    const known = names.length === 0 ? 'It needs no input.' : `It takes ${names.join(', ')}.`;
    return `${check.meta.id} has no input ${JSON.stringify(name)}. ${known}`;
  }
  if (input.choices !== undefined && !input.choices.includes(value)) return `Choose from ${input.choices.join(', ')}.`;
  return input.check?.(value);
}

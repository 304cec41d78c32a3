/** Values that remediations need and only a person can give. */
import type { Check, Param } from '../../plugin-api/index.ts';

/** By check id, then by name. */
export type Inputs = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** What a remediation may be told, by name; empty for most. */
export function inputsOf(check: Check): Readonly<Record<string, Param<string>>> {
  return check.mode === 'automated' ? (check.remediation?.inputs ?? {}) : {};
}

/** A sentence when the check takes no such input, or not this value. */
export function inputProblem(check: Check, name: string, value: string): string | undefined {
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

/** `--set CHECK.INPUT=VALUE`: what a change has to be told. */
import { type Inputs, inputProblem } from '../../engine/index.ts';
import type { Registry } from '../../engine/registry.ts';
import { CliError, EXIT } from '../exit.ts';
import { findCheck } from './choose-checks.ts';
import type { Flags } from './parse.ts';

/** Ids have no dot; of one input given twice the last counts. */
const SHAPE = /^([^.=]+)\.([^.=]+)=(.*)$/s;

/** Throws where a value cannot be meant. */
export function readInputs(flags: Flags, registry: Registry): Inputs {
  const inputs = new Map<string, Readonly<Record<string, string>>>();
  for (const text of flags.list('set')) {
    const [, id = '', name = '', value = ''] = SHAPE.exec(text) ?? [];
    if (id === '') throw refused(text, 'Write it as CHECK.INPUT=VALUE.');
    const check = findCheck(registry, id);
    const problem = inputProblem(check, name, value);
    if (problem !== undefined) throw refused(text, problem);
    inputs.set(check.meta.id, { ...inputs.get(check.meta.id), [name]: value });
  }
  return inputs;
}

function refused(text: string, hint: string): CliError {
  return new CliError(EXIT.usage, `--set ${JSON.stringify(text)} cannot be used`, hint);
}

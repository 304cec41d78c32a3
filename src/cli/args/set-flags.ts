/** `--set CHECK.NAME=VALUE`: settings of checks, and what a change has to be told; `NAME@SCOPE` for some subjects. */
import {
  type Inputs,
  inputProblem,
  inputsOf,
  readSetting,
  type SettingOverrides,
  scopedName,
  settingsOf,
} from '../../engine/index.ts';
import type { Registry } from '../../engine/registry/registry.ts';
import type { Check, SettingValue } from '../../plugin-api/index.ts';
import { CliError, EXIT } from '../exit.ts';
import { findCheck } from './choose-checks.ts';
import type { Flags } from './parse.ts';

/** Ids and names have no dot, names of objects may; of one name given twice the last counts. */
const SHAPE = /^([^.=@]+)\.([^.=@]+(?:@[^=]*)?)=(.*)$/s;

export interface SetFlags {
  readonly inputs: Inputs;
  readonly settings: SettingOverrides;
}

/** Throws where a value cannot be meant. */
export function readSetFlags(flags: Flags, registry: Registry): SetFlags {
  const inputs = new Map<string, Readonly<Record<string, string>>>();
  const settings = new Map<string, Readonly<Record<string, SettingValue>>>();
  for (const text of flags.list('set')) {
    const [, id = '', name = '', value = ''] = SHAPE.exec(text) ?? [];
    if (id === '') throw refused(text, 'Write it as CHECK.NAME=VALUE.');
    const check = findCheck(registry, id);
    const { meta } = check;
    const plain = scopedName(name).name;
    if (plain !== name && Object.hasOwn(settingsOf(check), plain))
      throw refused(text, `${plain} is a setting of the whole check: write it as ${id}.${plain}=VALUE.`);
    if (Object.hasOwn(settingsOf(check), name))
      settings.set(meta.id, { ...settings.get(meta.id), [name]: settingOf(check, name, value, text) });
    else inputs.set(meta.id, { ...inputs.get(meta.id), [name]: inputOf(check, name, value, text) });
  }
  return { inputs, settings };
}

function settingOf(check: Check, name: string, value: string, text: string): SettingValue {
  const read = readSetting(check, name, value);
  if ('problem' in read) throw refused(text, read.problem);
  return read.value;
}

function inputOf(check: Check, name: string, value: string, text: string): string {
  const isKnown = Object.hasOwn(inputsOf(check), scopedName(name).name);
  const problem = isKnown ? inputProblem(check, name, value) : unknownName(check, name);
  if (problem !== undefined) throw refused(text, problem);
  return value;
}

function unknownName(check: Check, name: string): string {
  const names = [...Object.keys(settingsOf(check)), ...Object.keys(inputsOf(check))];
  const known = names.length === 0 ? 'There is nothing to set.' : `It takes ${names.join(', ')}.`;
  return `${check.meta.id} has no setting and no input ${JSON.stringify(name)}. ${known}`;
}

function refused(text: string, hint: string): CliError {
  return new CliError(EXIT.usage, `--set ${JSON.stringify(text)} cannot be used`, hint);
}

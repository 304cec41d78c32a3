/** What operators set: values of settings by check, read from text or from the configuration file. */
import { canonicalJson } from '../../kube/canonical.ts';
import type { AnyAutomatedCheck, Check, Setting, SettingValue } from '../../plugin-api/index.ts';
import { type TableRows, tablesOf } from './tables.ts';

/** Values by name. */
export type Settings = Readonly<Record<string, SettingValue>>;
/** By check id, then by name. */
export type SettingOverrides = ReadonlyMap<string, Settings>;
export type SettingsOf = (check: AnyAutomatedCheck) => Settings;

export function settingsOf(check: Check): Readonly<Record<string, Setting<SettingValue>>> {
  return check.mode === 'automated' ? ((check.settings ?? {}) as Readonly<Record<string, Setting<SettingValue>>>) : {};
}

/** Defaults with what was set over them; one object for each check, made once. */
export function settingValues(overrides: SettingOverrides = new Map()): SettingsOf {
  const made = new Map<AnyAutomatedCheck, Settings>();
  return (check) => {
    let values = made.get(check);
    if (values === undefined) {
      const defaults = Object.entries(settingsOf(check)).map(([name, setting]) => [name, setting.default] as const);
      values = Object.freeze({ ...Object.fromEntries(defaults), ...overrides.get(check.meta.id) });
      made.set(check, values);
    }
    return values;
  };
}

/** What operators have set for one check. */
export interface SetByOperator {
  /** By name; only what is not the default. */
  readonly settings: Settings;
  /** Rows added to the tables that it uses, by the id of the table. */
  readonly tables: Readonly<Record<string, readonly object[]>>;
}

export function setFor(
  check: Check,
  from: { readonly settings?: SettingOverrides; readonly tables?: TableRows },
): SetByOperator {
  const known = settingsOf(check);
  const settings = Object.entries(from.settings?.get(check.meta.id) ?? {}).filter(
    ([name, value]) => canonicalJson(value) !== canonicalJson(known[name]?.default ?? null),
  );
  const tables = tablesOf(check).flatMap(({ id }) => {
    const rows = from.tables?.get(id) ?? [];
    return rows.length === 0 ? [] : [[id, rows] as const];
  });
  return { settings: Object.fromEntries(settings), tables: Object.fromEntries(tables) };
}

/** The value that text stands for, by the type of the default; or a sentence that says what is wrong with it. */
export function readSetting(
  check: Check,
  name: string,
  given: unknown,
): { readonly value: SettingValue } | { readonly problem: string } {
  const settings = settingsOf(check);
  const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (setting === undefined) {
    const names = Object.keys(settings);
    const known = names.length === 0 ? 'It has no settings.' : `It has ${names.join(', ')}.`;
    return { problem: `${check.meta.id} has no setting ${JSON.stringify(name)}. ${known}` };
  }
  const value = typeof given === 'string' ? parsed(given, setting.default) : sameType(given, setting.default);
  if (value === undefined) return { problem: `Write ${expected(setting.default)}.` };
  if (setting.choices !== undefined && !choiceOf(setting, value))
    return { problem: `Choose from ${setting.choices.join(', ')}.` };
  const problem = setting.check?.(value);
  return problem === undefined ? { value } : { problem };
}

function choiceOf({ choices = [] }: Setting<SettingValue>, value: SettingValue): boolean {
  const given = Array.isArray(value) ? value : [value];
  return given.every((each) => (choices as readonly SettingValue[]).includes(each));
}

function parsed(text: string, like: SettingValue): SettingValue | undefined {
  switch (typeof like) {
    case 'string':
      return text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'number':
      return text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
    default:
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
  }
}

function sameType(value: unknown, like: SettingValue): SettingValue | undefined {
  if (!Array.isArray(like)) return typeof value === typeof like ? (value as SettingValue) : undefined;
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

function expected(like: SettingValue): string {
  switch (typeof like) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'number':
      return 'a number';
    default:
      return 'a list, with commas between its items';
  }
}

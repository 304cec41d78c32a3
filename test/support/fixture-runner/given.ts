/** What a fixture gives to its check as an operator or a person would, held to the same rules. */
import {
  type Inputs,
  inputProblem,
  readRow,
  readSetting,
  type SettingOverrides,
  type TableRows,
  tablesOf,
} from '../../../src/engine/index.ts';
import type { AnyAutomatedCheck, SettingValue } from '../../../src/plugin-api/index.ts';

/** As written in a document `FixtureSettings`. */
export interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Rows by the id of the table. */
  readonly tables?: Readonly<Record<string, readonly unknown[]>>;
}

/** What an engine takes. */
export interface GivenValues {
  readonly inputs: Inputs;
  readonly settings: SettingOverrides;
  readonly tables: TableRows;
}

/** Throws with the first value that the check does not take. */
export function valuesOf(check: AnyAutomatedCheck, { inputs = {}, settings = {}, tables = {} }: Given): GivenValues {
  const { id } = check.meta;
  for (const [name, value] of Object.entries(inputs)) {
    const problem = inputProblem(check, name, value);
    if (problem !== undefined) throw new Error(`inputs.${name}: ${problem}`);
  }
  const values = Object.entries(settings).map(([name, value]) => [name, settingOf(check, name, value)] as const);
  return {
    inputs: new Map([[id, inputs]]),
    settings: new Map([[id, Object.fromEntries(values)]]),
    tables: new Map(Object.entries(tables).map(([table, rows]) => [table, rowsOf(check, table, rows)])),
  };
}

function settingOf(check: AnyAutomatedCheck, name: string, value: unknown): SettingValue {
  const read = readSetting(check, name, value);
  if ('problem' in read) throw new Error(`settings.${name}: ${read.problem}`);
  return read.value;
}

function rowsOf(check: AnyAutomatedCheck, id: string, rows: readonly unknown[]): readonly object[] {
  const table = tablesOf(check).find((each) => each.id === id);
  if (table === undefined) throw new Error(`tables.${id}: ${check.meta.id} uses no such table.`);
  return rows.map((given, index) => {
    const read = readRow(table, given);
    if ('problem' in read) throw new Error(`tables.${id}[${index}]: ${read.problem}`);
    return read.row;
  });
}

/** What the configuration file says of checks and tables, held to what they take. */
import { readRow, readSetting, type SettingOverrides, type TableRows } from '../../engine/index.ts';
import type { Registry } from '../../engine/registry/registry.ts';
import type { AnyTable, SettingValue } from '../../plugin-api/index.ts';
import { CliError, EXIT } from '../exit.ts';
import type { Config } from './config.ts';

type Given = Readonly<Record<string, unknown>>;

/** Of one setting given twice, what stands under `settings` counts. Throws with the file and the key named. */
export function settingsIn({ checks = [], settings = {} }: Config, file: string, registry: Registry): SettingOverrides {
  const values = new Map<string, Readonly<Record<string, SettingValue>>>();
  const put = (id: string, given: Given, key: string) => {
    const check = registry.find(id);
    if (check === undefined) throw refused(file, key, `There is no check ${JSON.stringify(id)}.`);
    const { meta } = check;
    for (const [name, value] of Object.entries(given)) {
      const read = readSetting(check, name, value);
      if ('problem' in read) throw refused(file, `${key}.${name}`, read.problem);
      values.set(meta.id, { ...values.get(meta.id), [name]: read.value });
    }
  };
  for (const [index, own] of checks.entries()) put(own.id, own.settings ?? {}, `checks[${index}].settings`);
  for (const [id, given] of Object.entries(settings)) put(id, given, `settings.${id}`);
  return values;
}

/** Throws with the file, the table and the number of the row named. */
export function rowsIn({ tables = {} }: Config, file: string, known: readonly AnyTable[]): TableRows {
  const added = Object.entries(tables).map(([id, rows]) => {
    const table = known.find((each) => each.id === id);
    if (table === undefined)
      throw refused(
        file,
        `tables.${id}`,
        `There is no such table: ${known
          .map((each) => each.id)
          .toSorted()
          .join(', ')}.`,
      );
    return [id, rows.map((row, index) => rowOf(table, row, `tables.${id}: row ${index + 1}`, file))] as const;
  });
  return new Map(added);
}

function rowOf(table: AnyTable, given: unknown, key: string, file: string): object {
  const read = readRow(table, given);
  if ('problem' in read) throw refused(file, key, read.problem);
  return read.row;
}

function refused(file: string, key: string, problem: string): CliError {
  return new CliError(EXIT.usage, `${file}: ${key}: ${problem}`);
}

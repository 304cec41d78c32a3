/** Tables of third parties: which ones a check uses, and the rows that operators add. */
import {
  type AnyAutomatedCheck,
  type AnyColumn,
  type AnyRead,
  type AnyTable,
  type Check,
  isFactRead,
  type Table,
} from '../../plugin-api/index.ts';
import { readsOf } from '../view/reads.ts';

/** Rows that the operator has added, by the id of the table. */
export type TableRows = ReadonlyMap<string, readonly object[]>;

/** Those that the check asks for, and those of the facts that it derives; each once. */
export function tablesOf(check: Check): readonly AnyTable[] {
  if (check.mode === 'manual') return [];
  return [...new Set([...(check.tables ?? []), ...tablesOfReads(readsOf(check as AnyAutomatedCheck))])];
}

function tablesOfReads(reads: readonly AnyRead[]): readonly AnyTable[] {
  return reads.flatMap((read): readonly AnyTable[] =>
    isFactRead(read) ? [...(read.fact.tables ?? []), ...tablesOfReads(read.fact.reads)] : [],
  );
}

/** The rows of a table, with those that the operator has added; the same list each time. */
export function rowsOf<Row extends object>(table: Table<Row>, added: TableRows | undefined): readonly Row[] {
  // Added rows were checked against the columns of this table when the configuration was read.
  const more = (added?.get(table.id) ?? []) as readonly Row[];
  return more.length === 0 ? table.rows : together(table.rows, more);
}

const joined = new WeakMap<readonly object[], readonly object[]>();

/** The same list for the same rows: what is made of it can be kept. */
function together<Row extends object>(rows: readonly Row[], added: readonly Row[]): readonly Row[] {
  // What was added to this table is a list of its own.
  const known = (joined.get(added) as readonly Row[] | undefined) ?? [...rows, ...added];
  joined.set(added, known);
  return known;
}

/** A row with the defaults of its table, or a sentence that says what is wrong with it. */
export function readRow(table: AnyTable, given: unknown): { readonly row: object } | { readonly problem: string } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { problem: 'It must be a map.' };
  const { columns } = table;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(columns, name));
  if (unknown !== undefined)
    return { problem: `There is no column ${JSON.stringify(unknown)}. It has ${Object.keys(columns).join(', ')}.` };
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns)) {
    const value = (given as Readonly<Record<string, unknown>>)[name] ?? column.default;
    const problem = value === undefined ? 'It is required.' : columnProblem(column, value);
    if (problem !== undefined) return { problem: `${name}: ${problem}` };
    row[name] = value;
  }
  return { row: Object.freeze(row) };
}

function columnProblem(column: AnyColumn, value: unknown): string | undefined {
  if (column.type === 'list') {
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return 'Write a list of texts.';
    return column.check?.(value);
  }
  if (typeof value !== 'string' || value === '') return 'Write a text.';
  if (column.choices !== undefined && !column.choices.includes(value))
    return `Choose from ${column.choices.join(', ')}.`;
  return column.check?.(value);
}

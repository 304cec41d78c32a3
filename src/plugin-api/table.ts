/** Tables of what others make: names, labels, versions of third parties. They age, so each says as of when. */
import type { Param } from './param.ts';

export interface Table<Row extends object> {
  /** `cloud-credential-names`: also the key under which the configuration file adds rows. */
  readonly id: string;
  readonly describe: string;
  /** Day on which the rows were last compared with their source: `2026-11-28`. */
  readonly asOf: string;
  /** Where the rows come from: project and document. */
  readonly source: string;
  readonly columns: { readonly [K in keyof Row]-?: Column<Exclude<Row[K], undefined>> };
  readonly rows: readonly Row[];
}

/** How a value in the configuration file is read; one with a default may be left out there. */
export type Column<T = string> = [T] extends [readonly string[]]
  ? Param<readonly string[]> & { readonly type: 'list' }
  : Param<T & string> & { readonly type?: 'text' };

export type AnyColumn = Column | Column<readonly string[]>;
/** A table with the type of its rows erased, as lists of them hold it. */
export type AnyTable = Omit<Table<object>, 'columns'> & { readonly columns: Readonly<Record<string, AnyColumn>> };

export function defineTable<Row extends object>(table: Table<Row>): Table<Row> {
  return table;
}

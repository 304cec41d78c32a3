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
  readonly columns: { readonly [K in keyof Row]-?: Column };
  readonly rows: readonly Row[];
}

/** How a value in the configuration file is read. */
export type Column = Param<string> | Param<readonly string[]>;

export function defineTable<Row extends object>(table: Table<Row>): Table<Row> {
  return table;
}

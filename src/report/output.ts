/** What a command has to say, in the parts that formats print. */
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Compared } from './baseline/compared.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

/** Cells are text, so that any format can print them. */
export interface Table {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Parts {
  /** For people: tables, or text that is printed as it is. */
  readonly overview: readonly (Table | string)[];
  /** The same with every detail. */
  readonly details: readonly (Table | string)[];
  /** One row a namespace. */
  readonly namespaces: readonly (Table | string)[];
  /** As kubectl names objects: `deployment.apps/web`. */
  readonly names: readonly string[];
  /** Everything, as plain values in a fixed order. */
  readonly document: unknown;
  /** A scan as it is, for formats that only scans have. */
  readonly scan: { readonly snapshot: ScanSnapshot; readonly selection: Selection; readonly baseline?: Compared };
}
export type Part = keyof Parts;

/** A part is made when a format asks for it; a command has those that its row in the table of commands names. */
export type Output = { readonly [P in Part]?: () => Parts[P] };

export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  return {
    headers: columns.map(({ header }) => header),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

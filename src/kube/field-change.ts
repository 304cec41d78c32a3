/** One value of an object that changes: the unit of every patch, and its own precondition. Pure. */
import type { FieldPath, Json } from '../plugin-api/index.ts';

/** Absent `before` or `after` means that there is no value at the path. */
export interface FieldChange {
  readonly path: FieldPath;
  readonly before?: Json;
  readonly after?: Json;
}

export function fieldChange(path: FieldPath, before: Json | undefined, after: Json | undefined): FieldChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** The output formats, in the order in which help lists them. The flag, its help and the reference page come from here. */
import type { Format } from '../format.ts';
import type { Part } from '../output.ts';
import { json } from './json.ts';
import { name } from './name.ts';
import { sarif } from './sarif.ts';
import { table } from './table.ts';
import { wide } from './wide.ts';
import { yaml } from './yaml.ts';

export const FORMATS = [table, wide, json, yaml, name, sarif] as const satisfies readonly Format[];

/** Without `--output`. */
export const DEFAULT_FORMAT: Format = table;

/** The formats that can print an output with these parts. */
export function formatsOf(parts: readonly Part[], formats: readonly Format[] = FORMATS): readonly Format[] {
  return formats.filter(({ part }) => parts.includes(part));
}

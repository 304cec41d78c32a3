/** The output formats, in the order in which help lists them. The flag, its help and the reference page come from here. */
import type { Format } from '../format.ts';
import type { Part } from '../output.ts';
import { csv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { name } from './name.ts';
import { namespaces } from './namespaces.ts';
import { openmetrics } from './openmetrics.ts';
import { policyreport } from './policyreport.ts';
import { sarif } from './sarif.ts';
import { table } from './table.ts';
import { wide } from './wide.ts';
import { yaml } from './yaml.ts';

export const FORMATS = [
  table,
  wide,
  namespaces,
  json,
  yaml,
  name,
  html,
  markdown,
  sarif,
  junit,
  csv,
  openmetrics,
  policyreport,
] as const satisfies readonly Format[];

/** Without `--output`. */
export const DEFAULT_FORMAT: Format = table;

/** The formats that can print an output with these parts. */
export function formatsOf(parts: readonly Part[], formats: readonly Format[] = FORMATS): readonly Format[] {
  return formats.filter(({ part }) => parts.includes(part));
}

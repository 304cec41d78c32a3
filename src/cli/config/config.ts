/** The operator's configuration: `$XDG_CONFIG_HOME/kubectl-harden/config.yaml`. */

import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import * as z from 'zod';
import { SEVERITIES } from '../../model/finding.ts';
import type { WriteMode } from '../../session/commands.ts';
import { errorCode, problemText } from '../../text/errors.ts';
import { memberPath } from '../../text/member-path.ts';
import { fitsPattern } from '../../text/pattern.ts';
import { THEMES } from '../args/flags.ts';
import { nearest } from '../args/suggest.ts';
import { CliError, EXIT } from '../exit.ts';
import { configFile } from './config-file.ts';

const MODES = ['read-only', 'plan-only', 'apply'] as const satisfies WriteMode[];

/** Each check says itself what its settings take. */
const values = z.record(z.string(), z.unknown());
const instance = z.strictObject({
  id: z.string(),
  from: z.string(),
  title: z.string().trim().min(1).exactOptional(),
  severity: z.enum(SEVERITIES).exactOptional(),
  settings: values.exactOptional(),
});
const schema = z.strictObject({
  theme: z.enum(THEMES).optional(),
  /** Other keys of the walk, by action. */
  keys: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  /** Whether the walk asks the terminal for the mouse. */
  mouse: z.boolean().optional(),
  /** How far writing goes, by context. */
  contexts: z.record(z.string(), z.strictObject({ mode: z.enum(MODES) })).optional(),
  /** By check, then by name. */
  settings: z.record(z.string(), values).optional(),
  /** Rows to add, by table. */
  tables: z.record(z.string(), z.array(z.unknown())).optional(),
  /** Built-in checks once more, under other ids. */
  checks: z.array(instance).optional(),
});
export type Config = z.infer<typeof schema>;

/** An absent file is an empty configuration; anything that cannot be understood is an error that names the field. */
export async function loadConfig(env: NodeJS.ProcessEnv): Promise<Config> {
  const file = configFile(env);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw new CliError(EXIT.usage, `cannot read ${file}: ${problemText(error)}`);
  }
  const parsed = schema.safeParse(parseYaml(text, file));
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // A member that is spelt wrong lacks under its right name, too.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue !== undefined) throw await misfit(issue, text, file);
  throw new CliError(EXIT.usage, `${file}: invalid`);
}

async function misfit(issue: z.core.$ZodIssue, text: string, file: string): Promise<CliError> {
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  return new CliError(EXIT.usage, `${await placeIn(text, file, path)}: ${problemOf(issue, path, valueAt(text, path))}`);
}

/** `FILE: line 3: theme`, to be followed by what is wrong there. */
export async function placeIn(text: string, file: string, path: readonly PropertyKey[]): Promise<string> {
  const { lineOf } = await import('./config-line.ts');
  const line = lineOf(text, path);
  const place = memberPath(path);
  return [file, ...(line === undefined ? [] : [`line ${line}`]), ...(place === '' ? [] : [place])].join(': ');
}

function problemOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[], value: unknown): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown member${meant(String(path.at(-1)), path.length === 1 ? Object.keys(schema.shape) : [])}`;
  if (issue.code !== 'invalid_value') return issue.message;
  return `must be one of ${issue.values.map(String).join(', ')}${meant(String(value), issue.values.map(String))}`;
}

export function meant(word: string, known: Iterable<string>): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function valueAt(text: string, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    load(text),
  );
}

function parseYaml(text: string, file: string): unknown {
  // A document with nothing but comments is an empty configuration too.
  if (text.replace(/^\s*(#.*)?$/gm, '').trim() === '') return {};
  try {
    return load(text);
  } catch (error) {
    throw new CliError(EXIT.usage, `${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}

export interface ModeChoice {
  readonly mode: WriteMode;
  /** The configuration names this context: the mode is not raised within a session. */
  readonly isFixed: boolean;
}

/** The first pattern that fits decides. Where none does, contexts that look like production start without writing. */
export function modeFor(context: string, { contexts }: Config): ModeChoice {
  for (const [pattern, { mode }] of Object.entries(contexts ?? {})) {
    if (fitsPattern(pattern, context)) return { mode, isFixed: mode !== 'apply' };
  }
  return { mode: fitsPattern('*prod*', context.toLowerCase()) ? 'plan-only' : 'apply', isFixed: false };
}

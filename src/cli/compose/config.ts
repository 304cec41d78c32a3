/** The operator's configuration: `$XDG_CONFIG_HOME/kubectl-harden/config.yaml`. */
import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import * as z from 'zod';
import { SEVERITIES } from '../../model/finding.ts';
import type { WriteMode } from '../../session/commands.ts';
import { memberPath } from '../../text/member-path.ts';
import { fitsPattern } from '../../text/pattern.ts';
import { THEMES } from '../args/flags.ts';
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new CliError(EXIT.usage, `cannot read ${file}: ${(error as Error).message}`);
  }
  const parsed = schema.safeParse(parseYaml(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CliError(EXIT.usage, `${file}: ${memberPath(issue?.path ?? [])}: ${issue?.message ?? 'invalid'}`);
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

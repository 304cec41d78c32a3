/** Flags of a program as its command line gives them; credentials are sealed. */
import { sealFlag } from '../../kube/sealed-flags.ts';

/** Last value of each flag; a flag without a value is `true`. */
export type Flags = ReadonlyMap<string, string>;

/** Lists and maps: a repeated flag adds to what the one before it said. */
const ADDING: ReadonlySet<string> = new Set([
  'admission-control',
  'api-audiences',
  'authorization-mode',
  'disable-admission-plugins',
  'enable-admission-plugins',
  'etcd-servers',
  'feature-gates',
  'runtime-config',
  'service-account-issuer',
  'service-account-key-file',
  'tls-cipher-suites',
]);

/**
 * `--name=value` and `--name value`, with `_` for `-` as the components take it, and `-name` as etcd does. Of repeated
 * flags the last wins, but for lists, which add up. A word after a flag that is no flag is its value: the components take
 * no other words.
 */
export function parseFlags(words: readonly string[]): Flags {
  const flags = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const match = FLAG.exec(word);
    if (match?.[1] === undefined) continue;
    const name = match[1].replaceAll('_', '-');
    const next = words[index + 1];
    const value = match[2] ?? (next === undefined || FLAG.test(next) ? 'true' : next);
    const sealed = sealFlag(name, value);
    const before = ADDING.has(name) ? flags.get(name) : undefined;
    flags.set(name, before === undefined || before === '' ? sealed : `${before},${sealed}`);
  }
  return flags;
}

const FLAG = /^(?:--|-(?=[a-z]))([a-z0-9][a-z0-9_-]*)(?:=(.*))?$/s;

const ON: readonly string[] = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const OFF: readonly string[] = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/** Whether a switch is on, as Go reads it. With any other value the program does not start. */
export function isOn(flags: Flags, name: string, byDefault: boolean): boolean {
  const value = flags.get(name) ?? '';
  return ON.includes(value) || (byDefault && !OFF.includes(value));
}

/** What a list holds: `Node,RBAC` on a command line, `[Node,RBAC]` in `/flagz`. */
export function listOf(flags: Flags, name: string): readonly string[] {
  const value = (flags.get(name) ?? '').replace(/^\[|\]$/g, '');
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Set to something: an empty value is none. */
export function isSet(flags: Flags, name: string): boolean {
  return !['', '[]'].includes(flags.get(name) ?? '');
}

/** Those that are not set, named for a sentence: `--a and --b are not set`. */
export function notSet(flags: Flags, names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !isSet(flags, name)).map((name) => `--${name}`);
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
}

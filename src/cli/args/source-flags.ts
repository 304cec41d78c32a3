/** How a command names the source of another one: for lines that a person copies. */
import { shellWord } from '../../text/shell.ts';
import { type FlagName, specOf } from './flags.ts';
import type { Flags } from './parse.ts';

/** What tells one cluster from another; credentials are never repeated on a screen. */
const CONNECTION = [
  'kubeconfig',
  'context',
  'cluster',
  'user',
  'server',
  'proxy-url',
  'as',
] as const satisfies readonly FlagName[];

/** With a blank in front; empty for the current context of the kubeconfig. */
export function sourceFlags(flags: Flags): string {
  if (flags.text('sample') !== undefined) return ' --sample';
  const folder = flags.text('kustomize');
  if (folder !== undefined) return ` -k ${shellWord(folder)}`;
  const files = flags.list('filename').map((path) => ` -f ${shellWord(path)}`);
  const recursive = files.length > 0 && flags.isOn('recursive') ? ' -R' : '';
  const exclude = files.length > 0 ? flags.list('exclude').map((glob) => ` --exclude ${shellWord(glob)}`) : [];
  const connection =
    files.length > 0
      ? []
      : CONNECTION.flatMap((name) => {
          const value = flags.text(name);
          return value === undefined || isOfThisRun(value) ? [] : [` --${name} ${shellWord(value)}`];
        });
  return `${files.join('')}${recursive}${exclude.join('')}${connection.join('')}`;
}

/** What another command cannot use: a pipe of this one, an address with a credential in it. */
function isOfThisRun(value: string): boolean {
  return /^\/(dev|proc\/self)\/fd\//.test(value) || /^[a-z0-9+.-]+:\/\/[^/]*@/i.test(value);
}

/** What narrows a session and what it may do, and how it looks: for going on where it ended. */
const SESSION = [
  'namespace',
  'all-namespaces',
  'profile',
  'check',
  'skip-check',
  'area',
  'severity',
  'records',
  'include-system',
  'read-only',
  'theme',
  'ascii',
] as const satisfies readonly FlagName[];

/** With a blank in front. */
export function sessionFlags(flags: Flags): string {
  return SESSION.map((name) => {
    const { type, short } = specOf(name);
    const written = short === undefined ? `--${name}` : `-${short}`;
    if (type === 'switch') return flags.isOn(name) ? ` ${written}` : '';
    const values = type === 'list' ? flags.list(name) : [flags.text(name)].filter((value) => value !== undefined);
    return values.length === 0 ? '' : ` ${written} ${shellWord(values.join(','))}`;
  }).join('');
}

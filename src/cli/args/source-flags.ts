/** How a command names the source of another one: for lines that a person copies. */
import { shellWord } from '../../text/shell.ts';
import type { FlagName } from './flags.ts';
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
  const connection =
    files.length > 0
      ? []
      : CONNECTION.flatMap((name) => {
          const value = flags.text(name);
          return value === undefined || isOfThisRun(value) ? [] : [` --${name} ${shellWord(value)}`];
        });
  return `${files.join('')}${recursive}${connection.join('')}`;
}

/** What another command cannot use: a pipe of this one, an address with a credential in it. */
function isOfThisRun(value: string): boolean {
  return /^\/(dev|proc\/self)\/fd\//.test(value) || /^[a-z0-9+.-]+:\/\/[^/]*@/i.test(value);
}

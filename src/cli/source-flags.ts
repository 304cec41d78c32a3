/** How a command names the source of another one: for lines that a person copies. */
import type { Flags } from './parse.ts';

/** With a blank in front; empty for a cluster of the kubeconfig. */
export function sourceFlags(flags: Flags): string {
  if (flags.text('sample') !== undefined) return ' --sample';
  return flags
    .list('filename')
    .map((path) => ` -f ${path}`)
    .join('');
}

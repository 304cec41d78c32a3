/** Flags of the API server as its own manifests give them. */
import type { KindMap, View } from '../plugin-api/index.ts';

/** Last value of each flag; a flag without a value is `true`. */
export type Flags = ReadonlyMap<string, string>;

/**
 * `--name=value` and `--name value`; the last of repeated flags wins, as in the program itself. A word after a flag that
 * is no flag is its value: the API server takes no other words.
 */
export function parseFlags(words: readonly string[]): Flags {
  const flags = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const match = /^--([a-z0-9][a-z0-9-]*)(?:=(.*))?$/s.exec(word);
    if (match?.[1] === undefined) continue;
    const next = words[index + 1];
    flags.set(match[1], match[2] ?? (next === undefined || next.startsWith('--') ? 'true' : next));
  }
  return flags;
}

export interface Replica {
  readonly pod: KindMap['Pod'];
  readonly flags: Flags;
}

/**
 * Static pods of the API server in kube-system. On a cluster only the kubelet's own mirror pods count: anybody who may
 * create pods there could claim the label.
 */
export function apiServerReplicas(view: View<'Pod'>, options: { readonly isFiles: boolean }): readonly Replica[] {
  return view
    .select('Pod', 'kube-system', { component: 'kube-apiserver' })
    .filter(({ metadata }) => options.isFiles || metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined)
    .flatMap((pod) => {
      const container = pod.spec?.containers.find(({ name }) => name === 'kube-apiserver') ?? pod.spec?.containers[0];
      const words = [...(container?.command ?? []), ...(container?.args ?? [])];
      return words.length === 0 ? [] : [{ pod, flags: parseFlags(words) }];
    });
}

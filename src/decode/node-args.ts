/** Command lines that k3s and RKE2 write to their nodes: of them what checks read, credentials sealed. */
import { sealFlag } from '../kube/sealed-flags.ts';

/** Under these, by `pkg/nodeconfig` of k3s. It masks its own tokens, and nothing of what components are given. */
export const NODE_ARGS: readonly string[] = ['k3s.io/node-args', 'rke2.io/node-args'];

const OF_COMPONENT = /^--(?:kube-apiserver|kube-controller-manager|kube-scheduler|etcd|kubelet)-arg$/;
const SWITCH = /^--(?:secrets-encryption|protect-kernel-defaults)$/;
const NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** A list of words in JSON again; empty: nothing of it is read. */
export function keptNodeArgs(text: string): string {
  const words = wordsIn(text);
  const [role = ''] = words;
  const kept = words.flatMap((word, index) => {
    const next = words[index + 1] ?? '';
    if (OF_COMPONENT.test(word)) return [word, sealed(next)];
    if (SWITCH.test(word)) return next === 'false' ? [] : [word];
    return [];
  });
  return role === 'server' || role === 'agent' ? JSON.stringify([role, ...kept]) : '';
}

function sealed(argument: string): string {
  const [name = '', ...rest] = argument.split('=');
  if (!NAME.test(name)) return '';
  return rest.length === 0 ? name : `${name}=${sealFlag(name, rest.join('='))}`;
}

function wordsIn(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
  } catch {
    return [];
  }
}

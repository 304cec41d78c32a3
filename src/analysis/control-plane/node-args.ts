/** Flags that k3s and RKE2 give their components, by the command lines that their nodes tell of: what is meant, not what runs. */
import { refOf } from '../../kube/refs.ts';
import type { KindMap, ObjectRef } from '../../plugin-api/index.ts';
import type { ComponentName } from './component.ts';
import { type Flags, parseFlags } from './flags.ts';

export interface NodeArgs {
  /** `k3s`, `RKE2`. */
  readonly distribution: string;
  readonly node: string;
  readonly source: ObjectRef;
  /** It runs a control plane. */
  readonly isServer: boolean;
  /** Switches of its own that are on: `secrets-encryption`. */
  readonly switches: ReadonlySet<string>;
  /** Flags that an operator has added to a component. */
  added(component: ComponentName | 'kubelet'): Flags;
}

const ANNOTATIONS = [
  ['k3s', 'k3s.io/node-args'],
  ['RKE2', 'rke2.io/node-args'],
] as const;

/** Of all nodes that tell of them. */
export function nodeArgsOf(nodes: readonly KindMap['Node'][]): readonly NodeArgs[] {
  return nodes.flatMap((node) =>
    ANNOTATIONS.flatMap(([distribution, annotation]) => {
      const words = wordsIn(node.metadata.annotations?.[annotation]);
      return words.length === 0 ? [] : [argsOf(distribution, node, words)];
    }),
  );
}

function argsOf(distribution: string, node: KindMap['Node'], words: readonly string[]): NodeArgs {
  return {
    distribution,
    node: node.metadata.name,
    source: refOf(node),
    isServer: words[0] === 'server',
    switches: new Set(
      words.filter((word) => /^--[a-z-]+$/.test(word) && !word.endsWith('-arg')).map((word) => word.slice(2)),
    ),
    added(component) {
      const own = words.flatMap((word, index) =>
        word === `--${component}-arg` ? [`--${words[index + 1] ?? ''}`] : [],
      );
      return parseFlags(own);
    },
  };
}

/** As the decoder keeps them. */
function wordsIn(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
  } catch {
    return [];
  }
}

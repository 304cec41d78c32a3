/** The nodes that an agent should be on, and those that no DaemonSet for Linux reaches. */
import type { Node } from './placement.ts';

export interface Nodes {
  readonly all: readonly Node[];
  readonly linux: readonly Node[];
  readonly windows: readonly Node[];
  /** Stand for a service that runs pods elsewhere. Who may label nodes may make one look so. */
  readonly virtual: readonly Node[];
}

const VIRTUAL = [
  ['type', 'virtual-kubelet'],
  ['eks.amazonaws.com/compute-type', 'fargate'],
] as const;

export function sortNodes(all: readonly Node[]): Nodes {
  const kindOf = (node: Node) => (isVirtual(node) ? 'virtual' : isWindows(node) ? 'windows' : 'linux');
  const sorted = Map.groupBy(all, kindOf);
  return {
    all,
    linux: sorted.get('linux') ?? [],
    windows: sorted.get('windows') ?? [],
    virtual: sorted.get('virtual') ?? [],
  };
}

export function nodeNames(nodes: readonly Node[]): readonly string[] {
  return nodes.map(({ metadata }) => metadata.name).sort();
}

function isVirtual({ metadata }: Node): boolean {
  return VIRTUAL.some(([key, value]) => metadata.labels?.[key] === value);
}

/** What the kubelet reports goes before a label. */
function isWindows({ metadata, status }: Node): boolean {
  return (status?.nodeInfo?.operatingSystem || metadata.labels?.['kubernetes.io/os']) === 'windows';
}

/** Whether nodes offer pods a user namespace of their own (`hostUsers: false`), where root is nobody on the node. */
import { defineFact, type Evidence, type KindMap, may } from '../../plugin-api/index.ts';
import { count } from '../../text/words.ts';

type Node = KindMap['Node'];

/** The kubelet's first minor with user namespaces on; GA in 1.36. */
const KUBELET_MINOR = 33;
/** The API server's first minor whose Pod Security lets root run at restricted there. */
const SERVER_MINOR = 35;
/** Secrets and tokens are on tmpfs, which can be mounted with other ids from this kernel on. */
const KERNEL = { major: 6, minor: 3 } as const;

/** By how many of the nodes; `reason`: what keeps one of the others from it, as a clause. */
export type Offer =
  | { readonly by: 'all'; readonly evidence: Evidence }
  | { readonly by: 'some'; readonly reason: string }
  | { readonly by: 'none' };
export interface UserNamespaces {
  /** To pods of that RuntimeClass; without a name, to those of none. `none` also where it is not known. */
  offered(runtimeClass: string | undefined): Offer;
}

const NONE: Offer = { by: 'none' };

/** To pods without a class under `''`. */
const offers = defineFact({
  name: 'offers of user namespaces',
  scope: 'cluster',
  reads: [may('Node'), may('RuntimeClass'), may('ServerVersion')],
  derive(view): ReadonlyMap<string, Offer> {
    const nodes = view.own('Node');
    const minor = view.evidence('ServerVersion').value?.minor;
    if (!nodes.isWhole || minor === undefined || minor < SERVER_MINOR) return new Map();
    const linux = nodes.value.filter(({ status }) => status?.nodeInfo?.operatingSystem !== 'windows');
    const classes = view.own('RuntimeClass').value.map(({ metadata, handler }) => [metadata.name, handler] as const);
    // The handler without a name is the default one.
    return new Map([['', ''] as const, ...classes].map(([name, handler]) => [name, offerOf(linux, handler)]));
  },
});

/** A class that cannot be looked at offers nothing that is known. */
export const userNamespaces = defineFact({
  name: 'user namespaces',
  scope: 'cluster',
  reads: [may.fact(offers)],
  derive(view): UserNamespaces {
    const byClass = view.derive(offers).value;
    return { offered: (name = '') => byClass.get(name) ?? NONE };
  },
});

function offerOf(nodes: readonly Node[], handler: string): Offer {
  if (nodes.length === 0) return NONE;
  const without = nodes.flatMap((node) => lackOf(node, handler) ?? []);
  const [first] = without;
  if (without.length === nodes.length) return NONE;
  if (first !== undefined) return { by: 'some', reason: first };
  const which = nodes.length === 1 ? 'The one node offers' : `All ${count(nodes, 'node')} offer`;
  const to = handler === '' ? '' : ` to pods of the handler ${handler}`;
  return { by: 'all', evidence: { text: `${which} user namespaces${to}.`, source: 'status of the nodes' } };
}

function lackOf({ metadata: { name }, status }: Node, handler: string): string | undefined {
  const { kubeletVersion = '', kernelVersion = '' } = status?.nodeInfo ?? {};
  const kubelet = /^v1\.(\d+)\./.exec(kubeletVersion)?.[1];
  if (kubelet === undefined || Number(kubelet) < KUBELET_MINOR) return `node ${name} runs kubelet ${kubeletVersion}`;
  const found = status?.runtimeHandlers?.find((each) => (each.name ?? '') === handler);
  if (found?.features?.userNamespaces !== true) return `the container runtime of node ${name} has none`;
  return isOld(kernelVersion) ? `node ${name} runs kernel ${kernelVersion}` : undefined;
}

/** An unreadable version is none that is known to do. */
function isOld(kernel: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(kernel) ?? [];
  if (major === undefined || minor === undefined) return true;
  return Number(major) < KERNEL.major || (Number(major) === KERNEL.major && Number(minor) < KERNEL.minor);
}

/** The ends of connections: classes of pods that every policy treats alike, and stretches of addresses outside. */
import type { LabelSelector, Labels } from '../../../kube/label-selector.ts';
import { matchesLabels, selectsAll } from '../../../kube/label-selector.ts';
import { type Addresses, parse, parseAddress } from '../addresses.ts';
import type { PeerTerm, ReachPod, ReachWorld } from './types.ts';

export interface PodEnd {
  readonly pod: ReachPod;
  readonly addresses: readonly Addresses[];
}
export interface OutsideEnd {
  readonly outside: Addresses;
}
export type End = PodEnd | OutsideEnd;

export function isOutside(end: End): end is OutsideEnd {
  return 'outside' in end;
}

export const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

export function labelsOfNamespace({ namespaces }: Pick<ReachWorld, 'namespaces'>, name: string): Labels {
  return { ...namespaces.get(name), [NAMESPACE_LABEL]: name };
}

/** What tells one end from another: labels that some selector asks for, and blocks that some rule names. */
export interface Distinctions {
  readonly labelKeys: ReadonlySet<string>;
  readonly isByAccount: boolean;
  readonly blocks: readonly Addresses[];
}

export function distinctionsOf(terms: Iterable<PeerTerm>, selectors: Iterable<LabelSelector>): Distinctions {
  const labelKeys = new Set<string>();
  const cidrs = new Set<string>();
  for (const selector of selectors) for (const key of keysOf(selector)) labelKeys.add(key);
  for (const term of terms) {
    if (term.is === 'pods') for (const key of keysOf(term.pods)) labelKeys.add(key);
    if (term.is === 'block') for (const cidr of [term.cidr, ...term.except]) cidrs.add(cidr);
  }
  return { labelKeys, isByAccount: false, blocks: [...cidrs].flatMap((cidr) => parse(cidr) ?? []) };
}

function keysOf({ matchLabels, matchExpressions }: LabelSelector): readonly string[] {
  return [...Object.keys(matchLabels ?? {}), ...(matchExpressions ?? []).map(({ key }) => key)];
}

/** Equal for pods that no policy tells apart. */
export function classKey(pod: ReachPod, { labelKeys, isByAccount, blocks }: Distinctions): string {
  const labels = Object.entries(pod.labels).filter(([key]) => labelKeys.has(key));
  const addresses = addressesOf(pod);
  const within = addresses.map((address) => blocks.flatMap((block, at) => (isIn(address, block) ? [at] : [])));
  const ports = pod.namedPorts.map(({ name, protocol, port }) => [name, protocol, port]);
  const account = isByAccount ? pod.serviceAccount : undefined;
  return JSON.stringify([
    pod.namespace,
    pod.isHostNetwork,
    pod.isFinished,
    labels.sort(),
    ports.sort(),
    within,
    account,
  ]);
}

export function addressesOf({ addresses }: ReachPod): readonly Addresses[] {
  return addresses.flatMap((address) => parseAddress(address) ?? []);
}

/** All addresses of both families, cut wherever a block begins or ends. */
export function outsideEnds({ blocks }: Distinctions): readonly OutsideEnd[] {
  return ([32, 128] as const).flatMap((bits) => {
    const inFamily = blocks.filter((block) => block.bits === bits);
    const starts = inFamily.flatMap(({ first, last }) => [first, last + 1n]);
    const limit = 1n << BigInt(bits);
    const cuts = [...new Set([0n, ...starts])].filter((cut) => cut < limit).sort((a, b) => (a < b ? -1 : 1));
    return cuts.map((first, at) => ({ outside: { first, last: (cuts[at + 1] ?? limit) - 1n, bits } }));
  });
}

export function isIn(address: Addresses, block: Addresses): boolean {
  return address.bits === block.bits && block.first <= address.first && address.last <= block.last;
}

export type Matcher = (term: PeerTerm, end: End) => boolean;

/** Whether an end is among those that a term names. */
export function matcherFor({
  namespaces,
  doBlocksSelectPods,
}: Pick<ReachWorld, 'namespaces' | 'doBlocksSelectPods'>): Matcher {
  const isInBlock = blockMatcher();
  return (term, end) => {
    switch (term.is) {
      case 'everybody':
        return true;
      case 'nodes':
        return !isOutside(end) && end.pod.isHostNetwork;
      case 'pods':
        return !isOutside(end) && !end.pod.isHostNetwork && isAmong(term, end.pod, namespaces);
      case 'block':
        return isOutside(end) ? isInBlock(term, end.outside) : doBlocksSelectPods && isPodIn(term, end, isInBlock);
    }
  };
}

type PodsTerm = Extract<PeerTerm, { is: 'pods' }>;
type BlockTerm = Extract<PeerTerm, { is: 'block' }>;
type BlockMatcher = (term: BlockTerm, address: Addresses) => boolean;

function isAmong({ namespace, pods }: PodsTerm, pod: ReachPod, namespaces: ReachWorld['namespaces']): boolean {
  if (typeof namespace === 'string') return pod.namespace === namespace && matchesLabels(pods, pod.labels);
  const isThere = selectsAll(namespace) || matchesLabels(namespace, labelsOfNamespace({ namespaces }, pod.namespace));
  return isThere && matchesLabels(pods, pod.labels);
}

/** An address that is not known is in a block only where every address of a family is. */
function isPodIn(term: BlockTerm, { addresses }: PodEnd, isInBlock: BlockMatcher): boolean {
  if (addresses.length > 0) return addresses.some((address) => isInBlock(term, address));
  return term.except.length === 0 && /\/0$/.test(term.cidr);
}

/** The same blocks are asked about for every end: each is read once. */
function blockMatcher(): BlockMatcher {
  const known = new Map<string, Addresses | undefined>();
  const blockOf = (cidr: string) => {
    if (!known.has(cidr)) known.set(cidr, parse(cidr));
    return known.get(cidr);
  };
  const isWithin = (address: Addresses, cidr: string) => {
    const block = blockOf(cidr);
    return block !== undefined && isIn(address, block);
  };
  return ({ cidr, except }, address) => isWithin(address, cidr) && !except.some((hole) => isWithin(address, hole));
}

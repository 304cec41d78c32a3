/** Whom a rule of Cilium is about: endpoints, entities and blocks; what else there is, is not judged. */
import type { LabelSelector } from '../../../../kube/label-selector.ts';
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
import { type End, isOutside } from '../ends.ts';
import type { ReachWorld } from '../types.ts';
import { blockOf, isAmongAddresses } from './blocks.ts';
import { ciliumTest } from './cilium-selectors.ts';
import { both, either, not } from './members.ts';
import type { Known, Test } from './types.ts';

export interface PeerNames {
  readonly way: 'from' | 'to';
  readonly own: string | undefined;
  readonly namespaces: ReachWorld['namespaces'];
}

const FIELDS = [
  'Endpoints',
  'Entities',
  'CIDR',
  'CIDRSet',
  'Requires',
  'Nodes',
  'Groups',
  'Services',
  'FQDNs',
] as const;
type Field = (typeof FIELDS)[number];

/** Without a field for peers: everybody. A field with an empty list stands for nobody. */
export function ciliumPeer(rule: JsonObject, names: PeerNames): Test {
  const given = FIELDS.flatMap((field): readonly (readonly [Field, readonly Json[]])[] => {
    const list = rule[`${names.way}${field}`];
    return Array.isArray(list) ? [[field, list as readonly Json[]]] : [];
  });
  const union = given.filter(([field]) => field !== 'Requires').map(([field, list]) => testOf(field, list, names));
  const isRequired = given.some(([field, list]) => field === 'Requires' && list.length > 0);
  const said =
    union.length === 0 ? () => true : (end: End) => union.map((test) => test(end)).reduce<Known>(either, false);
  return {
    key: `cilium peer ${names.own ?? ''} ${JSON.stringify(given)}`,
    meets: (end) => (isRequired ? both(said(end), undefined) : said(end)),
  };
}

type Meets = (end: End) => Known;

function testOf(field: Field, list: readonly Json[], names: PeerNames): Meets {
  switch (field) {
    case 'Endpoints':
      return anyOf(
        list.filter(isJsonObject).map((each) => ciliumTest(each as LabelSelector, names.own, names.namespaces).meets),
      );
    case 'Entities':
      return anyOf(list.map((entity) => (end: End) => ofEntity(String(entity), end)));
    case 'CIDR':
      return anyOf(list.map((block) => blockTest({ cidr: block })));
    case 'CIDRSet':
      return anyOf(list.filter(isJsonObject).map(blockTest));
    case 'Nodes':
      return (end) => (!isOutside(end) && end.pod.isHostNetwork ? undefined : false);
    case 'FQDNs':
    case 'Groups':
      return (end) => (isOutside(end) ? undefined : false);
    default:
      return () => undefined;
  }
}

function anyOf(tests: readonly Meets[]): Meets {
  return (end) => tests.map((test) => test(end)).reduce<Known>(either, false);
}

/** What the cluster knows by labels is in no block; whether nodes are, is set elsewhere. */
function blockTest({ cidr, except, ...rest }: JsonObject): Meets {
  if (typeof cidr !== 'string' || Object.keys(rest).length > 0) return (end) => (isPod(end) ? false : undefined);
  const block = blockOf(cidr);
  const holes = itemsIn(except).flatMap((hole) => blockOf(String(hole)) ?? []);
  if (block === undefined) return () => undefined;
  return (end) => {
    if (isPod(end)) return false;
    if (!isOutside(end)) return undefined;
    return both(isAmongAddresses(end, [block]), not(isAmongAddresses(end, holes)));
  };
}

function isPod(end: End): boolean {
  return !isOutside(end) && !end.pod.isHostNetwork;
}

function ofEntity(entity: string, end: End): Known {
  const isHost = !isOutside(end) && end.pod.isHostNetwork;
  switch (entity) {
    case 'all':
      return true;
    case 'world':
      return isOutside(end);
    case 'world-ipv4':
      return isOutside(end) && end.outside.bits === 32;
    case 'world-ipv6':
      return isOutside(end) && end.outside.bits === 128;
    case 'cluster':
      return !isOutside(end);
    case 'none':
      return false;
    case 'host':
    case 'remote-node':
      return isHost ? undefined : false;
    case 'kube-apiserver':
    case 'ingress':
      return isPod(end) ? false : undefined;
    case 'health':
      return false;
    default:
      return undefined;
  }
}

/** Whom a rule of Cilium is about: endpoints, entities and blocks; what else there is, is not judged. */
import type { LabelSelector } from '../../../../kube/label-selector.ts';
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
import { type End, isOutside } from '../ends.ts';
import type { ReachWorld } from '../types.ts';
import { blockOf, isAmongAddresses } from './blocks.ts';
import { ciliumPeers } from './cilium-selectors.ts';
import { isGiven } from './cilium-validity.ts';
import { both, either, not } from './members.ts';
import type { Known, Test } from './types.ts';

export interface PeerNames {
  readonly way: 'from' | 'to';
  readonly own: string | undefined;
  readonly namespaces: ReachWorld['namespaces'];
}

/** An empty list of one of these makes the rule one for nobody; an empty list of the others is none. */
const OF_NOBODY = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Nodes'] as const;
const FIELDS = [...OF_NOBODY, 'Groups', 'Services', 'FQDNs'] as const;
type Field = (typeof FIELDS)[number];

/** Undefined: it is for nobody. Without any field for peers a rule is for everybody, on ports that it names. */
export function ciliumPeer(rule: JsonObject, names: PeerNames): Test | undefined {
  if (OF_NOBODY.some((field) => isEmptyList(rule[`${names.way}${field}`]))) return undefined;
  const given = FIELDS.flatMap((field): readonly (readonly [Field, readonly Json[]])[] => {
    const list = rule[`${names.way}${field}`];
    return isGiven(list) ? [[field, list as readonly Json[]]] : [];
  });
  if (given.length === 0) return isGiven(rule.toPorts) ? EVERYBODY : undefined;
  const tests = given.map(([field, list]) => testOf(field, list, names));
  return { key: `cilium peer ${names.own ?? ''} ${JSON.stringify(given)}`, meets: anyOf(tests) };
}

const EVERYBODY: Test = { key: 'cilium everybody', meets: () => true };

function isEmptyList(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

type Meets = (end: End) => Known;

function testOf(field: Field, list: readonly Json[], names: PeerNames): Meets {
  switch (field) {
    case 'Endpoints':
      return anyOf(
        list.filter(isJsonObject).map((each) => ciliumPeers(each as LabelSelector, names.own, names.namespaces).meets),
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
    // Told apart only where both families are in use.
    case 'world-ipv4':
      return isOutside(end) && end.outside.bits === 32 ? undefined : false;
    case 'world-ipv6':
      return isOutside(end) && end.outside.bits === 128 ? undefined : false;
    case 'cluster':
      return !isOutside(end);
    case 'cluster-mesh':
      return isOutside(end) ? undefined : true;
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

/** Ends of rules of Calico: selectors and blocks, each with what is left out. */
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
import { type End, isOutside } from '../ends.ts';
import type { ReachWorld } from '../types.ts';
import { blockOf, isAmongAddresses } from './blocks.ts';
import { ofWorkloads } from './calico-selectors.ts';
import { both, not } from './members.ts';
import type { Known, Test } from './types.ts';

export interface EntityContext {
  readonly own: string | undefined;
  readonly namespaces: ReachWorld['namespaces'];
  readonly hasNetworkSets: boolean;
}

/** Said of ports, not of ends. */
const OF_PORTS: ReadonlySet<string> = new Set(['ports', 'notPorts']);
const JUDGED: ReadonlySet<string> = new Set([
  ...OF_PORTS,
  'selector',
  'notSelector',
  'namespaceSelector',
  'nets',
  'notNets',
]);

export function isAnybody(entity: JsonObject): boolean {
  return Object.entries(entity).every(([key, value]) => OF_PORTS.has(key) || isNothing(value));
}

export function calicoEntity(entity: JsonObject, context: EntityContext, ipVersion: Json | undefined): Test {
  const isMore = Object.entries(entity).some(([key, value]) => !JUDGED.has(key) && !isNothing(value));
  const tests: ((end: End) => Known)[] = [
    ...selectors(entity, context),
    ...(itemsIn(entity.nets).length > 0 ? [(end: End) => isAmong(end, entity.nets)] : []),
    ...(itemsIn(entity.notNets).length > 0 ? [(end: End) => not(isAmong(end, entity.notNets))] : []),
    ...(isMore ? [() => undefined] : []),
    ...(ipVersion === undefined
      ? []
      : [(end: End): Known => (isOutside(end) ? (end.outside.bits === 32) === (Number(ipVersion) === 4) : undefined)]),
  ];
  return {
    key: `calico entity ${JSON.stringify([entity, context.own ?? '', ipVersion ?? ''])}`,
    meets: (end) => tests.map((test) => test(end)).reduce<Known>(both, true),
  };
}

/** A namespace selector alone stands for every pod there. */
function selectors(
  entity: JsonObject,
  { own, namespaces, hasNetworkSets }: EntityContext,
): readonly ((end: End) => Known)[] {
  const [selector, negated, namespaceSelector] = ['selector', 'notSelector', 'namespaceSelector'].map((key) =>
    textOf(entity[key]),
  );
  if (selector === '' && namespaceSelector === '' && negated === '') return [];
  const positive = ofWorkloads(
    { selector: selector ?? '', namespaceSelector: namespaceSelector ?? '', own },
    namespaces,
  );
  const without = ofWorkloads({ selector: negated ?? '', namespaceSelector: '', own: undefined }, namespaces);
  const ofOthers = (end: End): Known => {
    if (isOutside(end)) return hasNetworkSets ? undefined : false;
    // Selected only where its host is an endpoint of Calico by itself.
    return end.pod.isHostNetwork ? undefined : true;
  };
  const isPositive = selector !== '' || namespaceSelector !== '';
  return [
    (end) => {
      const reached = ofOthers(end);
      if (reached !== true) return isPositive ? reached : undefined;
      return both(positive.meets(end), negated === '' ? true : not(without.meets(end)));
    },
  ];
}

function isAmong(end: End, nets: Json | undefined): Known {
  const blocks = itemsIn(nets).map((net) => blockOf(String(net)));
  if (blocks.includes(undefined)) return undefined;
  return isAmongAddresses(
    end,
    blocks.flatMap((block) => block ?? []),
  );
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

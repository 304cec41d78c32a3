/** Ends of rules of Calico: selectors and blocks, each with what is left out. */
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
import { type End, isOutside } from '../ends.ts';
import { blockOf, isAmongAddresses } from './blocks.ts';
import { type CalicoEnds, EVERYTHING, type Selecting } from './calico-ends.ts';
import { both, not } from './members.ts';
import type { Known, Test } from './types.ts';

export interface EntityContext {
  readonly own: string | undefined;
  readonly ends: CalicoEnds;
}

/** Said of ports, not of ends. */
const OF_PORTS: ReadonlySet<string> = new Set(['ports', 'notPorts']);
const JUDGED: ReadonlySet<string> = new Set([
  ...OF_PORTS,
  'selector',
  'notSelector',
  'namespaceSelector',
  'serviceAccounts',
  'nets',
  'notNets',
]);

export function isAnybody(entity: JsonObject): boolean {
  return Object.entries(entity).every(([key, value]) => OF_PORTS.has(key) || isNothing(value));
}

export function calicoEntity(entity: JsonObject, context: EntityContext, ipVersion: Json | undefined): Test {
  const isMore = Object.entries(entity).some(([key, value]) => !JUDGED.has(key) && !isNothing(value));
  const [isWithout, isLeftOut] = [itemsIn(entity.notNets).length > 0, within(entity.notNets)];
  const tests: ((end: End) => Known)[] = [
    ...selectors(entity, context),
    ...(itemsIn(entity.nets).length > 0 ? [within(entity.nets)] : []),
    ...(isWithout ? [(end: End) => not(isLeftOut(end))] : []),
    ...(isMore ? [() => undefined] : []),
    ...(ipVersion === undefined ? [] : [(end: End) => isOfFamily(end, Number(ipVersion) === 4 ? 32 : 128)]),
  ];
  return {
    key: `calico entity ${JSON.stringify([entity, context.own ?? '', ipVersion ?? ''])}`,
    meets: (end) => tests.map((test) => test(end)).reduce<Known>(both, true),
  };
}

/** In a policy of a namespace every selector keeps to it, one of what is left out, too, unless namespaces are selected. */
function selectors(entity: JsonObject, { own, ends }: EntityContext): readonly ((end: End) => Known)[] {
  const [selector = '', without = '', namespaceSelector = ''] = ['selector', 'notSelector', 'namespaceSelector'].map(
    (key) => textOf(entity[key]),
  );
  const accounts = accountsOf(entity.serviceAccounts);
  const isPositive = selector !== '' || namespaceSelector !== '' || accounts !== EVERYTHING.accounts;
  const meant: Selecting = { selector, namespaceSelector, accounts, own };
  return [
    ...(isPositive || (without !== '' && own !== undefined) ? [(end: End) => ends.isAmong(end, meant)] : []),
    ...(without === '' ? [] : [(end: End) => not(ends.isAmong(end, { ...EVERYTHING, selector: without }))]),
  ];
}

function accountsOf(value: Json | undefined): Selecting['accounts'] {
  if (!isJsonObject(value)) return EVERYTHING.accounts;
  const [selector, names] = [textOf(value.selector), itemsIn(value.names).map(String)];
  return selector === '' && names.length === 0 ? EVERYTHING.accounts : { selector, names };
}

function within(nets: Json | undefined): (end: End) => Known {
  const blocks = itemsIn(nets).map((net) => blockOf(String(net)));
  if (blocks.includes(undefined)) return () => undefined;
  const known = blocks.flatMap((block) => block ?? []);
  return (end) => isAmongAddresses(end, known);
}

/** A pod of both families uses one of them for each connection. */
function isOfFamily(end: End, bits: 32 | 128): Known {
  if (isOutside(end)) return end.outside.bits === bits;
  const own = new Set(end.addresses.map((address) => address.bits));
  return own.size === 1 ? own.has(bits) : undefined;
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

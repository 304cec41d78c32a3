/** Ports of rules of Cilium. */
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
import type { Direction } from '../../types.ts';
import {
  ALL_PORTS,
  allPortsOf,
  isProtocol,
  NO_PORTS,
  type PortSet,
  PROTOCOLS,
  type Protocol,
  portRange,
  union,
} from '../ports.ts';
import { isGiven } from './cilium-validity.ts';
import { ALL_OTHER_PORTS } from './members.ts';
import type { OtherPorts } from './types.ts';

interface Said {
  readonly ports: OtherPorts;
  readonly doubt?: string;
}

const LAYER_7 = 'it looks into what is sent';

/** Each entry of a rule by itself. */
export function portsOf({ toPorts, icmps }: JsonObject, direction: Direction): readonly Said[] {
  // ICMP has no ports: nothing that is judged here is let through by it.
  if (!isGiven(toPorts)) return isGiven(icmps) ? [] : [{ ports: ALL_OTHER_PORTS }];
  return (toPorts as readonly Json[]).filter(isJsonObject).map(({ ports, ...more }) => {
    const isAmongAll = direction === 'Egress';
    const list = itemsIn(ports).filter(isJsonObject).map(portOf);
    const isLooking = Object.entries(more).some(([key, value]) => isCondition(key, value));
    return { ports: { ...joined(list), isAmongAll }, ...(isLooking ? { doubt: LAYER_7 } : {}) };
  });
}

/** No ports, no connection. */
function joined(all: readonly OtherPorts[]): OtherPorts {
  return { fixed: all.map(({ fixed }) => fixed).reduce(union, NO_PORTS), named: all.flatMap(({ named }) => named) };
}

/** Rules for what is sent are none where they are empty, or let every name be asked for. */
function isCondition(key: string, value: Json | undefined): boolean {
  if (key !== 'rules' || !isJsonObject(value)) return !isNothing(value);
  const { dns, ...rest } = value;
  const isEveryName = itemsIn(dns).some((each) => isJsonObject(each) && each.matchPattern === '*');
  return !Object.values(rest).every(isNothing) || (!isNothing(dns) && !isEveryName);
}

function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0;
}

/** 0 stands for every port of the protocol. Names are in lower case. */
function portOf({ port, endPort, protocol }: JsonObject): OtherPorts {
  const protocols = protocolsOf(protocol);
  const text = String(port ?? '0');
  if (!/^\d+$/.test(text)) return { fixed: NO_PORTS, named: [{ name: text.toLowerCase(), protocols }] };
  const [first, last] = [Number(text), typeof endPort === 'number' && endPort > Number(text) ? endPort : Number(text)];
  const each = (one: Protocol): PortSet => (first === 0 ? allPortsOf(one) : portRange(one, first, last));
  return {
    fixed:
      protocols.length === PROTOCOLS.length && first === 0 ? ALL_PORTS : protocols.map(each).reduce(union, NO_PORTS),
    named: [],
  };
}

function protocolsOf(protocol: Json | undefined): readonly Protocol[] {
  const said = String(protocol ?? '').toUpperCase();
  if (said === '' || said === 'ANY') return PROTOCOLS;
  return isProtocol(said) ? [said] : [];
}

/** Ports of rules of Cilium. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
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
import { ALL_OTHER_PORTS } from './members.ts';
import type { OtherPorts } from './types.ts';

interface Said {
  readonly ports: OtherPorts;
  readonly doubt?: string;
}

const LAYER_7 = 'it looks into what is sent';
/** Beside the ports themselves. */
const KNOWN: readonly string[] = ['ports'];

/** Each entry of a rule by itself. */
export function portsOf({ toPorts, icmps }: JsonObject): readonly Said[] {
  // ICMP has no ports: nothing that is judged here is let through by it.
  const isIcmp = Array.isArray(icmps) && icmps.length > 0;
  if (!Array.isArray(toPorts)) return isIcmp ? [] : [{ ports: ALL_OTHER_PORTS }];
  const entries = (toPorts as readonly Json[]).filter(isJsonObject);
  if (entries.length === 0) return isIcmp ? [] : [{ ports: ALL_OTHER_PORTS }];
  return entries.map((entry) => {
    const isMore = Object.keys(entry).some((key) => !KNOWN.includes(key));
    const list = Array.isArray(entry.ports) ? (entry.ports as readonly Json[]).filter(isJsonObject) : [];
    const ports = list.length === 0 ? ALL_OTHER_PORTS : joined(list.map(portOf));
    return { ports, ...(isMore ? { doubt: LAYER_7 } : {}) };
  });
}

function joined(all: readonly OtherPorts[]): OtherPorts {
  return { fixed: all.map(({ fixed }) => fixed).reduce(union, NO_PORTS), named: all.flatMap(({ named }) => named) };
}

/** 0 and no port at all stand for every port of the protocol. */
function portOf({ port, endPort, protocol }: JsonObject): OtherPorts {
  const protocols = protocolsOf(protocol);
  const text = port === undefined ? '0' : String(port);
  if (!/^\d+$/.test(text)) return { fixed: NO_PORTS, named: [{ name: text, protocols }] };
  const [first, last] = [Number(text), typeof endPort === 'number' && endPort > Number(text) ? endPort : Number(text)];
  const each = (one: Protocol): PortSet => (first === 0 ? allPortsOf(one) : portRange(one, first, last));
  return {
    fixed:
      protocols.length === PROTOCOLS.length && first === 0 ? ALL_PORTS : protocols.map(each).reduce(union, NO_PORTS),
    named: [],
  };
}

function protocolsOf(protocol: Json | undefined): readonly Protocol[] {
  if (protocol === undefined || protocol === '' || protocol === 'ANY') return PROTOCOLS;
  return isProtocol(String(protocol)) ? [String(protocol) as Protocol] : [];
}

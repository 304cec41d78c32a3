/** Protocols and ports of rules of Calico. */
import { itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';
import {
  ALL_PORTS,
  allPortsOf,
  difference,
  intersection,
  isProtocol,
  NO_PORTS,
  type PortSet,
  PROTOCOLS,
  type Protocol,
  portRange,
  union,
} from '../ports.ts';
import type { OtherPorts } from './types.ts';

const NUMBERS: Readonly<Record<number, Protocol>> = { 6: 'TCP', 17: 'UDP', 132: 'SCTP' };

export interface SaidPorts {
  readonly ports: readonly { readonly ports: OtherPorts; readonly isExcept?: boolean }[];
  readonly doubt?: string;
}

/** Of ICMP and of protocols without ports there are none. */
export function calicoPorts({ protocol, notProtocol, icmp }: JsonObject, { ports, notPorts }: JsonObject): SaidPorts {
  if (icmp !== undefined) return { ports: [] };
  const whole = difference(
    protocol === undefined ? ALL_PORTS : portsOfProtocol(protocol),
    notProtocol === undefined ? NO_PORTS : portsOfProtocol(notProtocol),
  );
  if (whole.length === 0) return { ports: [] };
  const left = itemsIn(ports).length === 0 ? undefined : joined(itemsIn(ports), whole);
  if (itemsIn(notPorts).length > 0) {
    const right = joined(itemsIn(notPorts), whole);
    if (left !== undefined || right.named.length > 0)
      return { ports: [{ ports: left ?? { fixed: whole, named: [] } }], doubt: 'it leaves out ports by name' };
    return { ports: [{ ports: { fixed: difference(whole, right.fixed), named: [] } }] };
  }
  return { ports: [{ ports: left ?? { fixed: whole, named: [] } }] };
}

function joined(list: readonly Json[], whole: PortSet): OtherPorts {
  const protocols = PROTOCOLS.filter((protocol) => intersection(whole, allPortsOf(protocol)).length > 0);
  const texts = list.map(String);
  const isNumeric = (text: string) => /^\d+(:\d+)?$/.test(text);
  const fixed = texts.filter(isNumeric).map((text) => {
    const [first = '0', last = first] = text.split(':');
    return protocols.map((protocol) => portRange(protocol, Number(first), Number(last))).reduce(union, NO_PORTS);
  });
  return {
    fixed: fixed.reduce(union, NO_PORTS),
    named: texts.filter((text) => !isNumeric(text)).map((name) => ({ name, protocols })),
  };
}

function portsOfProtocol(protocol: Json): PortSet {
  const named =
    typeof protocol === 'number'
      ? NUMBERS[protocol]
      : /^\d+$/.test(String(protocol))
        ? NUMBERS[Number(protocol)]
        : String(protocol).toUpperCase();
  return named !== undefined && isProtocol(named) ? allPortsOf(named) : NO_PORTS;
}

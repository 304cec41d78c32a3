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

/** Undefined: it is about ICMP, or a protocol without ports. */
export function calicoPorts(
  { protocol, notProtocol, icmp }: JsonObject,
  { ports, notPorts }: JsonObject,
): OtherPorts | undefined {
  if (icmp !== undefined) return undefined;
  const whole = difference(
    protocol === undefined ? ALL_PORTS : portsOfProtocol(protocol),
    notProtocol === undefined ? NO_PORTS : portsOfProtocol(notProtocol),
  );
  if (whole.length === 0) return undefined;
  const said = itemsIn(ports).length === 0 ? { fixed: whole, named: [] } : joined(itemsIn(ports), whole);
  return itemsIn(notPorts).length === 0 ? said : { ...said, without: joined(itemsIn(notPorts), whole) };
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

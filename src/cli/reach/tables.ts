/** Connections for people: one row for all that may reach the same on the same ports. */
import type { Connection, ConnectionEnd } from '../../analysis/network-policy/index.ts';
import { type Table, tableOf } from '../../report/output.ts';
import { count, nameSome } from '../../text/words.ts';

type Ports = Connection['ports'];

/** Every connection in a row of its own. */
export function wideTable(connections: readonly Connection[]): Table {
  return tableOf(
    [
      { header: 'FROM', cell: ({ from }: Connection) => endText(from) },
      { header: 'TO', cell: ({ to }) => endText(to) },
      { header: 'PORTS', cell: openText },
    ],
    connections,
  );
}

interface Folded {
  readonly from: readonly ConnectionEnd[];
  readonly to: readonly ConnectionEnd[];
  readonly ports: Ports;
  readonly unknown?: Connection['unknown'] | undefined;
}

/** Of how many workloads there are, by namespace. */
export type Counts = ReadonlyMap<string, number>;

/** Ends with the very same connections share a row. */
export function foldedTable(connections: readonly Connection[], counts: Counts): Table {
  const columns = [
    { header: 'FROM', cell: ({ from }: Folded) => endsText(from, counts) },
    { header: 'TO', cell: ({ to }: Folded) => endsText(to, counts) },
    { header: 'PORTS', cell: openText },
  ];
  return tableOf(columns, fold(connections));
}

/** First who reaches each end on the same ports, then the ends that the same reach. */
function fold(connections: readonly Connection[]): readonly Folded[] {
  const byTo = Map.groupBy(connections, (each) => `${endText(each.to)}\n${openText(each)}`);
  const reached = [...byTo.values()].flatMap((group): readonly Folded[] => {
    const [one] = group;
    return one === undefined
      ? []
      : [{ from: group.map(({ from }) => from), to: [one.to], ports: one.ports, unknown: one.unknown }];
  });
  const byFrom = Map.groupBy(reached, (each) => `${each.from.map(endText).join('\n')}\n${openText(each)}`);
  return [...byFrom.values()].flatMap((group) => {
    const [one] = group;
    return one === undefined ? [] : [{ ...one, to: group.flatMap(({ to }) => to) }];
  });
}

function endText(end: ConnectionEnd): string {
  if (!('external' in end)) return `${end.namespace}/${end.name}`;
  const all = end.addresses.join(', ');
  return all === '0.0.0.0/0, ::/0' ? 'external' : `external ${nameSome(end.addresses)}`;
}

const MOST_NAMED = 3;

/** `shop/*` where all of a namespace are meant; many as `28 of 31 workloads`. */
function endsText(ends: readonly ConnectionEnd[], counts: Counts): string {
  const outside = ends.filter((end) => 'external' in end).map(endText);
  const workloads = ends.flatMap((end) => ('external' in end ? [] : [end]));
  const inside = Map.groupBy(workloads, ({ namespace }) => namespace);
  const all = [...counts.values()].reduce((sum, size) => sum + size, 0);
  const names = [...inside].flatMap(([namespace, group]) =>
    group.length > 1 && group.length === counts.get(namespace) ? [`${namespace}/*`] : group.map(endText),
  );
  if (names.length <= MOST_NAMED) return [...names, ...outside].join(', ');
  const some =
    workloads.length === all ? `all ${count(all, 'workload')}` : `${workloads.length} of ${count(all, 'workload')}`;
  return [some, ...outside].join(', ');
}

/** What is open, and what nobody knows of. */
function openText({ ports, unknown }: Pick<Folded, 'ports' | 'unknown'>): string {
  if (unknown === undefined) return portsText(ports);
  const open = ports.length === 0 ? '' : `${portsText(ports)}; `;
  return `${open}unknown: ${portsText(unknown.ports)} (${nameSome(unknown.policies)})`;
}

const ALL = 'all';

export function portsText(ports: Ports): string {
  const whole = ports.filter(({ port, endPort }) => port === 1 && endPort === 65_535);
  if (whole.length === 3) return ALL;
  return ports.map(rangeText).join(', ');
}

function rangeText({ protocol, port, endPort }: Ports[number]): string {
  if (port === 1 && endPort === 65_535) return `${protocol} all`;
  return `${protocol} ${port === endPort ? port : `${port}-${endPort}`}`;
}

/** The connections of a namespace before and after a change, and the policies that select its pods. Pure. */
import type { Flow, NetworkDetail, SelectingPolicy } from '../../../model/detail.ts';
import { printable } from '../../../text/printable.ts';
import { cutMiddle, padEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { GLYPHS } from '../../glyphs.ts';
import { BLANK, type Line, line, span, spread } from '../../text/line.ts';
import type { Token } from '../../theme.ts';

const DIRECTION = 4;
const NAMED = 3;
const WORDS = { Ingress: 'in', Egress: 'out' } as const;

export function networkRows(detail: NetworkDetail, width: number): readonly Line[] {
  const { workloads, flows, policies, doubt, unread } = detail;
  const title = `CONNECTIONS OF ${count(workloads, 'WORKLOAD', 'WORKLOADS')}`;
  const isCompared = flows.some(({ after }) => after !== undefined);
  return [
    ...texts(doubt === undefined ? [] : [doubt], width, 'danger'),
    ...texts(
      unread.map((text) => `Unknown, not read: ${text}.`),
      width,
      'danger',
    ),
    spread(
      line(' ', span(title, 'text.strong')),
      line(span(isCompared ? 'with the change' : '', 'text.dim')),
      width - 1,
    ),
    ...(flows.length === 0 ? [line('  none is possible')] : flows.flatMap((flow) => flowRows(flow, width))),
    BLANK,
    line(' ', span('POLICIES THAT SELECT THEIR PODS', 'text.strong')),
    ...(policies.length === 0
      ? texts(['none: every connection is allowed'], width)
      : policies.flatMap((each) => policyRows(each, width))),
  ];
}

/** "in   from web          ends", and below how many on which ports. */
function flowRows(flow: Flow, width: number): readonly Line[] {
  const { direction, namespace, before, after, ports, unknown } = flow;
  const [word, token] = becomes(flow);
  const other = namespace === undefined ? 'outside of the cluster' : namespace;
  const room = width - DIRECTION - word.length - 8;
  const name = cutMiddle(printable(`${direction === 'in' ? 'from' : 'to'} ${other}`), Math.max(12, room));
  const left = line(' ', span(padEnd(direction, DIRECTION), 'text.dim'), name);
  const then = after === undefined || after === before ? '' : ` ${GLYPHS.arrow} ${sum(after, ports.after ?? '')}`;
  const doubt = unknown === 0 ? '' : `; of ${unknown} nobody knows`;
  const figures = wrap(`${sum(before, ports.before)}${then}${doubt}`, width - DIRECTION - 5);
  return [
    spread(left, line(span(word, token)), width - 1),
    ...figures.map((part) => line(' '.repeat(DIRECTION + 3), span(part, 'text.dim'))),
  ];
}

function sum(amount: number, ports: string): string {
  return amount === 0 ? 'none' : `${count(amount, 'connection')} on ${ports === 'all' ? 'all ports' : ports}`;
}

function becomes({ before, after, ports, unknown }: Flow): readonly [string, Token] {
  if (unknown > 0) return ['unknown', 'state.unknown'];
  if (after === undefined) return ['open', 'text.dim'];
  if (before > 0 && after === 0) return ['ends', 'diff.del'];
  if (before === 0 && after > 0) return ['new', 'diff.add'];
  if (after < before || ports.before !== ports.after) return ['changes', 'stream.stale'];
  return ['stays', 'state.pass'];
}

function policyRows({ name, selects, directions, isNew }: SelectingPolicy, width: number): readonly Line[] {
  const ways = directions.map((each) => WORDS[each]).join(', ');
  const text = `${name} (${ways === '' ? 'no direction' : ways}): ${selectsText(selects)}`;
  return wrap(printable(text), width - 5).map((part, at) =>
    line(
      ' ',
      span(at === 0 && isNew === true ? '+  ' : '   ', 'diff.add'),
      isNew === true ? span(part, 'diff.add') : part,
    ),
  );
}

function selectsText(selects: SelectingPolicy['selects']): string {
  if (selects === 'all') return 'all pods';
  if (selects.length === 0) return 'no pod of today';
  const more = selects.length - NAMED;
  return more > 0 ? `${selects.slice(0, NAMED).join(', ')} and ${more} more` : selects.join(', ');
}

function texts(all: readonly string[], width: number, token?: Token): readonly Line[] {
  return all.flatMap((text) => wrap(printable(text), width - 3).map((part) => line('  ', span(part, token))));
}

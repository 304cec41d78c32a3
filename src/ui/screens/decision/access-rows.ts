/** The way of a right in rows: subject, binding, role, rules, and each hop to what they reach in the end. Pure. */
import type { AccessDetail, AccessPath, Hop, Named } from '../../../model/detail.ts';
import { printable } from '../../../text/printable.ts';
import { padEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { Token } from '../../theme.ts';

const LABEL = 9;
/** More rules of one role than these do not help to decide. */
const MOST_RULES = 6;
const TARGETS = { 'cluster-admin': 'all rights', node: 'a node' } as const;

export function accessRows({ paths, more, unread }: AccessDetail, width: number): readonly Line[] {
  return [
    ...paths.flatMap((path) => [...pathRows(path, width), BLANK]),
    ...(more > 0 ? [line(span(` and ${count(more, 'more path')}`, 'text.dim'))] : []),
    ...unread.flatMap((text) => labelled('Unread', `${text}. There may be more.`, width, 'danger')),
  ];
}

function pathRows({ subject, binding, role, namespace, rules, leadsTo }: AccessPath, width: number): readonly Line[] {
  const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
  return [
    ...wrap(printable(subject), width - 2).map((part) => line(' ', span(part, 'text.strong'))),
    ...labelled('Binding', nameText(binding), width),
    ...labelled('Role', nameText(role), width),
    ...labelled('Allows', rules.length === 0 ? 'nothing: the role is not there, or empty' : (rules[0] ?? ''), width),
    ...rules.slice(1, MOST_RULES).flatMap((rule) => labelled('', rule, width)),
    ...(rules.length > MOST_RULES ? labelled('', `and ${count(rules.length - MOST_RULES, 'more rule')}`, width) : []),
    ...labelled('Where', where, width),
    ...reachRows(leadsTo, width),
  ];
}

function reachRows(leadsTo: AccessPath['leadsTo'], width: number): readonly Line[] {
  if (leadsTo === undefined) return labelled('Reaches', 'no way to all rights or to a node is known', width);
  const { target, hops } = leadsTo;
  const text = `${TARGETS[target]} in ${count(hops.length, 'step')}`;
  return [
    ...labelled('Reaches', text, width, target === 'cluster-admin' ? 'sev.crit' : 'sev.high'),
    ...hops.flatMap((hop, at) => hopRows(hop, at + 1, width)),
  ];
}

/** Who does what, by which grant, and what that makes of them. */
function hopRows({ from, text, to, binding }: Hop, number: number, width: number): readonly Line[] {
  const by = binding === undefined ? '' : ` (${nameText(binding)})`;
  const sentence = printable(`${from} ${text}${by}, and ${becomes(to)}`);
  return wrap(sentence, width - LABEL - 5).map((part, at) =>
    line(' '.repeat(LABEL + 1), span(at === 0 ? `${number}  ` : '   ', 'accent'), part),
  );
}

function becomes(place: string): string {
  if (place === 'cluster-admin') return 'has all rights';
  if (place === 'node') return 'has a node with what runs on it';
  const [, namespace] = /^accounts (.*)$/.exec(place) ?? [];
  if (namespace === undefined) return `becomes ${place}`;
  return namespace === '*' ? 'becomes any ServiceAccount' : `becomes any ServiceAccount of ${namespace}`;
}

function nameText({ kind, namespace, name }: Named): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function labelled(label: string, text: string, width: number, token: Token = 'text.dim'): readonly Line[] {
  return wrap(printable(text), width - LABEL - 2).map((part, at) =>
    line(' ', span(padEnd(at === 0 ? label : '', LABEL), token), part),
  );
}

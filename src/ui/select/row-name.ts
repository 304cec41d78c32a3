/** What a row is called, and from where on that names its objects. Pure. */
import { printable } from '../../text/printable.ts';
import { stemOf } from '../../text/stem.ts';
import type { Name } from '../text/cut-apart.ts';
import type { Decision } from '../types.ts';

export function rowName({
  title,
  members: [lead],
}: {
  readonly title: string;
  readonly members: readonly Pick<Decision, 'subject'>[];
}): Name {
  const text = printable(title);
  const words = [...text.matchAll(/[^ ]+/g)];
  const known =
    lead === undefined ? [] : [lead.subject.namespace ?? '', lead.subject.name].filter((each) => each !== '');
  const names = new Set([...known, ...known.map(stemOf)].map(printable));
  const isTelling = ([word]: RegExpMatchArray): boolean =>
    word?.split(/[/,]/).some((part) => part.includes('*') || names.has(part)) === true;
  const first = words.find(isTelling) ?? words.findLast(([word]) => !/^\(\d+\)$/.test(word));
  return { text, from: first?.index ?? 0 };
}

/** What a row of several decisions is called. */
import type { Decision } from '../../model/decision.ts';
import { stemOf } from '../../text/stem.ts';
import { shapeOf } from './shape.ts';

/** `members`: at least one. */
export function rowTitle(members: readonly [Decision, ...Decision[]]): string {
  const [first] = members;
  if (members.length === 1) return first.title;
  const isOneShape = members.every((each) => shapeOf(each) === shapeOf(first));
  return `${isOneShape ? groupTitle(first, members) : sourceTitle(members)} (${members.length})`;
}

/** `Deployment shop-*`, where names have a stem in common; else `Deployment shop/*`, or the first of them by name. */
function groupTitle(first: Decision, members: readonly Decision[]): string {
  const own = nameOf(first);
  const stems = new Set(members.map((each) => stemOf(nameOf(each))));
  const titles = new Set(members.map((each) => each.title.replaceAll(nameOf(each), '*')));
  if (titles.size === 1 && stems.size === 1 && members.every((each) => nameOf(each).includes('-')))
    return first.title.replaceAll(own, stemOf(own));
  const { namespace, name } = first.subject;
  const [stem = ''] = stems;
  if (namespace !== undefined && stems.size === 1 && stem !== namespace && !areInOne(members))
    return first.title.replaceAll(`${namespace}/${name}`, `${stem}/*`);
  if (namespace === undefined)
    return first.title.replaceAll(
      name,
      firstNames(members, (each) => each.subject.name),
    );
  if (areInOne(members)) return first.title.replaceAll(`${namespace}/${name}`, `${namespace}/*`);
  const whole = `${namespace}/${name}`;
  return first.title.includes(whole)
    ? first.title.replaceAll(
        whole,
        firstNames(members, ({ subject }) => `${subject.namespace}/${subject.name}`),
      )
    : first.title.replaceAll(namespace, firstNames(members, nameOf));
}

const NAMED = 2;

/** Rows that are called by a star alone could not be told apart. */
function firstNames(members: readonly Decision[], nameIn: (decision: Decision) => string): string {
  const names = [...new Set(members.map(nameIn))];
  return [...names.slice(0, NAMED), ...(names.length > NAMED ? ['…'] : [])].join(', ');
}

/** All in one namespace. */
function areInOne([first, ...others]: readonly Decision[]): boolean {
  return others.every(({ subject }) => subject.namespace === first?.subject.namespace);
}

/** The namespace, where the decision is about one; else the object. */
function nameOf({ subject }: Decision): string {
  return subject.namespace ?? subject.name;
}

/** `Helm release shop`, `Argo CD application preview-*`, `Argo CD application *`. */
function sourceTitle(members: readonly Decision[]): string {
  const labels = [...new Set(members.flatMap(({ owner }) => (owner === null ? [] : plainLabel(owner))))];
  const [first = ''] = labels;
  if (labels.length === 1) return first;
  const [kind, stems] = [new Set(labels.map(kindOf)), new Set(labels.map((label) => stemOf(lastWord(label))))];
  const [stem = '*'] = stems;
  return `${kind.size === 1 ? kindOf(first) : 'Sources'} ${stems.size === 1 ? stem : '*'}`;
}

/** Of a release that is installed from elsewhere, without where that is. */
function plainLabel({ label, home }: NonNullable<Decision['owner']>): string {
  const where = ` in ${home}`;
  return label.endsWith(where) ? label.slice(0, -where.length) : label;
}

function lastWord(label: string): string {
  return label.split(/[ /]/).at(-1) ?? label;
}

function kindOf(label: string): string {
  return label
    .slice(0, -lastWord(label).length)
    .replace(/ [^ ]*\/$/, '')
    .trim();
}

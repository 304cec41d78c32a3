/** Same shape, one row (ux N2): decisions that are equal after names are taken out are decided together. */
import { compareDecisions } from '../../engine/index.ts';
import { shortHash } from '../../kube/canonical.ts';
import type { Decision, DecisionRow } from '../../model/decision.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { stemOf } from '../../text/stem.ts';
import { exchanged } from './sorted.ts';

/** Of one row: more than this nobody looks through before a yes. */
const MOST_MEMBERS = 20;

interface Group {
  readonly members: readonly Decision[];
  readonly rows: readonly DecisionRow[];
}

/** Decisions of one item in rows, in the order of the first member of their shape. */
export class Rows {
  readonly #groups = new Map<string, Group>();
  #ordered: readonly Group[] = [];
  #rows: readonly DecisionRow[] = [];

  get rows(): readonly DecisionRow[] {
    return this.#rows;
  }

  update(gone: readonly Decision[], come: readonly Decision[]): void {
    if (gone.length + come.length === 0) return;
    const [was, is] = [Map.groupBy(gone, shapeOf), Map.groupBy(come, shapeOf)];
    const shapes = [...new Set([...was.keys(), ...is.keys()])];
    const before = shapes.flatMap((shape) => this.#groups.get(shape) ?? []);
    for (const shape of shapes) this.#regroup(shape, was.get(shape) ?? [], is.get(shape) ?? []);
    const now = shapes.flatMap((shape) => this.#groups.get(shape) ?? []);
    this.#ordered = exchanged(this.#ordered, compareGroups, before, now);
    this.#rows = this.#ordered.flatMap(({ rows }) => rows);
  }

  #regroup(shape: string, gone: readonly Decision[], come: readonly Decision[]): void {
    const group = this.#groups.get(shape);
    const members = exchanged(group?.members ?? [], compareDecisions, gone, come);
    if (members.length === 0) this.#groups.delete(shape);
    else this.#groups.set(shape, { members, rows: rowsOf(members, group?.rows ?? []) });
  }
}

function compareGroups({ members: [left] }: Group, { members: [right] }: Group): number {
  return left === undefined || right === undefined ? 0 : compareDecisions(left, right);
}

/** A row whose members are the same stays the same. */
function rowsOf(members: readonly Decision[], before: readonly DecisionRow[]): readonly DecisionRow[] {
  const known = new Map(before.map((row) => [row.members[0], row]));
  return chunks(members).map((chunk) => {
    const row = known.get(chunk[0]);
    const isSame = row?.members.length === chunk.length && row.members.every((each, index) => each === chunk[index]);
    return isSame ? row : rowOf(chunk);
  });
}

function chunks(members: readonly Decision[]): readonly (readonly Decision[])[] {
  const found: (readonly Decision[])[] = [];
  for (let start = 0; start < members.length; start += MOST_MEMBERS)
    found.push(members.slice(start, start + MOST_MEMBERS));
  return found;
}

function rowOf(members: readonly Decision[]): DecisionRow {
  const [first] = members;
  if (first === undefined) throw new RangeError('a row needs a decision');
  if (members.length === 1) return { id: first.id, title: first.title, members };
  const title = `${groupTitle(first, members)} (${members.length})`;
  return { id: shortHash(['row', ...members.map(({ id }) => id)]), title, members };
}

/** `Deployment shop-*`, where names have a stem in common; else `Deployment shop/*`, or `Deployment *`. */
function groupTitle(first: Decision, members: readonly Decision[]): string {
  const own = nameOf(first);
  const stems = new Set(members.map((each) => stemOf(nameOf(each))));
  const titles = new Set(members.map((each) => each.title.replaceAll(nameOf(each), '*')));
  if (titles.size === 1 && stems.size === 1 && members.every((each) => nameOf(each).includes('-')))
    return first.title.replaceAll(own, stemOf(own));
  const { namespace, name } = first.subject;
  if (namespace === undefined) return first.title === name ? 'namespaces' : first.title.replaceAll(name, '*');
  const isOne = members.every(({ subject }) => subject.namespace === namespace);
  return first.title.replaceAll(`${namespace}/${name}`, isOne ? `${namespace}/*` : '*');
}

/** The namespace, where the decision is about one; else the object. */
function nameOf({ subject }: Decision): string {
  return subject.namespace ?? subject.name;
}

/** Equal for decisions that may share a row: what is done is the same, whatever the objects and their containers are called. */
function shapeOf(decision: Decision): string {
  const { title, item, readiness, severity, owner, platform, refusal, variants, findings, subject } = decision;
  // A decision without changes has no shape that could be carried out together.
  if (variants.every(({ changes }) => changes.length === 0)) return decision.id;
  // Members come in the order in which they are written, here and in the changes that checks propose.
  const shape = JSON.stringify({
    title: withoutNames(title, subject),
    item,
    readiness,
    severity,
    owner: owner?.manager,
    platform,
    refusal: refusal?.allow ?? refusal !== undefined,
    kind: subject.kind,
    variants: variants.map((variant) => [variant.readiness, variant.changes]),
    findings: findings.map((finding) => [finding.check, finding.part]).sort(),
  });
  return namesOf(decision).reduce((text, [name, sign]) => text.replaceAll(JSON.stringify(name), sign), shape);
}

function withoutNames(title: string, { namespace, name }: ObjectRef): string {
  const without = title.replaceAll(name, '*');
  return namespace === undefined ? without : without.replaceAll(namespace, '*');
}

/** What is called differently in each member: the object, its namespace, its file, its containers in their order. */
function namesOf({ subject, findings }: Decision): readonly (readonly [string, string])[] {
  const { namespace, name, file } = subject;
  const parts = [...new Set(findings.flatMap(({ part }) => part ?? []))];
  return [
    ...(file === undefined ? [] : [[file, '"*file"'] as const]),
    ...(namespace === undefined ? [] : [[namespace, '"*namespace"'] as const]),
    [name, '"*name"'] as const,
    ...parts.map((part, at) => [part, `"*part ${at}"`] as const),
  ];
}

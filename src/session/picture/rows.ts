/** Same shape, one row (ux N2): decisions that are equal after names are taken out are decided together. */
import { compareDecisions } from '../../engine/index.ts';
import { shortHash } from '../../kube/canonical.ts';
import type { Decision, DecisionRow } from '../../model/decision.ts';
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
  const own = nameOf(first);
  const title = first.title.replaceAll(own, `${stem(own)}-*`);
  return { id: shortHash(['row', ...members.map(({ id }) => id)]), title: `${title} (${members.length})`, members };
}

/** The namespace, where the decision is about one; else the object. */
function nameOf({ subject }: Decision): string {
  return subject.namespace ?? subject.name;
}

/** `shop-eu-1` and `shop-us` share the stem `shop`; a name without a dash is its own. */
function stem(name: string): string {
  const dash = name.indexOf('-');
  return dash <= 0 ? name : name.slice(0, dash);
}

/** Equal for decisions that may share a row. */
function shapeOf(decision: Decision): string {
  const own = nameOf(decision);
  const { title, item, readiness, severity, owner, platform, refusal, variants, findings, subject } = decision;
  // Members come in the order in which they are written, here and in the changes that checks propose.
  const shape = JSON.stringify({
    title: title.replaceAll(own, '*'),
    item,
    readiness,
    severity,
    owner: owner?.manager,
    platform,
    refusal: refusal?.allow ?? refusal !== undefined,
    kind: subject.kind,
    object: subject.namespace === undefined ? '' : subject.name,
    variants: variants.map((variant) => [variant.readiness, variant.changes]),
    findings: findings.map((finding) => [finding.check, finding.part]).sort(),
  });
  // A decision without changes has no shape that could be carried out together.
  const alike = variants.length > 0 && own.includes('-') ? `${stem(own)}-` : own;
  return `${alike}|${shape.replaceAll(JSON.stringify(own), '"*"')}`;
}

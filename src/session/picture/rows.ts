/**
 * Same shape, one row (ux N2): decisions that are equal after names are taken out are decided together. What is changed in
 * a source that others keep is one unit, and sources with the same to change share a row (ux N6).
 */
import { compareDecisions } from '../../engine/index.ts';
import { shortHash } from '../../kube/canonical.ts';
import type { Decision, DecisionRow } from '../../model/decision.ts';
import { rowTitle } from './row-title.ts';
import { shapeOf, sourceOf } from './shape.ts';
import { exchanged } from './sorted.ts';

/** Units of one row that takes a yes: more than this nobody looks through before it. */
const MOST_UNITS = 20;

/** A decision, or all that is changed in one source. */
interface Unit {
  readonly key: string;
  /** Equal for units that share a row. */
  readonly shape: string;
  readonly members: readonly Decision[];
}

interface Group {
  readonly units: readonly Unit[];
  readonly rows: readonly DecisionRow[];
}

/** Decisions of one item in rows, in the order of the first member of their shape. */
export class Rows {
  readonly #units = new Map<string, Unit>();
  readonly #groups = new Map<string, Group>();
  #ordered: readonly Group[] = [];
  #rows: readonly DecisionRow[] = [];

  get rows(): readonly DecisionRow[] {
    return this.#rows;
  }

  update(gone: readonly Decision[], come: readonly Decision[]): void {
    if (gone.length + come.length === 0) return;
    const { was, is } = this.#regroupUnits(gone, come);
    const shapes = [...new Set([...was.keys(), ...is.keys()])];
    const before = shapes.flatMap((shape) => this.#groups.get(shape) ?? []);
    for (const shape of shapes) this.#regroup(shape, was.get(shape) ?? [], is.get(shape) ?? []);
    const now = shapes.flatMap((shape) => this.#groups.get(shape) ?? []);
    this.#ordered = exchanged(this.#ordered, compareGroups, before, now);
    this.#rows = this.#ordered.flatMap(({ rows }) => rows);
  }

  /** Units that go and come, by their shape: one that has another member is another unit. */
  #regroupUnits(gone: readonly Decision[], come: readonly Decision[]) {
    const [left, joined] = [Map.groupBy(gone, unitKey), Map.groupBy(come, unitKey)];
    const keys = [...new Set([...left.keys(), ...joined.keys()])];
    const before = keys.flatMap((key) => this.#units.get(key) ?? []);
    for (const key of keys) this.#remake(key, left.get(key) ?? [], joined.get(key) ?? []);
    const now = keys.flatMap((key) => this.#units.get(key) ?? []);
    return { was: Map.groupBy(before, byShape), is: Map.groupBy(now, byShape) };
  }

  #remake(key: string, gone: readonly Decision[], come: readonly Decision[]): void {
    const members = exchanged(this.#units.get(key)?.members ?? [], compareDecisions, gone, come);
    if (members.length === 0) this.#units.delete(key);
    else this.#units.set(key, { key, shape: unitShape(members), members });
  }

  #regroup(shape: string, gone: readonly Unit[], come: readonly Unit[]): void {
    const group = this.#groups.get(shape);
    const units = exchanged(group?.units ?? [], compareUnits, gone, come);
    if (units.length === 0) this.#groups.delete(shape);
    else this.#groups.set(shape, { units, rows: rowsOf(units, group?.rows ?? []) });
  }
}

function unitKey(decision: Decision): string {
  return sourceOf(decision) ?? decision.id;
}

function byShape({ shape }: Unit): string {
  return shape;
}

/** Of a source, what there is to change in it, however often. */
function unitShape(members: readonly Decision[]): string {
  const shapes = [...new Set(members.map(shapeOf))].sort();
  return shapes.join(' ');
}

function compareUnits(left: Unit, right: Unit): number {
  return compareFirst(left.members, right.members);
}

function compareGroups({ units: [left] }: Group, { units: [right] }: Group): number {
  return compareFirst(left?.members ?? [], right?.members ?? []);
}

function compareFirst([left]: readonly Decision[], [right]: readonly Decision[]): number {
  return left === undefined || right === undefined ? 0 : compareDecisions(left, right);
}

/** A row whose members are the same stays the same. */
function rowsOf(units: readonly Unit[], before: readonly DecisionRow[]): readonly DecisionRow[] {
  const known = new Map(before.map((row) => [row.members[0], row]));
  return chunks(units).map((chunk) => {
    const members = chunk.flatMap((unit) => unit.members).toSorted(compareDecisions);
    const row = known.get(members[0]);
    const isSame =
      row?.members.length === members.length && row.members.every((each, index) => each === members[index]);
    return isSame ? row : rowOf(members);
  });
}

function chunks(units: readonly Unit[]): readonly (readonly Unit[])[] {
  // What is changed in sources gets no yes here: its row names where.
  if (units[0]?.members[0]?.readiness === 'elsewhere') return [units];
  const found: (readonly Unit[])[] = [];
  for (let start = 0; start < units.length; start += MOST_UNITS) found.push(units.slice(start, start + MOST_UNITS));
  return found;
}

function rowOf([first, ...others]: readonly Decision[]): DecisionRow {
  if (first === undefined) throw new RangeError('a row needs a decision');
  const members = [first, ...others] as const;
  const id = members.length === 1 ? first.id : shortHash(['row', ...members.map((each) => each.id)]);
  return { id, title: rowTitle(members), members };
}

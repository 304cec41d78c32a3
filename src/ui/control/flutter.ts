/** Rows that come and go: more than three changes in a minute are told, until half a minute has passed without one. */
import type { DecisionRow } from '../types.ts';

const MOST_CHANGES = 3;
const WITHIN_MS = 60_000;
const SETTLES_MS = 30_000;

export class Flutter {
  #known: ReadonlyMap<string, string> | undefined;
  readonly #changes = new Map<string, readonly number[]>();
  readonly #until = new Map<string, number>();

  /** By the id of each row that is not settled: when it will be. `now` in milliseconds. */
  follow(rows: readonly DecisionRow[], now: number): Readonly<Record<string, number>> {
    const current = new Map(rows.map((row) => [row.id, shapeOf(row)]));
    const before = this.#known ?? current;
    for (const id of new Set([...before.keys(), ...current.keys()]))
      if (before.get(id) !== current.get(id)) this.#note(id, now);
    this.#known = current;
    for (const [id, until] of this.#until) if (until <= now) this.#until.delete(id);
    return Object.fromEntries(this.#until);
  }

  #note(id: string, now: number): void {
    const times = [...(this.#changes.get(id) ?? []).filter((at) => now - at < WITHIN_MS), now];
    this.#changes.set(id, times);
    if (times.length > MOST_CHANGES || this.#until.has(id)) this.#until.set(id, now + SETTLES_MS);
  }
}

/** What of a row is seen: another one is a change. */
function shapeOf({ title, members }: DecisionRow): string {
  const parts = members.map(({ severity, readiness, findings }) => [severity, readiness, findings.length]);
  return JSON.stringify([title, parts]);
}

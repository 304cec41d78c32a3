/** What each item of the checklist counts and offers: running sums and lists, changed place by place. */
import { compareDecisions } from '../../engine/index.ts';
import { type Decision, type DecisionRow, resolvedBy, type WaivedDecision } from '../../model/decision.ts';
import { type Finding, SEVERITIES, severityRank } from '../../model/finding.ts';
import type { Severity } from '../../plugin-api/index.ts';
import type { Made, Step } from './decisions.ts';
import { Rows } from './rows.ts';
import { exchanged } from './sorted.ts';

/** Platform decisions are in no row; findings count wherever they are, unless they are waived. */
export interface ItemTally {
  readonly findings: number;
  readonly worst: Severity | undefined;
  readonly rows: readonly DecisionRow[];
  /** Of the platform, which is folded. */
  readonly platform: readonly DecisionRow[];
  readonly waived: readonly WaivedDecision[];
  /** Findings that are decided under other items, by the id of that item. */
  readonly follows: ReadonlyMap<string, Followers>;
}

interface Followers {
  readonly findings: number;
  /** Those that the offered changes resolve. */
  readonly resolved: number;
}

class Item {
  readonly severities = SEVERITIES.map(() => 0);
  readonly follows = new Map<string, Followers>();
  readonly rows = new Rows();
  readonly platform = new Rows();
  waived: readonly WaivedDecision[] = [];

  tally(): ItemTally {
    return {
      findings: this.severities.reduce((sum, count) => sum + count, 0),
      worst: SEVERITIES[this.severities.findIndex((count) => count > 0)],
      rows: this.rows.rows,
      platform: this.platform.rows,
      waived: this.waived,
      follows: this.follows,
    };
  }
}

export class Items {
  readonly #items = new Map<string, Item>();
  readonly #itemOf: (check: string) => string;

  constructor(itemOf: (check: string) => string) {
    this.#itemOf = itemOf;
  }

  of(item: string): ItemTally {
    return this.#item(item).tally();
  }

  update(steps: readonly Step[]): void {
    const gone = steps.flatMap(({ before }) => before ?? []);
    const come = steps.flatMap(({ now }) => now ?? []);
    for (const made of gone) this.#count(made, -1);
    for (const made of come) this.#count(made, 1);
    this.#exchange(gone, come, (made) => openIf(made, false), offer);
    this.#exchange(gone, come, (made) => openIf(made, true), fold);
    this.#exchange(gone, come, ({ waived }) => (waived?.platform === true ? undefined : waived), accept);
  }

  #count({ findings, decision, waived }: Made, by: 1 | -1): void {
    if (waived !== undefined) return;
    const resolved = new Set(offered(decision).map(({ id }) => id));
    for (const { id, check, severity } of findings) {
      const { severities, follows } = this.#item(this.#itemOf(check));
      const rank = severityRank(severity);
      severities[rank] = (severities[rank] ?? 0) + by;
      if (!decision.platform && this.#itemOf(check) !== decision.item)
        add(follows, decision.item, { findings: by, resolved: resolved.has(id) ? by : 0 });
    }
  }

  #exchange<D extends Decision>(
    gone: readonly Made[],
    come: readonly Made[],
    pick: (made: Made) => D | undefined,
    put: (item: Item, gone: readonly D[], come: readonly D[]) => void,
  ): void {
    const picked = (all: readonly Made[]) => {
      const decisions = all.flatMap((made) => pick(made) ?? []);
      return Map.groupBy(decisions, ({ item }) => item);
    };
    const [was, is] = [picked(gone), picked(come)];
    for (const item of new Set([...was.keys(), ...is.keys()]))
      put(this.#item(item), was.get(item) ?? [], is.get(item) ?? []);
  }

  #item(id: string): Item {
    let item = this.#items.get(id);
    if (item === undefined) {
      item = new Item();
      this.#items.set(id, item);
    }
    return item;
  }
}

function openIf({ decision, waived }: Made, platform: boolean): Decision | undefined {
  return waived === undefined && decision.platform === platform ? decision : undefined;
}

function fold({ platform }: Item, gone: readonly Decision[], come: readonly Decision[]): void {
  platform.update(gone, come);
}

function offer({ rows }: Item, gone: readonly Decision[], come: readonly Decision[]): void {
  rows.update(gone, come);
}

function accept(item: Item, gone: readonly WaivedDecision[], come: readonly WaivedDecision[]): void {
  item.waived = exchanged(item.waived, compareDecisions, gone, come);
}

/** What is resolved by the change that comes first, unless something stands against it. */
function offered({ findings, variants: [first], refusal }: Decision): readonly Finding[] {
  return refusal === undefined ? resolvedBy(findings, first) : [];
}

function add(counts: Map<string, Followers>, key: string, by: Followers): void {
  const { findings, resolved } = counts.get(key) ?? { findings: 0, resolved: 0 };
  if (findings + by.findings === 0) counts.delete(key);
  else counts.set(key, { findings: findings + by.findings, resolved: resolved + by.resolved });
}

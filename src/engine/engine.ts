/** Evaluates checks unit by unit (one check, one namespace) and again only where an event changed something. */
import type { Delta } from '../inventory/index.ts';
import { isReadable } from '../model/coverage.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type {
  AnyAutomatedCheck,
  AnyFact,
  Fact,
  KubeObject,
  ObjectRef,
  Subject,
  SubjectKind,
} from '../plugin-api/index.ts';
import { Changes, type ResultChange } from './changes.ts';
import { endingNamespaces } from './deletion.ts';
import { evaluateSubject, unknownResult } from './evaluate.ts';
import { withoutRefused } from './refused.ts';
import type { EngineOptions } from './registry/options.ts';
import { type SetByOperator, setFor } from './registry/settings.ts';
import { Sights } from './sights.ts';
import {
  CLUSTER_UNIT,
  coverageOf,
  kindsOfSubject,
  missedNamespace,
  needsNamespace,
  podsLast,
  scopeRef,
  subjectsIn,
} from './subjects.ts';
import { withUniqueIds } from './unique-ids.ts';
import { judgeUnit, stillStands, type Unit } from './unit.ts';
import { Units } from './units.ts';
import { unnamedIn } from './unnamed.ts';
import { changeTo } from './unobserved.ts';
import { Askers } from './view/askers.ts';
import { type Cell, cellsOf } from './view/cells.ts';
import { type Mark, Marks } from './view/marks.ts';
import { markAskers, markTouched } from './view/touched.ts';
import { judgedInWorld } from './worlds.ts';

/** What was judged just now. */
export interface Judged {
  readonly check: AnyAutomatedCheck;
  readonly unit: string;
}

export class Engine {
  readonly #options: EngineOptions;
  readonly #checks: readonly AnyAutomatedCheck[];
  readonly #podsLast: readonly AnyAutomatedCheck[];
  readonly #units: Units;
  readonly #marks: Marks;
  readonly #askers: Askers;
  readonly #changes = new Changes();
  /** Namespaces being deleted: their subjects are judged otherwise, whatever kinds a check reads. */
  #ending: ReadonlySet<string>;
  #known: readonly string[];
  readonly #sights: Sights;
  /** As they were listed since the last change, by kind and unit. */
  readonly #subjects = new Map<SubjectKind, Map<string, readonly Subject[]>>();

  constructor(
    options: EngineOptions,
    from?: {
      readonly units: Units;
      readonly marks: Marks;
      readonly askers: Askers;
      readonly ending: ReadonlySet<string>;
      readonly known: readonly string[];
      readonly sights: Sights;
    },
  ) {
    this.#options = options;
    this.#checks = options.checks.filter((check) => check.mode === 'automated');
    this.#podsLast = podsLast(this.#checks);
    this.#units = from?.units ?? new Units();
    this.#marks = from?.marks ?? new Marks();
    this.#askers = from?.askers ?? new Askers();
    if (from === undefined) for (const check of this.#checks) this.#marks.markEverywhere(check);
    this.#ending = from?.ending ?? new Set();
    this.#known = from?.known ?? [];
    this.#sights = from?.sights ?? new Sights(options);
  }

  /** Marks what a change of the inventory makes stale. */
  update(delta: Delta): void {
    this.#subjects.clear();
    if (this.#options.isOnce === true) for (const check of this.#checks) this.#marks.markEverywhere(check);
    markAskers(this.#sights.update(delta), this.#askers, this.#marks);
    if (!this.#askers.isEmpty) markAskers(cellsOf(delta), this.#askers, this.#marks);
    if (delta.objects.some(({ kind }) => kind === 'Namespace')) this.#followEnding();
    this.#followNamespaces();
    for (const check of this.#checks) markTouched(check, delta, this.#marks);
  }

  /** A namespace that comes or goes changes the set of units. */
  #followNamespaces(): void {
    const known = this.#options.inventory.namespaceNames();
    if (known === this.#known) return;
    const changed = inOneOnly(new Set(known), new Set(this.#known));
    this.#known = known;
    this.#markWhole(changed);
  }

  #followEnding(): void {
    const ending = endingNamespaces(this.#options.inventory);
    const turned = inOneOnly(ending, this.#ending);
    this.#ending = ending;
    this.#markWhole(turned);
  }

  #markWhole(units: readonly string[]): void {
    for (const check of this.#checks) for (const unit of units) this.#marks.markWhole(check, unit);
  }

  /** Marks a check whose inputs have changed. */
  reconsider(id: string): void {
    for (const check of this.#checks) if (check.meta.id === id) this.#marks.markEverywhere(check);
  }

  /**
   * Evaluates what is stale; yields between units so that a caller may keep a screen alive, and take in events: a mark
   * is taken out before its unit is evaluated, so what is marked meanwhile is evaluated again.
   */
  *evaluate(): Generator<Judged, void> {
    markAskers(this.#sights.settle(), this.#askers, this.#marks);
    for (const check of this.#podsLast) {
      const every = () => this.#unitsOf(check);
      for (let mark = this.#marks.take(check, every); mark !== undefined; mark = this.#marks.take(check, every)) {
        if (this.#settle(check, mark)) yield { check, unit: mark.unit };
      }
    }
    this.#subjects.clear();
  }

  /** False where nothing had to be done. */
  #settle(check: AnyAutomatedCheck, mark: Mark): boolean {
    const before = this.#units.get(check, mark.unit);
    const isThere = this.#isUnit(mark.unit);
    if (!isThere && before === undefined) return false;
    this.#changes.note(check, mark.unit, before?.results ?? []);
    this.#units.set(check, mark.unit, isThere ? this.#judge(check, mark, before) : undefined);
    return true;
  }

  /** What has changed since the last call: of use to one listener. */
  takeChanges(): readonly ResultChange[] {
    return this.#changes.take((check, unit) => this.#units.resultsIn(check, unit));
  }

  evaluateAll(): void {
    for (const _ of this.evaluate());
  }

  /** Those on the cluster first, then namespace by namespace; the same list until one of them is another. */
  results(check: AnyAutomatedCheck): readonly CheckResult[] {
    return this.#units.results(check);
  }

  /** What of this check operators have set, as far as it is not the default. */
  setFor(check: AnyAutomatedCheck): SetByOperator {
    return setFor(check, this.#options);
  }

  findings(): readonly Finding[] {
    return this.#checks.flatMap((check) => this.results(check).flatMap(({ findings }) => findings));
  }

  /** Ids of the findings that would be open with these objects stored and those removed. Changes nothing here. */
  openWith(upserts: readonly KubeObject[], removes: readonly ObjectRef[]): readonly string[] {
    const forked = this.#forked(upserts, removes);
    const unnamed = unnamedIn(this.findings(), forked.#options.inventory, removes);
    return [...forked.findings(), ...unnamed].map(({ id }) => id);
  }

  findingsWith(upserts: readonly KubeObject[], removes: readonly ObjectRef[]): readonly Finding[] {
    return this.#forked(upserts, removes).findings();
  }

  /** A fact as it is, or would be with these objects stored and those removed. Nothing of it is kept or followed. */
  ask<T>(fact: Fact<T>, upserts: readonly KubeObject[] = [], removes: readonly ObjectRef[] = []): T {
    const inventory = this.#options.inventory.fork();
    const sights = this.#sights.fork({ ...this.#options, inventory });
    const deltas = [
      ...(this.#options.asRead?.(upserts) ?? upserts).map((object) => changeTo(object, inventory)),
      ...removes.map((ref) => ({ type: 'remove', kind: inventory.kindOf(ref), refs: [ref] }) as const),
    ];
    for (const event of deltas) for (const _ of sights.update(inventory.apply(event)));
    return sights.ask(fact);
  }

  #forked(upserts: readonly KubeObject[], removes: readonly ObjectRef[]): Engine {
    const inventory = this.#options.inventory.fork();
    const engine = new Engine(
      { ...this.#options, inventory },
      {
        units: this.#units.fork(),
        marks: this.#marks.fork(),
        askers: this.#askers.fork(),
        ending: this.#ending,
        known: this.#known,
        sights: this.#sights.fork({ ...this.#options, inventory }),
      },
    );
    for (const object of this.#options.asRead?.(upserts) ?? upserts)
      engine.update(inventory.apply(changeTo(object, inventory)));
    for (const ref of removes)
      engine.update(inventory.apply({ type: 'remove', kind: inventory.kindOf(ref), refs: [ref] }));
    engine.evaluateAll();
    return engine;
  }

  #isUnit(unit: string): boolean {
    const { namespaces, inventory } = this.#options;
    return namespaces?.includes(unit) ?? (unit === CLUSTER_UNIT || inventory.hasNamespace(unit));
  }

  /** Those that there are, and those of namespaces that are gone. */
  #unitsOf(check: AnyAutomatedCheck): readonly string[] {
    const { namespaces, inventory } = this.#options;
    return [...new Set([...(namespaces ?? [CLUSTER_UNIT, ...inventory.namespaceNames()]), ...this.#units.of(check)])];
  }

  #judge(check: AnyAutomatedCheck, { unit, ...reason }: Mark, before: Unit | undefined): Unit {
    const { inventory, sourceType } = this.#options;
    const sight = this.#sights.open(check, unit === CLUSTER_UNIT ? undefined : unit);
    const asker = this.#askers.asker(check, unit);
    const changed = {
      reason,
      factNow: (fact: AnyFact) => sight.factNow(fact),
      note: (cell: Cell) => this.#askers.note(cell, asker),
    };
    const isOnce = this.#options.isOnce === true;
    if (before !== undefined && !isOnce && stillStands(before, changed)) return before;
    const subjects = this.#subjectsOf(check.subject, unit);
    const judging = {
      ...changed,
      check,
      subjects,
      isOnce,
      unread: this.#unreadSubjects(check, unit, subjects),
      evaluate: (subject: Subject) => {
        const placed = judgedInWorld(check, subject, inventory, (seen) =>
          evaluateSubject(check, subject, sight.evaluation(seen)),
        );
        return withUniqueIds(sourceType === 'files' ? withoutRefused(placed, inventory) : placed);
      },
      takeAsked: () => sight.takeAsked(),
    };
    return judgeUnit(judging, before);
  }

  /** Many checks ask for the same subjects, one after the other. */
  #subjectsOf(kind: SubjectKind, unit: string): readonly Subject[] {
    const units = this.#subjects.get(kind) ?? new Map<string, readonly Subject[]>();
    this.#subjects.set(kind, units);
    const subjects = units.get(unit) ?? subjectsIn(this.#options.inventory, kind, unit, this.#options);
    units.set(unit, subjects);
    return subjects;
  }

  /** Subjects that could not be listed are one unknown verdict of their scope, never silence. */
  #unreadSubjects(check: AnyAutomatedCheck, unit: string, subjects: readonly Subject[]): CheckResult | undefined {
    const { context } = this.#options;
    const missed = missedNamespace(check.subject, unit, this.#options);
    if (missed !== undefined) return unknownResult(check, scopeRef(unit, context), missed);
    for (const kind of kindsOfSubject(check.subject)) {
      const { state = 'full', reason } = coverageOf(kind, unit, this.#options) ?? {};
      if (isReadable(state) || state === 'absent') continue;
      // A namespace that is a subject is judged by what the check reads of it, its object or not.
      if (kind === 'Namespace' && unit !== CLUSTER_UNIT && (subjects.length > 0 || !needsNamespace(check))) continue;
      return unknownResult(check, scopeRef(unit, context), reason ?? `${kind} objects could not be read`);
    }
    return undefined;
  }
}

export function createEngine(options: EngineOptions): Engine {
  return new Engine(options);
}

function inOneOnly(left: ReadonlySet<string>, right: ReadonlySet<string>): readonly string[] {
  return [...left, ...right].filter((name) => left.has(name) !== right.has(name));
}

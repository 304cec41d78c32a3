/** What checks are shown, from each world of what was read, and the facts that are derived for it. */
import type { Delta, Inventory } from '../inventory/index.ts';
import type { AnyAutomatedCheck, AnyFact } from '../plugin-api/index.ts';
import type { EngineOptions } from './engine.ts';
import type { EvaluationContext } from './evaluate.ts';
import { gapsIn } from './gaps.ts';
import { type SettingsOf, settingValues } from './registry/settings.ts';
import type { Cell } from './view/cells.ts';
import { FactStore } from './view/facts.ts';
import { readsOf } from './view/reads.ts';
import { type Asked, NOTHING_ASKED, Trace } from './view/trace.ts';
import { factFor, type ViewContext, type Viewer, viewFor } from './view/view.ts';

interface Derived {
  readonly facts: FactStore;
  /** As if what was read in part were all there is. */
  readonly supposed: FactStore;
}

export class Sights {
  readonly #options: EngineOptions;
  readonly #settings: SettingsOf;
  readonly #whole: Derived;
  /** Of parts of the inventory, which live as long as nothing of it changes. */
  readonly #parts = new WeakMap<Inventory, Derived>();

  constructor(options: EngineOptions, whole: Derived = none(options.inventory)) {
    this.#options = options;
    this.#settings = settingValues(options.settings);
    this.#whole = whole;
  }

  fork(options: EngineOptions): Sights {
    const { facts, supposed } = this.#whole;
    return new Sights(options, { facts: facts.fork(options.inventory), supposed: supposed.fork(options.inventory) });
  }

  /** Gives the cells that have changed. */
  *update(delta: Delta): Generator<Cell> {
    yield* this.#whole.facts.update(delta);
    yield* this.#whole.supposed.update(delta);
  }

  /** For one check in one unit. `namespace`: that of the unit; `undefined` for the cluster. */
  open(check: AnyAutomatedCheck, namespace: string | undefined): Sight {
    const viewer = { name: check.meta.id, reads: readsOf(check), tables: check.tables, namespace };
    const trace = this.#options.isOnce === true ? undefined : new Trace();
    const { inventory } = this.#options;
    const parts = new Map<Inventory, EvaluationContext>();
    let ofWhole: EvaluationContext | undefined;
    return {
      factNow: (fact) => factFor(fact, viewer, this.#context(inventory, trace)),
      evaluation: (seen) => {
        // Of all that there is, but for manifests that define something more than once.
        if (seen === inventory) {
          ofWhole ??= this.#evaluation(check, viewer, this.#context(inventory, trace));
          return ofWhole;
        }
        const known = parts.get(seen) ?? this.#evaluation(check, viewer, this.#context(seen, trace));
        parts.set(seen, known);
        return known;
      },
      takeAsked: () => trace?.take() ?? NOTHING_ASKED,
    };
  }

  #evaluation(check: AnyAutomatedCheck, viewer: Viewer, context: ViewContext): EvaluationContext {
    const { sourceType, inputs } = this.#options;
    const { supposed } = this.#derived(context.inventory);
    return {
      inventory: context.inventory,
      sourceType,
      view: viewFor(viewer, context),
      supposed: viewFor(viewer, { ...context, facts: supposed, supposesWhole: true }),
      gaps: gapsIn(context.inventory, check, viewer.namespace),
      settings: this.#settings(check),
      ...(inputs === undefined ? {} : { inputs }),
    };
  }

  #context(inventory: Inventory, trace: Trace | undefined): ViewContext {
    const { sourceType, tables, onRead } = this.#options;
    return {
      inventory,
      facts: this.#derived(inventory).facts,
      isCluster: sourceType !== 'files',
      ...(tables === undefined ? {} : { tables }),
      ...(onRead === undefined ? {} : { onRead }),
      ...(trace === undefined ? {} : { trace }),
    };
  }

  #derived(inventory: Inventory): Derived {
    if (inventory === this.#options.inventory) return this.#whole;
    const known = this.#parts.get(inventory) ?? none(inventory);
    this.#parts.set(inventory, known);
    return known;
  }
}

export interface Sight {
  /** As it is now. */
  factNow(fact: AnyFact): unknown;
  evaluation(seen: Inventory): EvaluationContext;
  /** What has been asked for since the last call. */
  takeAsked(): Asked;
}

function none(inventory: Inventory): Derived {
  return { facts: new FactStore(inventory), supposed: new FactStore(inventory) };
}

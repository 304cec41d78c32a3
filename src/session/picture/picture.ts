/**
 * A consistent picture of what the engine knows: findings joined into decisions, items, levels and totals. Each picture is
 * made from the one before and what has changed since, whatever the size of the rest.
 */

import { type PlatformComponent, platformComponents } from '../../analysis/platform/index.ts';
import { ITEMS, itemById } from '../../catalog/items.ts';
import type { Engine, ResultChange } from '../../engine/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import type { Decision } from '../../model/decision.ts';
import { type Finding, severityRank } from '../../model/finding.ts';
import type { Acknowledged } from '../../model/guard.ts';
import type { ClusterIdentity, Message, SourceType } from '../../model/ports.ts';
import type { LapsedRules, Records, WaiverRule } from '../../model/records.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Change, Check, ObjectRef, Severity } from '../../plugin-api/index.ts';
import { NOTHING_SETTLED, type Settled, settledFindings } from '../answered.ts';
import type { WriteRights } from '../rights.ts';
import { looseWaivers } from '../waivers.ts';
import { summarizeCheck } from './check-summary.ts';
import { Decisions, type Made, type Step } from './decisions.ts';
import { summarizeItems } from './item-summary.ts';
import { Items } from './items.ts';
import { Levels } from './levels.ts';
import { Namespaces } from './namespaces.ts';
import { Platform } from './platform.ts';
import { lapsedOf, Rules, rulesThatHold, toldOf } from './rules.ts';
import { Tallies } from './tally.ts';
import { answersThatHold, waiversThatHold } from './waivers.ts';

export interface PictureOptions {
  readonly source: { readonly type: SourceType; readonly label: string };
  readonly identity: ClusterIdentity;
  readonly checks: readonly Check[];
  /** Registered checks that were not asked for. */
  readonly leftOut: readonly Check[];
  /** Nobody else may take its changes. */
  readonly engine: Engine;
  readonly inventory: Inventory;
  readonly namespaces?: readonly string[];
  /** What the caller may write, as far as it is known. */
  readonly rights?: Pick<WriteRights, 'refusalOf' | 'version'>;
  /** What flags allow for all decisions. */
  readonly acknowledged?: Acknowledged;
  /** How infrastructure is recognised; absent: by the table as it is. */
  readonly components?: readonly PlatformComponent[];
  /** Only findings at least as severe. */
  readonly minSeverity?: Severity;
}

/** What is no part of the cluster. */
export interface Occasion {
  readonly records: Records;
  readonly now: Date;
  readonly messages: readonly Message[];
}

const NOWHERE: ReadonlySet<string> = new Set();

export class Picture {
  readonly #options: PictureOptions;
  readonly #levels: Levels;
  #namespaces = new Namespaces();
  readonly #platformOf: Platform;
  #decisions: Decisions;
  #rules = new Rules([]);
  #items: Items;
  #tallies = new Tallies();
  #platform = { decisions: 0, findings: 0 };
  /** What an answer takes out because it was only inferred. */
  #settled: Settled = NOTHING_SETTLED;
  /** Of the rights that the decisions were made by. */
  #version = 0;

  constructor(options: PictureOptions) {
    this.#options = options;
    this.#levels = new Levels(options.inventory, options.identity.version);
    this.#platformOf = new Platform(options.inventory, options.components ?? platformComponents.rows);
    this.#items = this.#newItems();
    this.#decisions = this.#newDecisions();
  }

  /** Text in files is an application's own, whatever it names. */
  get #foldsPlatform(): boolean {
    return this.#options.source.type !== 'files';
  }

  #folds(namespace: string): boolean {
    return this.#foldsPlatform && this.#platformOf.isNamespace(namespace);
  }

  #newItems(): Items {
    const itemOf = new Map(this.#options.checks.map(({ meta }) => [meta.id as string, meta.item]));
    return new Items((check) => itemOf.get(check) ?? '');
  }

  #newDecisions(): Decisions {
    const { checks, inventory, source, rights, acknowledged = {}, minSeverity = 'info' } = this.#options;
    const context = {
      denial: (changes: readonly Change[]) => rights?.refusalOf(changes),
      acknowledged,
      sourceType: source.type,
      inventory,
      checks: new Map(checks.map((check) => [check.meta.id as string, check])),
      itemNumber: (item: string) => itemById(item)?.number ?? ITEMS.length,
      folds: (subject: ObjectRef, findings: readonly Finding[]) =>
        this.#foldsPlatform && this.#platformOf.folds(subject, findings),
    };
    const isShown = (finding: Finding) =>
      severityRank(finding.severity) <= severityRank(minSeverity) && !this.#settled.has(finding);
    return new Decisions(context, isShown, this.#rules);
  }

  take(occasion: Occasion): ScanSnapshot {
    this.#follow(occasion);
    const { source, identity, inventory, namespaces, leftOut } = this.#options;
    const { findings, open, waived } = this.#decisions;
    const { checks, items } = this.#summaries(occasion);
    const lapsed = this.#lapsed(occasion);
    return {
      source,
      ...(namespaces === undefined ? {} : { scope: namespaces }),
      identity,
      coverage: inventory.coverageEntries(),
      checks,
      leftOut: leftOut.map(({ meta }) => meta.id),
      items,
      findings,
      decisions: open,
      waived,
      namespaces: this.#namespaces.of(this.#levels.namespaces, (name) => this.#folds(name)),
      workloads: this.#levels.workloads,
      totals: {
        objects: inventory.count(),
        findings: findings.length,
        decisions: open.length - this.#platform.decisions,
        platform: this.#platform.findings,
      },
      ...(lapsed.ended.length + lapsed.unmatched.length === 0 ? {} : { lapsed }),
      messages: [...occasion.messages, ...this.#told(occasion, lapsed)],
      complete: !occasion.messages.some(({ level }) => level === 'error'),
    };
  }

  /** The decisions that would be open if these were all findings. */
  openOf(findings: readonly Finding[]): readonly Decision[] {
    return this.#decisions.openOf(findings);
  }

  #follow({ records, now }: Occasion): void {
    const { inventory, identity, namespaces } = this.#options;
    const changes = this.#changes(records, now);
    const names = namespaces ?? inventory.namespaceNames();
    const turned = this.#foldsPlatform ? this.#platformOf.update(names) : NOWHERE;
    const steps = this.#decisions.update(changes, waiversThatHold(records, { identity, now }), turned);
    this.#tallies.update(changes, steps);
    this.#items.update(steps);
    this.#levels.update(names);
    this.#namespaces.update(changes);
    for (const step of steps) this.#countPlatform(step);
  }

  /** An answer of a person is rare, as is news of rights: what it settles is worth a new beginning. */
  #changes(records: Records, now: Date): readonly ResultChange[] {
    const { engine, checks, identity } = this.#options;
    const changes = engine.takeChanges();
    const settled = settledFindings(engine, checks, answersThatHold(records, { identity, now }));
    const version = this.#options.rights?.version ?? 0;
    const rules = rulesThatHold(records, { identity, now });
    const isSame = isSameSet(settled.keys, this.#settled.keys) && version === this.#version;
    if (isSame && this.#rules.areThose(rules)) return changes;
    this.#rules = this.#newRules(rules);
    this.#settled = settled;
    this.#version = version;
    this.#decisions = this.#newDecisions();
    this.#items = this.#newItems();
    this.#tallies = new Tallies();
    this.#namespaces = new Namespaces();
    this.#platform = { decisions: 0, findings: 0 };
    return checks.flatMap((check) =>
      check.mode === 'automated' ? [{ check, gone: [], come: engine.results(check) }] : [],
    );
  }

  #newRules(rules: readonly WaiverRule[]): Rules {
    const { checks, inventory } = this.#options;
    const itemOf = new Map(checks.map(({ meta }) => [meta.id as string, meta.item]));
    return new Rules(rules, {
      item: (check) => itemOf.get(check) ?? '',
      labels: (ref) => inventory.find(ref)?.metadata.labels ?? {},
    });
  }

  /** Only when everything was read something fits nothing. */
  #lapsed({ records, now }: Occasion): LapsedRules {
    const { inventory, identity } = this.#options;
    const isRead = !inventory.coverageEntries().some(({ coverage }) => coverage.state === 'syncing');
    return lapsedOf(records, { identity, now }, isRead ? this.#rules : undefined);
  }

  #told({ records, now }: Occasion, lapsed: LapsedRules): readonly Message[] {
    const today = { identity: this.#options.identity, now };
    return [...looseWaivers(waiversThatHold(records, today), this.#decisions.open), ...toldOf(lapsed)];
  }

  #countPlatform({ before, now }: Step): void {
    const { decisions, findings } = this.#platform;
    const [was, is] = [folded(before), folded(now)];
    this.#platform = {
      decisions: decisions + Math.sign(is) - Math.sign(was),
      findings: findings + is - was,
    };
  }

  #summaries({ records, now }: Occasion): Pick<ScanSnapshot, 'checks' | 'items'> {
    const { checks, leftOut, identity, engine, namespaces } = this.#options;
    const answers = answersThatHold(records, { identity, now });
    const summaries = checks.map((check) => summarizeCheck(check, this.#tallies, answers, engine, namespaces));
    return { checks: summaries, items: summarizeItems({ checks: summaries, leftOut, items: this.#items }) };
  }
}

/** Findings of an open decision of the platform. */
function folded(made: Made | undefined): number {
  return made?.decision.platform === true && made.waived === undefined ? made.findings.length : 0;
}

function isSameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((each) => right.has(each));
}

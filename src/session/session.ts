/** One source, read and judged; and what may be asked of it: previews, changes, undo, answers. */
import { platformComponents } from '../analysis/platform/index.ts';
import {
  createEngine,
  type Engine,
  type Inputs,
  inputProblem,
  rowsOf,
  type SettingOverrides,
  type TableRows,
} from '../engine/index.ts';
import { createInventory, type Inventory } from '../inventory/index.ts';
import { kindOf } from '../kube/kinds.ts';
import { objectName } from '../kube/refs.ts';
import type { Decision } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Acknowledged } from '../model/guard.ts';
import type { ClusterIdentity, Source, Target } from '../model/ports.ts';
import type { Records } from '../model/records.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Check, KubeObject, ObjectRef, Severity } from '../plugin-api/index.ts';
import { type ChangeContext, sweepAtStart } from '../remediation/index.ts';
import { createHardenStore, type HardenStore } from '../store/state.ts';
import { errorText } from '../text/errors.ts';
import { accessFacts, accessNow } from './access.ts';
import { type Answers, createCommands } from './actions.ts';
import { podSources, unlistedAdmission } from './admission.ts';
import type { Commands, WriteMode } from './commands.ts';
import { detailOf } from './details/index.ts';
import { type Needs, needsOf } from './needs.ts';
import { Picture } from './picture/picture.ts';
import { Reader } from './reader.ts';
import { WriteRights } from './rights.ts';

export interface SessionOptions {
  readonly source: Source;
  /** Absent: nothing can be changed. */
  readonly target?: Target;
  /** What the target gives, as the source would. Absent: it gives the same. */
  readonly asRead?: (objects: readonly KubeObject[]) => readonly KubeObject[];
  /** The selected checks. */
  readonly checks: readonly Check[];
  /** Registered checks that were not asked for. */
  readonly leftOut?: readonly Check[];
  /** Named namespaces; empty: everything that can be read. */
  readonly namespaces: readonly string[];
  readonly minSeverity?: Severity;
  readonly watch: boolean;
  /** What flags allow for all decisions. */
  readonly acknowledged?: Acknowledged;
  /** What remediations were told. */
  readonly inputs?: Inputs;
  /** What operators have set, and the rows they have added to tables. */
  readonly settings?: SettingOverrides;
  readonly tables?: TableRows;
  readonly mode: WriteMode;
  /** The mode may not be raised in this session (`--read-only`, or the configuration forbids it). */
  readonly isModeFixed?: boolean;
  /** Waivers, attestations and where the walk was left. */
  readonly answers: Answers;
  readonly stateFolder: string;
  /** Name and version of the program, for the journal. */
  readonly tool: string;
  readonly isProduction?: (context: string) => boolean;
  readonly now?: () => Date;
}

export interface Session {
  readonly store: HardenStore;
  readonly commands: Commands;
  /** Reads until the source has nothing more to say, or the signal ends it. Rejects when the source cannot be read. */
  run(signal: AbortSignal): Promise<void>;
  /** The last published picture. Throws before the first. */
  snapshot(): ScanSnapshot;
}

export function createSession(options: SessionOptions): Session {
  return new ScanSession(options);
}

/** One Session: the state that its parts share. */
export class ScanSession implements Session {
  readonly store: HardenStore;
  readonly commands: Commands;
  readonly #options: SessionOptions;
  readonly #inventory: Inventory = createInventory();
  #engine: Engine;
  #picture: Picture | undefined;
  #reader: Reader | undefined;
  #identity: ClusterIdentity | undefined;
  readonly #inputs: Map<string, Readonly<Record<string, string>>>;
  #records: Records = { attestations: [], waivers: [] };
  readonly #rights: WriteRights;
  #learning: Promise<void> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#inputs = new Map(options.inputs);
    this.#rights = new WriteRights(options.source, () => this.#now().getTime());
    this.store = createHardenStore(options.mode);
    this.#engine = this.#newEngine('');
    this.commands = createCommands({
      store: this.store,
      answers: options.answers,
      isModeFixed: options.isModeFixed === true,
      tool: options.tool,
      isProduction: (context) => this.#isProduction(context),
      now: () => this.#now(),
      identity: () => this.identity(),
      changeContext: () => this.#changeContext(),
      decisions: (ids) => this.#decisions(ids),
      object: (ref) => this.#object(ref),
      results: (check) => this.#engine.results(check),
      openWith: (put, removed) => this.#picture?.openOf(this.#engine.findingsWith(put, removed)) ?? [],
      refresh: () => this.#refresh(),
      tell: (check, name, value) => this.#tell(check, name, value),
      detail: (decision) => detailOf(decision, this.#engine, this.#inventory),
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    try {
      await this.#read(signal);
      if (this.#options.target !== undefined) await sweepAtStart(this.#changeContext(), signal);
      await this.#learn(signal);
      this.#enter(this.#options.watch ? 'live' : 'done');
    } catch (error) {
      if (signal.aborted) return;
      this.store.setState({ phase: 'failed', since: this.#now().getTime(), error: errorText(error) });
      throw error;
    }
  }

  snapshot(): ScanSnapshot {
    const { snapshot } = this.store.getState();
    if (snapshot === undefined) throw new TypeError('there is no snapshot before the first read is done');
    return snapshot;
  }

  identity(): ClusterIdentity {
    if (this.#identity === undefined) throw new TypeError('the cluster is not known before it answered');
    return this.#identity;
  }

  async #read(signal: AbortSignal): Promise<void> {
    const { source, namespaces, watch, answers } = this.#options;
    this.#identity = await source.identity(signal);
    this.#records = await answers.load();
    this.#engine = this.#newEngine(this.#identity.context);
    this.#enter('reading');
    const needs = this.#needs();
    const reader = new Reader({
      source,
      stream: { ...needs, namespaces, watch },
      inventory: this.#inventory,
      engine: this.#engine,
      store: this.store,
      publish: (isSettled) => {
        this.#publish(isSettled);
        if (isSettled && watch) this.#learnBeside(signal);
      },
      now: () => this.#now().getTime(),
    });
    this.#reader = reader;
    await reader.follow(signal);
  }

  #needs(): Needs {
    const { checks, target, mode } = this.#options;
    return needsOf(checks, { mayWrite: target !== undefined && mode !== 'read-only' });
  }

  #publish(isSettled: boolean): void {
    this.#picture ??= this.#newPicture();
    const messages = this.#reader?.messages ?? [];
    this.store.setState({ snapshot: this.#picture.take({ records: this.#records, now: this.#now(), messages }) });
    if (isSettled && this.store.getState().phase === 'reading') this.#enter(this.#options.watch ? 'live' : 'done');
  }

  /** One question after the other: what comes meanwhile is asked about with the next picture. */
  #learnBeside(signal: AbortSignal): void {
    this.#learning ??= this.#learn(signal)
      .catch(() => undefined)
      .finally(() => {
        this.#learning = undefined;
      });
  }

  /** Decisions that are not the caller's to make say so before anybody looks at their changes. */
  async #learn(signal: AbortSignal): Promise<void> {
    const { decisions } = this.snapshot();
    if (!(await this.#rights.learn(decisions, signal))) return;
    this.#publish(this.#reader?.isSynced === true);
    const asked = this.snapshot().decisions.filter(({ variants }) => variants.length > 0);
    const denied = asked.filter(({ variants: [first] }) => this.#rights.refusalOf(first?.changes ?? []) !== undefined);
    this.store.setState({ rights: { asked: asked.length, denied: denied.length } });
  }

  /** After an answer of the operator: the same objects, other records. */
  async #refresh(): Promise<void> {
    this.#records = await this.#options.answers.load();
    this.#publish(this.#reader?.isSynced === true);
  }

  async #tell(id: string, name: string, value: string): Promise<void> {
    const check = this.#options.checks.find(({ meta }) => meta.id === id);
    if (check === undefined) throw new Error(`There is no check ${id} in this scan.`);
    const problem = inputProblem(check, name, value);
    if (problem !== undefined) throw new Error(problem);
    this.#inputs.set(id, { ...this.#inputs.get(id), [name]: value });
    this.#engine.reconsider(id);
    this.#reader?.changed();
  }

  #enter(phase: 'reading' | 'live' | 'done'): void {
    if (this.store.getState().phase !== phase) this.store.setState({ phase, since: this.#now().getTime() });
  }

  #newPicture(): Picture {
    const { source, checks, leftOut = [], minSeverity, namespaces, tables, acknowledged = {} } = this.#options;
    return new Picture({
      source: { type: source.type, label: source.label },
      identity: this.identity(),
      checks,
      leftOut,
      engine: this.#engine,
      inventory: this.#inventory,
      rights: this.#rights,
      acknowledged,
      components: rowsOf(platformComponents, tables),
      ...(namespaces.length === 0 ? {} : { namespaces }),
      ...(minSeverity === undefined ? {} : { minSeverity }),
    });
  }

  #newEngine(context: string): Engine {
    const { checks, source, target, namespaces, settings, tables, asRead, watch } = this.#options;
    return createEngine({
      isOnce: !watch && target === undefined,
      checks,
      inventory: this.#inventory,
      sourceType: source.type,
      context,
      inputs: this.#inputs,
      ...(asRead === undefined ? {} : { asRead }),
      ...(settings === undefined ? {} : { settings }),
      ...(tables === undefined ? {} : { tables }),
      ...(namespaces.length === 0 ? {} : { namespaces }),
    });
  }

  #changeContext(): ChangeContext {
    const { source, target, namespaces, stateFolder, tool } = this.#options;
    if (target === undefined) throw new TypeError('this source cannot be changed');
    return {
      target,
      mode: this.store.getState().mode,
      stateFolder,
      tool,
      facts: (ref) => this.#inventory.factsOf(ref),
      isProduction: (context) => this.#isProduction(context),
      openFindings: (put, removed) => this.#engine.openWith(put, removed),
      findingTexts: (ids, put, removed) => textsOf(ids, this.#engine.findingsWith(put, removed)),
      access: () => accessFacts(this.#inventory, namespaces),
      accessNow: (signal) =>
        accessNow(source, { inventory: this.#inventory, namespaces, kinds: this.#needs().kinds }, signal),
      podSources: (namespace) => podSources(this.#inventory, namespace),
      unlistedAdmission: () => unlistedAdmission(this.#inventory),
      now: () => this.#now(),
    };
  }

  #decisions(ids: readonly string[]): readonly Decision[] {
    const { decisions } = this.snapshot();
    return ids.flatMap((id) => decisions.filter((decision) => decision.id === id));
  }

  #object(ref: ObjectRef): KubeObject | undefined {
    const kind = kindOf(ref.apiVersion, ref.kind);
    return kind === undefined ? undefined : this.#inventory.get(kind, ref.name, ref.namespace);
  }

  #isProduction(context: string): boolean {
    return this.#options.isProduction?.(context) ?? /prod/i.test(context);
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

function textsOf(ids: readonly string[], findings: readonly Finding[]): readonly string[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return ids.flatMap((id) => {
    const found = byId.get(id);
    if (found === undefined) return [];
    return [`${objectName(found.subject)}: ${found.message}`];
  });
}

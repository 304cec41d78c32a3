/** The commands of a session, over the writing path and the operator's records. */
import type { Decision } from '../model/decision.ts';
import type { Detail } from '../model/detail.ts';
import type { CheckResult } from '../model/finding.ts';
import { type FalseAlarm, falseAlarmOf } from '../model/kept/false-alarm.ts';
import { type Reading, readingOf, scopeOf } from '../model/kept/since.ts';
import type { PlanPreview, RunResult } from '../model/plan.ts';
import type { ClusterIdentity } from '../model/ports.ts';
import type { Attestation, Records, Waiver } from '../model/records.ts';
import { covers, scopeProblem } from '../model/scope.ts';
import type { AnyAutomatedCheck, Check, Json, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import { redact } from '../redaction/redact.ts';
import {
  applyPlan,
  type ChangeContext,
  type Consent,
  history,
  lostRuns,
  outdated,
  outlineOf,
  previewPlan,
  previewUndo,
  type RunOptions,
  stored,
  undoRun,
} from '../remediation/index.ts';
import type { HardenStore } from '../store/state.ts';
import { MASK } from '../text/issued.ts';
import { isOpen } from './answered.ts';
import type { Commands, ModeRefusal, WriteMode } from './commands.ts';

/** What `src/records` keeps on disk. Each throws an error whose message is a sentence for the operator. */
export interface Answers {
  load(): Promise<Records>;
  attest(answer: Attestation): Promise<void>;
  waive(answer: Waiver): Promise<void>;
  remember(cluster: string, place: Parameters<Commands['remember']>[0]): Promise<void>;
  recall(cluster: string): Promise<Awaited<ReturnType<Commands['recall']>>>;
  earlier(cluster: string, scope: string): Promise<Reading | undefined>;
  keep(reading: Reading): Promise<void>;
  keepFalseAlarm(alarm: FalseAlarm): Promise<string>;
}

export interface ActionsContext {
  readonly store: HardenStore;
  readonly answers: Answers;
  readonly isModeFixed: boolean;
  /** Name and version of the program. */
  readonly tool: string;
  isProduction(context: string): boolean;
  now(): Date;
  identity(): ClusterIdentity;
  changeContext(): ChangeContext;
  decisions(ids: readonly string[]): readonly Decision[];
  object(ref: ObjectRef): KubeObject | undefined;
  /** Verdicts of a check that is in this scan and that requests answer. */
  results(check: AnyAutomatedCheck): readonly CheckResult[];
  /** The decisions that would be open with these objects stored and those removed. */
  openWith(put: readonly KubeObject[], removed: readonly ObjectRef[]): readonly Decision[];
  refresh(): Promise<void>;
  tell(check: string, name: string, value: string): Promise<void>;
  detail(decision: Decision): Detail | undefined;
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 90;

export function createCommands(context: ActionsContext): Commands {
  const { store, answers } = context;
  /** By preview: whether its decisions still rest on what was seen. */
  const bases = new WeakMap<PlanPreview, () => string | undefined>();
  const onProgress = (run: NonNullable<ReturnType<HardenStore['getState']>['run']>) => store.setState({ run });
  const runOptions = (consent: Consent, signal: AbortSignal | undefined): RunOptions => ({
    ...consent,
    onProgress,
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    object(ref) {
      const found = context.object(ref);
      return found === undefined
        ? undefined
        : (redact(found as unknown as Json, 'show', () => MASK) as unknown as KubeObject);
    },
    async preview(ids, options = {}, signal) {
      const decisions = context.decisions(ids);
      const preview = await previewPlan(context.changeContext(), { ...options, decisions }, signal);
      bases.set(preview, () => outdated(seenIn(preview, decisions), context.decisions(ids), options.variants));
      return preview;
    },
    apply: (preview, consent, signal) => {
      const isOutdated = bases.get(preview);
      const changes = { ...context.changeContext(), ...(isOutdated === undefined ? {} : { outdated: isOutdated }) };
      return applyPlan(changes, preview, runOptions(consent, signal));
    },
    async detail(id) {
      // What is drawn already comes first.
      await new Promise((resolve) => setImmediate(resolve));
      const [decision] = context.decisions([id]);
      return decision === undefined ? undefined : context.detail(decision);
    },
    outline: (ids) => outlineOf(context.decisions(ids)),
    openAfter: (steps) => context.openWith(...stored(steps)),
    history: () => history(context.changeContext()),
    lostRuns: () => lostRuns(context.changeContext()).map(({ text }) => text),
    previewUndo: (run, options, signal) => previewUndo(context.changeContext(), { ...options, run, signal }),
    undo: (preview: PlanPreview, consent, signal): Promise<RunResult> =>
      undoRun(context.changeContext(), preview, runOptions(consent, signal)),
    async attest(answer) {
      refuseAttestation(answer, context);
      const at = context.now();
      const expires = answer.expires ?? dateAfter(at, VALID_DAYS);
      await answers.attest({ ...answer, cluster: context.identity().id, at: at.toISOString(), expires });
      await context.refresh();
    },
    async waive(answer) {
      const [decision] = context.decisions([answer.decision]);
      if (decision === undefined) throw new Error(`There is no open decision ${answer.decision}.`);
      const at = context.now().toISOString();
      const findings = decision.findings.map(({ id, judged, severity }) => ({ id, judged, severity }));
      await answers.waive({ ...answer, findings, title: decision.title, cluster: context.identity().id, at });
      await context.refresh();
    },
    endWaiver: (decision) => endWaiver(context, decision),
    reportWrong: (ids, because) => reportWrong(context, ids, because),
    tell: (check, name, value) => context.tell(check, name, value),
    remember: (place) => answers.remember(context.identity().id, place),
    recall: () => answers.recall(context.identity().id),
    earlier: async () => {
      const { snapshot } = store.getState();
      return snapshot === undefined ? undefined : answers.earlier(snapshot.identity.id, scopeOf(snapshot));
    },
    keepReading: () => keepReading(context),
    setMode: (mode, typed) => setMode(context, mode, typed),
  };
}

/** It is for an issue that others read: names of the cluster are taken out, whoever typed them. */
async function reportWrong(context: ActionsContext, ids: readonly string[], because: string): Promise<string> {
  const { identity, store, now, tool } = context;
  const { user, context: name } = identity();
  const spaces = store.getState().snapshot?.namespaces.map((each) => each.name) ?? [];
  const known = [user, name, ...spaces];
  const at = now().toISOString();
  return context.answers.keepFalseAlarm(falseAlarmOf(context.decisions(ids), { because, at, tool, known }));
}

/** Of a picture that is not whole, or out of date, nothing is kept: the next start would take what is missing for gone. */
async function keepReading({ store, answers, now }: ActionsContext): Promise<void> {
  const { phase, snapshot } = store.getState();
  if (snapshot === undefined || (phase !== 'live' && phase !== 'done')) return;
  const reading = readingOf(snapshot, now());
  if (reading !== undefined) await answers.keep(reading);
}

/** It stays on record that it was accepted, by whom and until when. */
async function endWaiver(context: ActionsContext, id: string): Promise<void> {
  const waiverOf = () => context.store.getState().snapshot?.waived.find((each) => each.id === id)?.waiver;
  const waiver = waiverOf();
  if (waiver === undefined) throw new Error(`There is no waived decision ${id}.`);
  if (waiver.cluster !== context.identity().id) throw new Error('The waiver is for every cluster: end it in its file.');
  await context.answers.waive({ ...waiver, expires: context.now().toISOString() });
  await context.refresh();
  if (waiverOf() !== undefined) throw new Error('Another waiver covers it: end that one in its file.');
}

/** Of what was asked for, what the preview would write. */
function seenIn({ steps }: PlanPreview, decisions: readonly Decision[]): readonly Decision[] {
  const ids = new Set(steps.flatMap(({ decision, decisions: several }) => [decision, ...(several ?? [])]));
  return decisions.filter(({ id }) => ids.has(id));
}

/** An answer never covers what was seen to fail, nor what evidence already settles (decisions 5). */
function refuseAttestation({ check, scope }: Pick<Attestation, 'check' | 'scope'>, context: ActionsContext): void {
  const summary = context.store.getState().snapshot?.checks.find((each) => each.check.meta.id === check);
  if (summary === undefined) throw new Error(`There is no check ${check} in this scan.`);
  if (scope !== undefined) {
    refuseScope(summary.check, scope, context);
    return;
  }
  const isOpen = summary.question !== undefined || summary.status === 'unknown' || summary.attestation !== undefined;
  if (!isOpen) throw new Error(`${check} is decided by evidence (${summary.status}): an answer does not change it.`);
}

/** The same of some subjects: there are some, and evidence leaves them open. */
function refuseScope(check: Check, scope: string, { results }: ActionsContext): void {
  const { id } = check.meta;
  const problem = scopeProblem(scope);
  if (problem !== undefined) throw new Error(problem);
  if (check.mode === 'manual' || check.subject === 'Cluster')
    throw new Error(`${id} has one answer for the whole cluster.`);
  const covered = results(check).filter(({ subject }) => covers(scope, subject));
  if (covered.length === 0) throw new Error(`${id} looks at nothing in ${scope}.`);
  if (!isOpen(check, covered))
    throw new Error(`${id} is decided by evidence in ${scope}: an answer does not change it.`);
}

function dateAfter(from: Date, days: number): string {
  return new Date(from.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** In production the name of the context is typed; a fixed mode is never raised. */
function setMode(
  { store, isModeFixed, isProduction, identity }: ActionsContext,
  mode: WriteMode,
  typed?: string,
): ModeRefusal | undefined {
  const order: readonly WriteMode[] = ['read-only', 'plan-only', 'apply'];
  const now = store.getState().mode;
  const isRaised = order.indexOf(mode) > order.indexOf(now);
  if (isRaised && isModeFixed) return { code: 'fixed', mode: now };
  const { context } = identity();
  if (isRaised && isProduction(context) && typed !== context) return { code: 'untyped', context };
  store.setState({ mode });
  return undefined;
}

/**
 * What was known at the end of an earlier reading, and what has become of it since. Only two complete readings of the same
 * scope are compared, and what cannot be seen now is never called gone. Pure.
 */
import { canonicalJson, shortHash } from '../../kube/canonical.ts';
import { refKey } from '../../kube/refs.ts';
import type { Severity } from '../../plugin-api/index.ts';
import { momentText } from '../../text/moment.ts';
import { count } from '../../text/words.ts';
import type { Decision } from '../decision.ts';
import { type Finding, severityRank } from '../finding.ts';
import type { CheckSummary, ScanSnapshot } from '../snapshot.ts';

/** A finding as it was: ids, and values only as hashes. */
export interface KnownFinding {
  readonly id: string;
  readonly check: string;
  /** Hash of the value that was judged. */
  readonly judged: string;
  readonly severity: Severity;
  /** Hash of whom it is about: it is gone only where that has a verdict. */
  readonly subject: string;
}

/** `accepted`: a person's waiver or answer settled it. */
export interface KnownDecision {
  readonly state: 'open' | 'accepted';
  readonly platform: boolean;
  readonly findings: readonly KnownFinding[];
}

/** A complete reading of one cluster, as far as a later one is compared with it. */
export interface Reading {
  /** Cluster id (uid of kube-system): a cluster of the same name is another one. */
  readonly cluster: string;
  /** Hash of what was asked for and of what could not be read. */
  readonly scope: string;
  /** RFC 3339. */
  readonly at: string;
  readonly decisions: readonly KnownDecision[];
  /** Ids of checks that an answer settled. */
  readonly answered: readonly string[];
}

/** What changed between a reading and now: ids of findings, unless something else is said. */
export interface Since {
  readonly at: string;
  readonly fresh: ReadonlySet<string>;
  /** The value that is judged, or its severity, is another one. */
  readonly changed: ReadonlySet<string>;
  /** Open again, as they were when they were accepted. */
  readonly expired: ReadonlySet<string>;
  /** Checks whose answer has ended. */
  readonly unanswered: ReadonlySet<string>;
  /** Open then, and not there now. */
  readonly gone: readonly (KnownFinding & { readonly platform: boolean })[];
  /** Open then; whether it still is cannot be told. */
  readonly unseen: number;
}

const READ = new Set(['full', 'denied', 'absent']);

/** Undefined where not everything that may be read was read. */
export function readingOf(snapshot: ScanSnapshot, at: Date): Reading | undefined {
  const { complete, coverage, identity, decisions, waived, checks } = snapshot;
  if (!complete || !coverage.every((entry) => READ.has(entry.coverage.state))) return undefined;
  const answered = checks.flatMap(({ answers = [] }) => answers.flatMap(({ findings }) => findings));
  const all = [
    ...decisions.map((each) => knownDecision(each, 'open')),
    ...waived.map((each) => knownDecision(each, 'accepted')),
    ...(answered.length === 0 ? [] : [knownDecision({ findings: answered, platform: false }, 'accepted')]),
  ];
  return {
    cluster: identity.id,
    scope: scopeOf(snapshot),
    at: at.toISOString(),
    decisions: all,
    answered: checks.flatMap(({ check, attestation }) => (attestation === undefined ? [] : [check.meta.id])),
  };
}

function knownDecision(
  { findings, platform }: Pick<Decision, 'findings' | 'platform'>,
  state: KnownDecision['state'],
): KnownDecision {
  return { state, platform, findings: findings.map(knownFinding) };
}

function knownFinding({ id, check, judged, severity, subject }: Finding): KnownFinding {
  return { id, check, judged, severity, subject: subjectHash(refKey(subject)) };
}

function subjectHash(key: string): string {
  return shortHash([key]);
}

/** Other checks, settings, namespaces or rights see other things: what differs then is no change of the cluster. */
export function scopeOf({ source, scope = [], checks, coverage }: ScanSnapshot): string {
  const asked = checks.map(({ check, settings = {}, tables = {} }) => [check.meta.id, settings, tables]);
  const denied = coverage
    .filter((entry) => entry.coverage.state === 'denied')
    .map(({ kind, namespace = '' }) => `${kind} ${namespace}`);
  return shortHash([canonicalJson([source.type, scope.toSorted(), sorted(asked), denied.toSorted()])]);
}

function sorted(values: readonly unknown[]): readonly string[] {
  return values.map(canonicalJson).toSorted();
}

const BLANK: ReadonlySet<string> = new Set(['unknown', 'error', 'not-asked']);

/** Whether what is missing is gone: its own subject has a verdict now, or is there no more. */
function goneBy(checks: readonly CheckSummary[]): (missing: KnownFinding) => boolean {
  const byCheck = new Map<string, CheckSummary>(checks.map((each) => [each.check.meta.id, each]));
  return ({ check, subject }) => {
    const summary = byCheck.get(check);
    if (summary === undefined) return false;
    const { undecided } = summary;
    // One that knows nothing at all knows nothing of any subject.
    if (undecided === undefined) return !BLANK.has(summary.status);
    return ![...undecided.values()].some((keys) => hashed(keys).has(subject));
  };
}

const hashes = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** Asked again and again while little changes. */
function hashed(keys: ReadonlySet<string>): ReadonlySet<string> {
  const found = hashes.get(keys) ?? new Set([...keys].map(subjectHash));
  hashes.set(keys, found);
  return found;
}

/** Undefined where the two cannot be compared: another cluster, another scope, or not everything was read. */
export function sinceReading(reading: Reading | undefined, snapshot: ScanSnapshot): Since | undefined {
  const now = reading === undefined ? undefined : readingOf(snapshot, new Date(0));
  if (reading === undefined || now === undefined) return undefined;
  if (now.cluster !== reading.cluster || now.scope !== reading.scope) return undefined;
  const open = snapshot.decisions.flatMap(({ findings }) => findings);
  const groups = Map.groupBy(open, (finding) => changeOf(finding, reading));
  const present = byId(now);
  const missing = [...knownIn(reading).values()].filter(({ id, state }) => state === 'open' && !present.has(id));
  const gone = missing.filter(goneBy(snapshot.checks));
  const answered = new Set(now.answered);
  return {
    at: reading.at,
    fresh: idsOf(groups.get('new')),
    changed: idsOf(groups.get('changed')),
    expired: idsOf(groups.get('expired')),
    unanswered: new Set(reading.answered.filter((check) => !answered.has(check))),
    gone,
    unseen: missing.length - gone.length,
  };
}

/** What a finding is by an earlier reading; undefined where it is as it was. */
export type Change = 'new' | 'changed' | 'expired';

export function changeOf(finding: Finding, reading: Reading): Change | undefined {
  const then = knownIn(reading).get(finding.id);
  if (then === undefined) return 'new';
  if (isOther(then, finding)) return 'changed';
  return then.state === 'accepted' ? 'expired' : undefined;
}

const known = new WeakMap<Reading, ReturnType<typeof byId>>();

function knownIn(reading: Reading): ReturnType<typeof byId> {
  const found = known.get(reading) ?? byId(reading);
  known.set(reading, found);
  return found;
}

type Then = KnownFinding & Pick<KnownDecision, 'state' | 'platform'>;

function byId({ decisions }: Reading): ReadonlyMap<string, Then> {
  return new Map(
    decisions.flatMap(({ state, platform, findings }) =>
      findings.map((finding) => [finding.id, { ...finding, state, platform }] as const),
    ),
  );
}

function isOther(then: KnownFinding, { judged, severity }: Finding): boolean {
  return then.judged !== judged || then.severity !== severity;
}

function idsOf(findings: readonly Finding[] = []): ReadonlySet<string> {
  return new Set(findings.map(({ id }) => id));
}

export interface SinceCounts {
  readonly at: string;
  readonly new: number;
  readonly gone: number;
  readonly changed: number;
  readonly expired: number;
  readonly notSeen: number;
}

/** Of the findings that are shown, and of those that were gone by the same measure. */
export function countSince(
  since: Since,
  shown: readonly Pick<Finding, 'id'>[],
  { minSeverity, hasPlatform }: { readonly minSeverity?: Severity; readonly hasPlatform: boolean },
): SinceCounts {
  const among = (ids: ReadonlySet<string>): number => shown.filter(({ id }) => ids.has(id)).length;
  const isShown = ({ severity, platform }: Since['gone'][number]): boolean =>
    (hasPlatform || !platform) && (minSeverity === undefined || severityRank(severity) <= severityRank(minSeverity));
  return {
    at: since.at,
    new: among(since.fresh),
    gone: since.gone.filter(isShown).length,
    changed: among(since.changed),
    expired: among(since.expired),
    notSeen: since.unseen,
  };
}

export function isQuiet({ new: fresh, gone, changed, expired, notSeen }: SinceCounts): boolean {
  return fresh + gone + changed + expired + notSeen === 0;
}

/** "3 new, 5 gone, 1 changed since 2026-11-10 14:02 UTC. 2 are open again: what accepted them has ended." */
export function sinceText(counts: SinceCounts): string {
  const { at, new: fresh, gone, changed, expired, notSeen } = counts;
  const moment = momentText(at);
  if (isQuiet(counts)) return `Nothing new since ${moment}.`;
  const again = expired === 0 ? '' : ` ${count(expired, 'is', 'are')} open again: what accepted them has ended.`;
  const lost = notSeen === 0 ? '' : ` ${count(notSeen, 'is', 'are')} not visible now, so not counted as gone.`;
  return `${fresh} new, ${gone} gone, ${changed} changed since ${moment}.${again}${lost}`;
}

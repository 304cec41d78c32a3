/** Wires source, target and session for one command. The heavy parts are loaded only by who needs them. */

import { asRead } from '../../decode/as-read.ts';
import type { Registry } from '../../engine/registry/registry.ts';
import { ALLOWED_BY } from '../../model/allowed-by.ts';
import type { Acknowledged } from '../../model/guard.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Check } from '../../plugin-api/index.ts';
import { openRecords } from '../../records/index.ts';
import { createSession, type Session } from '../../session/index.ts';
import { count } from '../../text/words.ts';
import { chooseChecks } from '../args/choose-checks.ts';
import type { Invocation } from '../args/command.ts';
import type { Flags } from '../args/parse.ts';
import { modeFor } from '../config/config.ts';
import { CliError, EXIT } from '../exit.ts';
import { recordsBeside } from '../records/beside.ts';
import { rejectedWhenAborted } from '../terminal/interrupt.ts';
import { showProgress } from '../terminal/progress.ts';
import { VERSION } from '../version.ts';
import { askedOnly } from './asked-only.ts';
import { withImageScans } from './image-scans.ts';
import { namedEvidence, withEvidence } from './named-evidence.ts';
import { tellRequests } from './requests.ts';
import { loadSetup } from './setup.ts';
import { type OpenedSource, openSource } from './source.ts';
import { ownStateFolder } from './state-folder.ts';

export interface Opened extends OpenedSource {
  readonly session: Session;
  readonly registry: Registry;
  readonly checks: readonly Check[];
  /** Scope as a phrase: "in shop namespace"; empty for everything. */
  readonly scope: string;
  /** Values that flags give to changes, and that are not taken: they are about another cluster. */
  readonly hasLeftInputs: boolean;
}

export interface OpenOptions {
  /** For the walk: changes are followed, and connecting is shown on its first screen. */
  readonly watch?: boolean;
  /** Whether anything may be changed: the guards then have to be read as well. */
  readonly mayWrite: boolean;
  readonly checks?: readonly Check[];
  /** A run to undo, where no flag says of which place. */
  readonly run?: string | undefined;
  /** Whether questions may be answered: the records named may then be a file that is not there yet. */
  readonly mayAnswer?: boolean;
  /** What flags tell changes is of another cluster. */
  readonly isElsewhere?: boolean;
  /** Read again over this connection, which stays open: a second one might lead elsewhere. */
  readonly over?: OpenedSource;
}

/** Opens the source that the flags name. Nothing is read yet. */
export async function openSession(invocation: Invocation, options: OpenOptions): Promise<Opened> {
  const { flags, io } = invocation;
  const folder = ownStateFolder(io.env, options.mayWrite);
  const records = flags.text('records');
  const namespaces = scopeOf(invocation);
  const { config, registry, inputs, settings, tables } = await loadSetup(invocation);
  const chosen = options.checks ?? chooseChecks(registry, flags, options.watch === true ? 'essentials' : 'on');
  const named = await namedEvidence(invocation);
  const asked = new Map(registry.checks.map((check) => [check, askedOnly(check, named)]));
  const checks = chosen.map((check) => asked.get(check) ?? check);
  const beside = recordsBeside(invocation);
  const answers = openRecords({
    stateFolder: folder,
    isNew: options.mayAnswer === true,
    ...(records === undefined ? {} : { path: records }),
    ...(beside === undefined ? {} : { beside }),
  });
  const opened =
    options.over ??
    (await openSource(invocation, { stateFolder: folder, isWalk: options.watch === true, run: options.run }));
  const isReadOnly = flags.isOn('read-only');
  const isElsewhere = options.isElsewhere === true;
  const choice =
    opened.type === 'live' ? modeFor(opened.context, config) : ({ mode: 'apply', isFixed: false } as const);
  // A sample that starts anew is another cluster under the same id: nothing that was said of the old one holds.
  if (flags.text('sample') === 'new')
    await openRecords({ stateFolder: folder }).forget((await opened.source.identity(invocation.signal)).id);
  const session = createSession({
    source: await withImageScans(withEvidence(opened.source, named), invocation),
    ...(options.mayWrite ? { target: opened.target } : {}),
    asRead,
    checks,
    leftOut: registry.checks.flatMap((check) => (chosen.includes(check) ? [] : [asked.get(check) ?? check])),
    namespaces,
    watch: options.watch === true,
    acknowledged: acknowledgedBy(flags),
    ...(isElsewhere ? {} : { inputs }),
    settings,
    tables,
    mode: isReadOnly ? 'read-only' : choice.mode,
    isModeFixed: isReadOnly || choice.isFixed,
    answers,
    stateFolder: opened.stateFolder ?? folder,
    tool: `kubectl-harden/${VERSION}`,
    ...(opened.type === 'live' ? {} : { isProduction: () => false }),
  });
  const hasLeftInputs = isElsewhere && inputs.size > 0;
  return { ...opened, session, registry, checks, scope: scopePhrase(namespaces), hasLeftInputs };
}

/** As `openSession`, and closes the connection when the work is done. */
export async function withSession<T>(
  invocation: Invocation,
  options: OpenOptions,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const opened = await openSession(invocation, options);
  try {
    return await work(opened);
  } finally {
    if (options.over === undefined) await end(opened, invocation);
  }
}

async function end(opened: OpenedSource, invocation: Invocation): Promise<void> {
  await opened.close?.();
  tellRequests(opened.requests, invocation);
}

/** Reads once, with progress on stderr, and returns what was found. Warnings and errors of the source are printed. */
export async function readOnce({ session }: Opened, { flags, io, signal }: Invocation): Promise<ScanSnapshot> {
  const end = showProgress(session.store, io, Number(flags.text('v') ?? '0'));
  try {
    // A source may wait for input that never comes: an interrupt does not wait with it.
    await Promise.race([session.run(signal), rejectedWhenAborted(signal)]);
  } finally {
    end();
    if (signal.aborted) io.note(stoppedLine(session));
  }
  signal.throwIfAborted();
  const snapshot = session.snapshot();
  for (const { level, text } of snapshot.messages) {
    if (level === 'error') io.error(text);
    else if (level === 'warning') io.warn(text);
    else io.note(text);
  }
  return snapshot;
}

/** How far it came: a picture of a part would be taken for the whole. */
function stoppedLine({ store }: Session): string {
  const { objects, kindsDone, kindsTotal } = store.getState().progress;
  return `Stopped after ${count(objects, 'object', 'objects')}, ${kindsDone} of ${kindsTotal} kinds: there is no result.`;
}

/** What is changed only when it was allowed in so many words. */
export function acknowledgedBy(flags: Flags): Acknowledged {
  return { includeSystem: flags.isOn(ALLOWED_BY.system), allowManaged: flags.isOn(ALLOWED_BY.managed) };
}

/** The named namespaces; empty for all. */
function scopeOf({ flags, program }: Invocation): readonly string[] {
  const namespaces = flags.list('namespace');
  if (namespaces.length > 0 && flags.isOn('all-namespaces'))
    throw new CliError(
      EXIT.usage,
      '--namespace and --all-namespaces exclude each other',
      `See '${program} --help' for usage.`,
    );
  return namespaces;
}

function scopePhrase(namespaces: readonly string[]): string {
  if (namespaces.length === 0) return '';
  return `in ${namespaces.join(', ')} ${namespaces.length === 1 ? 'namespace' : 'namespaces'}`;
}

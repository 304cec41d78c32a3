import { isReviewed, minorOf, REVIEWED_MINOR } from '../../analysis/pod-security/version.ts';
import { printable } from '../../text/printable.ts';
import type { Invocation, Run } from '../args/command.ts';
import { connectionFlags } from '../args/connection-flags.ts';
import { tellRequests } from '../compose/requests.ts';
import { EXIT } from '../exit.ts';
import { isSetUp } from '../set-up.ts';
import { rejectedWhenAborted } from '../terminal/interrupt.ts';
import { printOutput } from '../terminal/print-output.ts';
import { BUILD, VERSION } from '../version.ts';

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
/** Newest release whose rules were reviewed. */
const REVIEWED = `1.${REVIEWED_MINOR}`;

/** Where nobody says how long: whoever asks for a version does not wait for a cluster that is away. */
const PATIENCE = '3s';

export const run: Run = async (invocation) => {
  const { flags } = invocation;
  // As a flag of the whole program it is about the program alone.
  const answer = flags.isOn('client') || flags.isOn('version') ? {} : await askServer(invocation);
  const { server } = answer;
  const about = {
    version: VERSION,
    commit: BUILD?.commit ?? null,
    build: BUILD?.kind ?? 'source',
    platform: `${PLATFORMS[process.platform] ?? process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`,
    kubernetes: REVIEWED,
    runtime: `node ${process.version}`,
    ...(server === undefined ? {} : { server }),
  };
  const lines = [`kubectl-harden ${VERSION}`, ...(server === undefined ? [] : [serverLine(server)])];
  await printOutput({ overview: () => [`${lines.join('\n')}\n`], document: () => about }, invocation);
  if (answer.problem === undefined) return EXIT.ok;
  // Of the cluster that a flag names something was asked for; the current one may be away.
  if (isNamed(invocation)) throw answer.problem;
  invocation.io.note(`The API server was not asked: ${printable(answer.problem.message)} --client leaves it out.`);
  return EXIT.ok;
};

interface Served {
  readonly version: string;
  /** Its rules are newer than those that were reviewed. */
  readonly isNewer: boolean;
}

interface Answer {
  readonly server?: Served;
  readonly problem?: Error;
}

/** No answer at all where no cluster is set up: then nothing of a connection is loaded either. */
async function askServer(invocation: Invocation): Promise<Answer> {
  const { flags, io, signal } = invocation;
  if (!isNamed(invocation) && !isSetUp(io.env)) {
    tellRequests(undefined, invocation);
    return {};
  }
  const { RequestLog, requestLines } = await import('../../sources/live/http/request-log.ts');
  const { servedVersion } = await import('../../sources/live/names.ts');
  const log = new RequestLog();
  const asked = { requestTimeout: PATIENCE, ...connectionFlags(flags) };
  try {
    const asking = servedVersion(asked, io.env, signal, (request) => log.note(request));
    const version = await Promise.race([asking, rejectedWhenAborted(signal)]);
    return { server: { version: printable(version), isNewer: !isReviewed(minorOf(version)) } };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error) || !FORESEEN.has(error.name)) throw error;
    return { problem: error };
  } finally {
    tellRequests(() => requestLines(log.kinds()), invocation);
  }
}

const FORESEEN: ReadonlySet<string> = new Set(['LiveError', 'ApiError']);

const NAMING = ['kubeconfig', 'context', 'cluster', 'user', 'server'] as const;

function isNamed({ flags }: Invocation): boolean {
  return NAMING.some((name) => flags.text(name) !== undefined);
}

function serverLine({ version, isNewer }: Served): string {
  return isNewer
    ? `Kubernetes ${version} is served. It is newer than ${REVIEWED}, the last whose rules were reviewed: what only newer rules decide is unknown.`
    : `Kubernetes ${version} is served; rules were reviewed up to ${REVIEWED}.`;
}

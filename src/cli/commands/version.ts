import { isReviewed, minorOf, REVIEWED_MINOR } from '../../analysis/pod-security/version.ts';
import { printable } from '../../text/printable.ts';
import type { Invocation, Run } from '../args/command.ts';
import { connectionFlags } from '../args/connection-flags.ts';
import { EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';
import { BUILD, VERSION } from '../version.ts';

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
/** Newest release whose rules were reviewed. */
const REVIEWED = `1.${REVIEWED_MINOR}`;

export const run: Run = async (invocation) => {
  const server = invocation.flags.isOn('ask-server') ? await askServer(invocation) : undefined;
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
  return EXIT.ok;
};

interface Served {
  readonly version: string;
  /** Its rules are newer than those that were reviewed. */
  readonly isNewer: boolean;
}

async function askServer({ flags, io, signal }: Invocation): Promise<Served> {
  const { servedVersion } = await import('../../sources/live/names.ts');
  const version = await servedVersion(connectionFlags(flags), io.env, signal);
  return { version: printable(version), isNewer: !isReviewed(minorOf(version)) };
}

function serverLine({ version, isNewer }: Served): string {
  return isNewer
    ? `Kubernetes ${version} is served. It is newer than ${REVIEWED}, the last whose rules were reviewed: what only newer rules decide is unknown.`
    : `Kubernetes ${version} is served; rules were reviewed up to ${REVIEWED}.`;
}

import { REVIEWED_MINOR } from '../../analysis/pod-security/version.ts';
import type { Run } from '../args/command.ts';
import { EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';
import { VERSION } from '../version.ts';

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

export const run: Run = async ({ flags, io }) => {
  const about = {
    version: VERSION,
    platform: `${PLATFORMS[process.platform] ?? process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`,
    // Newest release whose rules were reviewed.
    kubernetes: `1.${REVIEWED_MINOR}`,
    runtime: `node ${process.version}`,
  };
  await printOutput({ overview: () => [`kubectl-harden ${VERSION}\n`], document: () => about }, { flags, io });
  return EXIT.ok;
};

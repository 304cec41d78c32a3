import type { Run } from '../args/command.ts';
import { formatOf, isDocument } from '../args/format.ts';
import { EXIT } from '../exit.ts';
import { VERSION } from '../version.ts';

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

export const run: Run = async ({ flags, io }) => {
  const format = formatOf(flags);
  const about = {
    version: VERSION,
    platform: `${PLATFORMS[process.platform] ?? process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`,
    runtime: `node ${process.version}`,
  };
  if (isDocument(format)) {
    const { printDocument } = await import('../compose/document.ts');
    io.out(printDocument(about, format));
  } else io.out(`kubectl-harden ${VERSION}\n`);
  return EXIT.ok;
};

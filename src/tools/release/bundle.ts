/** The program as one module, which is what an executable can hold, and the packages that are in it. */
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { BuildInfo } from '../../cli/version.ts';
import { bundleOptions } from '../bundle-options.ts';

export interface Bundle {
  readonly code: Buffer;
  readonly metafile: Metafile;
}

export async function bundleExecutable(root: string, info: BuildInfo): Promise<Bundle> {
  const { outputFiles = [], metafile } = await build({
    ...bundleOptions(root, info),
    entryPoints: { main: join(root, 'src', 'cli', 'executable.ts') },
    splitting: false,
    outdir: root,
    write: false,
  });
  const [main] = outputFiles;
  if (main === undefined || outputFiles.length > 1) throw new Error('the bundle is not one file');
  return { code: Buffer.from(inAscii(main.text)), metafile };
}

/** In texts esbuild has done so; in patterns it leaves them. Node holds plain text in half the memory, and starts sooner. */
function inAscii(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Folders of the packages whose files are in the bundle, as `node_modules/ink`, wherever `node_modules` leads. */
export function packagesOf({ inputs }: Metafile): readonly string[] {
  const folders = Object.keys(inputs).flatMap((path) => {
    const at = path.indexOf('node_modules/');
    const [folder] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(at === -1 ? '' : path.slice(at)) ?? [];
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(folders)].sort();
}

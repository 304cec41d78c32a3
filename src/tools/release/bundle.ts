/** The program in two files, which is what an executable holds, and the packages that are in it. */
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import type { BuildInfo } from '../../cli/version.ts';
import { bundleOptions } from '../bundle-options.ts';

export interface Bundle {
  /** Starts first: answers some command lines by itself. */
  readonly first: Buffer;
  /** The whole program, as one function that takes `require`. */
  readonly code: Buffer;
  readonly metafile: Metafile;
}

export async function bundleExecutable(root: string, info: BuildInfo): Promise<Bundle> {
  const options = bundleOptions(root, info);
  const program = await oneFile(root, asFunction(options), 'executable.ts');
  const first = await oneFile(root, { ...options, plugins: [onlyAtOnce, ...(options.plugins ?? [])] }, 'first.ts');
  // A function in brackets that is no arrow function is compiled with the file, not when it is called.
  const code = Buffer.from(`(async function (require) { 'use strict'; ${inAscii(program.text)}\n})`);
  return { first: Buffer.from(inAscii(first.text)), code, metafile: program.metafile };
}

/** What is a function has no address of its own; the packages that ask for theirs do without it. */
function asFunction(options: BuildOptions): BuildOptions {
  const define = { ...options.define, 'import.meta.url': 'undefined', 'import.meta.resolve': 'undefined' };
  return { ...options, define, banner: {} };
}

/** Bytes of our code in the executable. */
export function sizeOf({ first, code }: Pick<Bundle, 'first' | 'code'>): number {
  return first.length + code.length;
}

async function oneFile(
  root: string,
  options: BuildOptions,
  entry: string,
): Promise<{ readonly text: string; readonly metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { main: join(root, 'src', 'cli', entry) },
    splitting: false,
    outdir: root,
    write: false,
    metafile: true,
  });
  const [main] = outputFiles;
  if (main === undefined || outputFiles.length > 1) throw new Error('the bundle is not one file');
  return { text: main.text, metafile };
}

/** What answers at once loads nothing later but the version: the rest stays out, and would say so. */
const onlyAtOnce: Plugin = {
  name: 'only-at-once',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
      kind === 'dynamic-import' && path !== './commands/version.ts' ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is in the other part of the executable`)})`,
    }));
  },
};

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

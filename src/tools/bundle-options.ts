/** How the program is bundled: split at dynamic imports, so that each command loads only what it needs. */
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import type { BuildInfo } from '../cli/version.ts';

const BUILTINS = new Set(builtinModules);

/** A built-in module is loaded when something of it is used for the first time, not when the program starts. */
const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z0-9_]+(\/[a-z0-9_]+)*$/ }, ({ path }) => {
      const bare = path.replace(/^node:/, '');
      if (!path.startsWith('node:') && !BUILTINS.has(bare)) return undefined;
      return { path: `node:${bare}`, namespace: 'builtin' };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: builtinSource(path) }));
  },
};

/** What is more than a list of names, as the function `node:events` or the object `node:process`, cannot wait. */
function builtinSource(path: string): string {
  const load = `process.getBuiltinModule(${JSON.stringify(path)})`;
  const builtin = process.getBuiltinModule(path) ?? {};
  if (Object.getPrototypeOf(builtin) !== Object.prototype) return `module.exports = ${load}`;
  const names = JSON.stringify(Object.keys(builtin));
  return `let loaded;
for (const name of ${names})
  Object.defineProperty(exports, name, { enumerable: true, get: () => (loaded ??= ${load})[name] });`;
}

/** Ink's layout engine decodes its WebAssembly with `fetch`, which starts the whole HTTP client; without it it does not. */
const quickYoga: Plugin = {
  name: 'quick-yoga',
  setup(build) {
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('typeof fetch', 'typeof undefined'),
    }));
  },
};

const HEAVY_CONSTANT = /^const (\w+) = (\/.+\/[a-z]*[uv][a-z]*|new Intl\.Segmenter\(.*\));$/gm;

/** Most text takes one cell a character; what tells emoji and wide letters apart is made when such text comes. */
const quickWidths: Plugin = {
  name: 'quick-widths',
  setup(build) {
    build.onLoad({ filter: /\/(?:string-width|wrap-ansi)\/index\.js$/ }, async ({ path }) => ({
      contents: withLazyConstants(await readFile(path, 'utf8'), path),
    }));
  },
};

function withLazyConstants(source: string, path: string): string {
  const constants = [...source.matchAll(HEAVY_CONSTANT)];
  if (constants.length === 0) throw new Error(`${path}: no constant was found that could be made later`);
  return constants.reduce((text, [declaration, name = '', value = '']) => {
    const uses = text.replace(declaration, '').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `${name}()`);
    return `${uses}\nvar ${name}Made;\nfunction ${name}() { return (${name}Made ??= ${value}); }\n`;
  }, source);
}

/** What the index of undici offers and nothing here uses: `fetch`, WebSockets, mocks, caches, interceptors. */
const UNUSED =
  /^\.\/lib\/(?:(?:cache|handler|interceptor|mock|web)\/|dispatcher\/(?:balanced-pool|env-http-proxy-agent|h2c-client|retry-agent|round-robin-pool)$)/;

/** Whatever the connections themselves need they ask for themselves, by its own path. */
const lesserUndici: Plugin = {
  name: 'lesser-undici',
  setup(build) {
    build.onResolve({ filter: UNUSED }, ({ path, importer }) =>
      /\/undici\/index\.js$/.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    // The index makes one of its exports by this class.
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'exports.CacheStorage = class {}' }));
  },
};

/** Ink asks for the developer tools of React only when they are wanted; here they never are. */
const withoutDevtools: Plugin = {
  name: 'without-devtools',
  setup(build) {
    build.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'stub' }));
    build.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {}' }));
  },
};

/** `info`: of a release. */
export function bundleOptions(root: string, info?: BuildInfo): BuildOptions & { metafile: true } {
  return {
    absWorkingDir: root,
    entryPoints: { main: join(root, 'src', 'cli', 'main.ts') },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    minify: true,
    legalComments: 'none',
    jsx: 'automatic',
    metafile: true,
    logLevel: 'warning',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': 'false',
      // Undici's own switch, as Node bundles it: without its second parser, which is an experiment.
      esbuildDetection: 'true',
      ...(info === undefined ? {} : { HARDEN_BUILD: JSON.stringify(info) }),
    },
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [lazyBuiltins, quickYoga, quickWidths, lesserUndici, withoutDevtools],
  };
}

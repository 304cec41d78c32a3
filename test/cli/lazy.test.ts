/** What each command loads: the bundle is split, and only the chunks that a command needs are read. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { bundleOptions } from '../../src/tools/bundle-options.ts';
import { ROOT } from '../support/program.ts';

let outputs: Metafile['outputs'];
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-bundle-'));
  const { metafile } = await build({ ...bundleOptions(ROOT), outdir: folder, write: false });
  outputs = metafile.outputs;
  rmSync(folder, { recursive: true });
});

/** Sources in the chunks that are loaded together with those that hold the given source. */
function loadedBy(...entries: string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint !== undefined && entries.includes(entryPoint)) visit(path);
  }
  return new Set([...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})));
}

function matching(files: ReadonlySet<string>, ...patterns: string[]): readonly string[] {
  return [...files].filter((file) => patterns.some((pattern) => file.includes(pattern)));
}
const SCREENS = ['node_modules/ink', 'node_modules/react', 'yoga', 'src/ui/'];
const NETWORK = ['node_modules/undici', '@kubernetes/client-node', 'src/sources/'];
const MAIN = 'src/cli/main.ts';

test('help, usage errors and the version load neither screens nor network nor checks', () => {
  for (const command of [[MAIN], [MAIN, 'src/cli/commands/version.ts'], [MAIN, 'src/cli/commands/options.ts']]) {
    const files = loadedBy(...command);
    expect(files.size).toBeGreaterThan(5);
    expect(matching(files, ...SCREENS, ...NETWORK, 'plugins/', 'src/session', 'node_modules/yaml')).toEqual([]);
  }
});

test('suggestions of checks load no check and no parser, those of runs no session', () => {
  const COMPLETION = [MAIN, 'src/cli/completion/run.ts'];
  const checks = loadedBy(...COMPLETION, 'src/cli/completion/checks.generated.ts');
  expect(checks.size).toBeGreaterThan(5);
  expect(matching(checks, ...SCREENS, ...NETWORK, 'plugins/', 'src/session', 'node_modules/yaml', 'zod')).toEqual([]);
  const runs = loadedBy(...COMPLETION, 'src/remediation/undo/history.ts', 'src/cli/compose/state-folder.ts');
  expect(matching(runs, ...SCREENS, ...NETWORK, 'plugins/', 'src/session', 'src/engine')).toEqual([]);
});

test('checks and explain load no screens and no sources', () => {
  for (const command of ['checks', 'explain']) {
    const files = loadedBy(MAIN, `src/cli/commands/${command}.ts`, 'plugins/index.ts');
    expect(matching(files, 'plugins/rbac').length).toBeGreaterThan(0);
    expect(matching(files, ...SCREENS, ...NETWORK)).toEqual([]);
  }
});

test('a scan of manifests or of the sample loads no network and no screens', () => {
  for (const source of ['files', 'sample']) {
    const files = loadedBy(MAIN, 'src/cli/commands/scan.ts', `src/sources/${source}/index.ts`);
    expect(matching(files, ...SCREENS, 'node_modules/undici', 'src/sources/live')).toEqual([]);
  }
});

test('only the walk loads the screens', () => {
  expect(matching(loadedBy('src/ui/index.tsx'), 'node_modules/ink/').length).toBeGreaterThan(0);
  expect(matching(loadedBy(MAIN, 'src/cli/commands/walk.ts', 'src/cli/live.ts'), ...SCREENS)).toEqual([]);
});

/** `import { z } from 'zod'` takes all of it, messages in fifty languages with it: `import * as z` only what is used. */
test('parts of packages that nothing here uses are in no chunk', () => {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  expect(files.some((file) => file.includes('undici/lib/dispatcher/agent'))).toBe(true);
  expect(
    files.filter((file) => /undici\/lib\/(?:mock|cache|interceptor|milo)\/|zod\/v4\/locales\/(?!en\.)/.test(file)),
  ).toEqual([]);
});

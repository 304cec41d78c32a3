/** The examples of docs/ci.md and docs/k9s-plugin.yaml: read, their command lines parsed, and tried where that can be. */

import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { parseCommandLine } from '../../src/cli/args/parse.ts';
import { COMMANDS, ROOT as ROOT_COMMAND } from '../../src/cli/commands.ts';
import type { Report } from '../../src/model/report.ts';
import { ciExamples } from '../support/ci-examples.ts';
import { createHome, PROGRAM, ROOT } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());
const EXAMPLES = ciExamples();

/** Words of a shell line, as far as the examples need it: no word here holds a blank. */
function commandLines(text: string): readonly (readonly string[])[] {
  const lines = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const found = /(?:^|[\s|])kubectl[- ]harden (.+?)(?: 2>&1.*| \|\|? .*)?$/.exec(line);
    const words = found?.[1]?.trim().split(/\s+/) ?? [];
    return words[0] === 'scan' || words[0] === 'rbac' ? [words.map((word) => word.replaceAll('"', ''))] : [];
  });
}

function expectParsed(args: readonly string[]): void {
  expect(() => parseCommandLine(args, ROOT_COMMAND, COMMANDS, 'kubectl harden'), args.join(' ')).not.toThrow();
}

test('every example is YAML without a doubtful value, and every action is pinned by its commit', () => {
  expect([...EXAMPLES.keys()]).toEqual(['github', 'gitlab', 'argo', 'cronjob']);
  for (const [name, text] of EXAMPLES)
    for (const document of parseAllDocuments(text, { strict: true }))
      expect([...document.errors, ...document.warnings], name).toEqual([]);
  const uses = [...(EXAMPLES.get('github') ?? '').matchAll(/uses: (\S+)/g)].map(([, each]) => each);
  expect(uses.length).toBeGreaterThan(1);
  for (const each of uses) expect(each).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
  expect((parse(EXAMPLES.get('github') ?? '') as { readonly permissions: object }).permissions).toEqual({});
});

test('every command line in it is one that the program takes', () => {
  const text = readFileSync(join(ROOT, 'docs/ci.md'), 'utf8');
  const lines = commandLines(text);
  expect(lines.length).toBeGreaterThan(4);
  lines.forEach(expectParsed);
  const argo = parse(EXAMPLES.get('argo') ?? '') as {
    readonly spec: { readonly templates: readonly { readonly container: { readonly args: readonly string[] } }[] };
  };
  for (const { container } of argo.spec.templates) expectParsed(container.args);
  const job = parseAllDocuments(EXAMPLES.get('cronjob') ?? '')
    .at(-1)
    ?.toJS() as CronJob;
  const { spec } = job.spec.jobTemplate.spec.template;
  for (const { args } of spec.containers) expectParsed(args);
});

interface CronJob {
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: { readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] } };
      };
    };
  };
}

test('the CronJob is hardened as the program itself asks for', async () => {
  const { stdout } = await home.run(['scan', '-f', '-', '-o', 'json', '--area', 'workloads,pod-security'], {
    stdin: EXAMPLES.get('cronjob') ?? '',
  });
  const { findings } = JSON.parse(stdout) as Report;
  expect(
    findings.filter(({ severity }) => severity !== 'info' && severity !== 'low').map(({ message }) => message),
  ).toEqual([]);
});

interface Plugin {
  readonly shortCut: string;
  readonly description: string;
  readonly scopes: readonly string[];
  readonly command: string;
  readonly background: boolean;
  readonly args: readonly string[];
}
const { plugins: PLUGINS } = parse(readFileSync(join(ROOT, 'docs/k9s-plugin.yaml'), 'utf8')) as {
  readonly plugins: Readonly<Record<string, Plugin>>;
};

/** As k9s does it: names in capitals after a dollar sign; any other name is an error there. */
function substituted(arg: string, values: Readonly<Record<string, string>>): string {
  return arg.replaceAll(/\$(!?[\w|\d|\-|]+)/g, (_, name: string) => {
    const value = values[name.toUpperCase()];
    if (value === undefined) throw new Error(`k9s knows no ${name}`);
    return value;
  });
}

/** kubectl as the plugins see it, over the sample; a pager that does not wait. */
function shims(): string {
  const folder = join(home.folder, 'bin');
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  const kubectl = `#!/bin/sh\nshift\nexec '${process.execPath}' '${PROGRAM}' "$@" --sample\n`;
  for (const [name, text] of [
    ['kubectl', kubectl],
    ['less', '#!/bin/sh\nexec cat\n'],
  ] as const) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test.each([
  ['harden-namespace', { NAME: 'shop', NAMESPACE: '-' }, 'deployment.apps/web', 'deployment.apps/crm'],
  [
    'harden-workload',
    { NAME: 'web', NAMESPACE: 'shop', RESOURCE_NAME: 'deployments', RESOURCE_GROUP: 'apps' },
    'deployment.apps/web',
    'deployment.apps/cart',
  ],
  ['harden-service-account', { NAME: 'runner', NAMESPACE: 'ci' }, 'ServiceAccount ci/runner', 'shop/old-bot'],
])('the k9s plugin %s shows what it is asked for', (name, values, wanted, unwanted) => {
  const plugin = PLUGINS[name];
  if (plugin === undefined) throw new Error(`no plugin ${name}`);
  const args = plugin.args.map((arg) => substituted(arg, { ...values, CONTEXT: "it's mine; $(id)" }));
  const { stdout, status } = spawnSync(plugin.command, args, {
    encoding: 'utf8',
    env: { ...home.env, PATH: [shims(), process.env.PATH].join(delimiter) },
  });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^SEVERITY/m);
  expect(stdout).toContain(wanted);
  expect(stdout).not.toContain(unwanted);
});

test('plugins of k9s name what k9s knows, and no key of a view has two', () => {
  const keys = Object.values(PLUGINS).flatMap(({ shortCut, scopes }) => scopes.map((scope) => `${scope} ${shortCut}`));
  expect(new Set(keys).size).toBe(keys.length);
  for (const plugin of Object.values(PLUGINS))
    expect(Object.keys(plugin).toSorted()).toEqual([
      'args',
      'background',
      'command',
      'description',
      'scopes',
      'shortCut',
    ]);
});

/** What the plugins of docs/k9s-plugin.yaml let through of what a scan prints: findings of one object, and every other line. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-k9s-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { plugins: PLUGINS } = parse(readFileSync(join(ROOT, 'docs/k9s-plugin.yaml'), 'utf8')) as {
  readonly plugins: Readonly<Record<string, { readonly command: string; readonly args: readonly string[] }>>;
};
const HEADER = 'SEVERITY   CHECK   NAMESPACE   OBJECT   PART   READINESS   MESSAGE';
const ERROR = 'error: the server could not be reached: connection refused';
const UNKNOWN = '3 checks are unknown, not passed: deployments are denied to you';

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}`);
  chmodSync(join(folder, name), 0o755);
}
program('less', 'exec cat\n');

/** Lines that the plugin shows of these. */
function shown(plugin: string, values: Readonly<Record<string, string>>, lines: readonly string[]): readonly string[] {
  program('kubectl', `cat <<'END'\n${lines.join('\n')}\nEND\necho '${ERROR}' >&2\n`);
  return run(plugin, values);
}

function run(plugin: string, values: Readonly<Record<string, string>>): readonly string[] {
  const { command, args } = PLUGINS[plugin] ?? { command: 'false', args: [] };
  const given = args.map((arg) => arg.replaceAll(/\$(\w+)/g, (_, name: string) => values[name] ?? ''));
  const { stdout } = spawnSync(command, given, {
    encoding: 'utf8',
    env: { PATH: [folder, process.env.PATH].join(delimiter) },
  });
  return stdout.trimEnd().split('\n');
}

const row = (object: string, message = 'It may run as root.') =>
  `medium     workloads/run-as-root   shop   ${object}   app   ready   ${message}`;

test('a workload is one of its kind and whole name', () => {
  const mine = [row('deployment.apps/web'), row('deployment.apps/web', 'It holds deployment.apps/my-web.')];
  const others = ['deployment.apps/my-web', 'statefulset.apps/web', 'deployment.apps/web-2', 'deployment.apps/eb'];
  const values = { CONTEXT: 'c', NAMESPACE: 'shop', NAME: 'web', RESOURCE_NAME: 'deployments', RESOURCE_GROUP: 'apps' };
  expect(shown('harden-workload', values, [HEADER, ...mine, ...others.map((each) => row(each)), UNKNOWN])).toEqual([
    HEADER,
    ...mine,
    UNKNOWN,
    ERROR,
  ]);
});

test('an account is one of its whole name, wherever a row names it', () => {
  const about = (text: string) => `critical   rbac/wildcards   <none>   clusterrolebinding/x   ${text}   ready   Text.`;
  const mine = [
    about('ServiceAccount ci/runner'),
    about('x   review   Held by ServiceAccount ci/runner-2, ServiceAccount ci/runner.'),
  ];
  const others = [
    about('ServiceAccount ci/runner-2'),
    about('ServiceAccount ci/runner.v2'),
    about('ServiceAccount xci/runner'),
    about('ServiceAccount ci/runners'),
  ];
  expect(
    shown('harden-service-account', { CONTEXT: 'c', NAMESPACE: 'ci', NAME: 'runner' }, [HEADER, ...mine, ...others]),
  ).toEqual([HEADER, ...mine, ERROR]);
});

test('an account with dots is no pattern', () => {
  const rows = ['low   x   y   ServiceAccount ci/a.b   z', 'low   x   y   ServiceAccount ci/a-b   z'];
  expect(shown('harden-service-account', { CONTEXT: 'c', NAMESPACE: 'ci', NAME: 'a.b' }, [HEADER, ...rows])).toEqual([
    HEADER,
    rows[0],
    ERROR,
  ]);
});

test.each([
  ['shop', '--namespace=shop'],
  ['all', '--all-namespaces'],
])('the row %s of namespaces is what %s is', (name, scope) => {
  program('kubectl', 'echo "$@"\n');
  const command = `harden scan --read-only --context a b ${scope} -o wide`;
  expect(run('harden-namespace', { CONTEXT: 'a b', NAME: name })).toEqual([command]);
});

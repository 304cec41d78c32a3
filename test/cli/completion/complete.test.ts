/** What is offered where, by the tables of commands and flags. */
import { expect, test } from 'vitest';
import { COMMANDS, ROOT } from '../../../src/cli/commands.ts';
import { complete } from '../../../src/cli/completion/complete.ts';
import type { Lists } from '../../../src/cli/completion/values.ts';

const asked: string[] = [];

function listsFor(): Lists {
  const list =
    (kind: string, ...values: readonly string[]) =>
    async () => {
      asked.push(kind);
      return values.map((value) => ({ value }));
    };
  return {
    contexts: list('contexts', 'kind-dev', 'prod-eu'),
    clusters: list('clusters', 'kind'),
    users: list('users', 'admin'),
    namespaces: list('namespaces', 'payments', 'shop'),
    checks: list('checks', 'rbac/dangling', 'rbac/wildcards'),
    areas: list('areas', 'network', 'rbac'),
    runs: list('runs', '20271122T140211Z-7f3c'),
    shells: list('shells', 'bash', 'zsh'),
    examples: list('examples', 'role.yaml'),
  };
}

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { candidates, directive } = await complete(words, { root: ROOT, commands: COMMANDS, listsFor });
  return [...candidates.map(({ value }) => value), `:${directive}`];
}

test.each<[readonly string[], readonly string[]]>([
  [['sc'], ['scan', ':4']],
  [
    ['--read-only', 'hi'],
    ['history', ':4'],
  ],
  [
    ['--context', ''],
    ['kind-dev', 'prod-eu', ':4'],
  ],
  [['--context=p'], ['prod-eu', ':4']],
  [
    ['scan', '-n', 's'],
    ['shop', ':4'],
  ],
  [
    ['scan', '-n', 'shop,'],
    ['shop,payments', 'shop,shop', ':4'],
  ],
  [
    ['scan', '--namespace=pay'],
    ['payments', ':4'],
  ],
  [
    ['scan', '--check', 'rbac/w'],
    ['rbac/wildcards', ':4'],
  ],
  [
    ['checks', '--area', ''],
    ['network', 'rbac', ':4'],
  ],
  [
    ['explain', ''],
    ['rbac/dangling', 'rbac/wildcards', ':4'],
  ],
  [
    ['-q', 'explain', '-o', 'json', 'rbac/d'],
    ['rbac/dangling', ':4'],
  ],
  [
    ['explain', 'rbac/dangling', ''],
    ['role.yaml', ':4'],
  ],
  [
    ['explain', 'rbac/dangling', '--example='],
    ['role.yaml', ':4'],
  ],
  [['explain', 'rbac/dangling', 'role.yaml', ''], [':4']],
  [
    ['undo', '2027'],
    ['20271122T140211Z-7f3c', ':4'],
  ],
  [
    ['completion', ''],
    ['bash', 'zsh', ':4'],
  ],
  [
    ['scan', '-o', 'js'],
    ['json', ':4'],
  ],
  [['scan', '-o', 'json=out/'], [':0']],
  [['scan', '--output=json='], [':0']],
  [
    ['version', '-o', ''],
    ['table', 'json', 'yaml', ':4'],
  ],
  [
    ['scan', '--severity', 'h'],
    ['high', ':4'],
  ],
  [
    ['scan', '--dry-run='],
    ['none', 'server', ':4'],
  ],
  [
    ['scan', '--read-only='],
    ['true', 'false', ':4'],
  ],
  [['scan', '-f', ''], [':0']],
  [['scan', '--kubeconfig='], [':0']],
  [['scan', '-k', ''], [':16']],
  [['scan', '--server', ''], [':4']],
  [['no-such-command', ''], [':4']],
  [['scan', '--', ''], [':4']],
  [['scan', ''], [':4']],
])('after %j comes %j', async (words, values) => {
  expect(await offered(...words)).toEqual(values);
});

test('flags of the command and of all commands are offered, hidden ones and those that were given are not', async () => {
  const flags = await offered('scan', '--quiet', '--');
  expect(flags).toContain('--namespace');
  expect(flags).toContain('--context');
  for (const flag of ['--verdict', '--password', '--help', '--quiet']) expect(flags).not.toContain(flag);
  expect(await offered('scan', '--check', 'rbac/dangling', '--che')).toEqual(['--check', '--checklist', ':4']);
});

test('nothing is read that the answer does not need', async () => {
  asked.length = 0;
  await offered('scan', '--out');
  await offered('');
  await offered('scan', '-o', 'json', '--context', '');
  expect(asked).toEqual(['contexts']);
});

test('commands and flags bring the sentences of their help', async () => {
  const { candidates } = await complete(['und'], { root: ROOT, commands: COMMANDS, listsFor });
  expect(candidates).toEqual([{ value: 'undo', help: 'Undo a run, exactly' }]);
  const formats = await complete(['scan', '-o', 'ya'], { root: ROOT, commands: COMMANDS, listsFor });
  expect(formats.candidates).toEqual([{ value: 'yaml', help: 'Everything, as one YAML document.' }]);
});

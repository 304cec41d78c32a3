/** `explain CHECK --example`: the file as it is, and nothing else on stdout. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { createHome } from '../support/program.ts';
import { EXAMPLES, OBJECTS } from './read.ts';

const home = createHome();
afterAll(() => home.remove());

const [POLICY, KUBEADM] = EXAMPLES.filter(({ check }) => check === 'audit/enabled');

test('one example is printed byte for byte, named either way', async () => {
  for (const named of [['--example', 'audit-policy.yaml'], ['--example=audit-policy.yaml']]) {
    const { code, stdout, stderr } = await home.run(['explain', 'audit/enabled', ...named]);
    expect([code, stdout, stderr]).toEqual([0, POLICY?.text, '']);
  }
});

test('without a name a check prints all of them as one stream of YAML', async () => {
  const { stdout } = await home.run(['explain', 'audit/enabled', '--example']);
  expect(stdout).toBe(`${POLICY?.text}---\n${KUBEADM?.text}`);
  const json = await home.run(['explain', 'audit/enabled', '--example', '-o', 'json']);
  expect(JSON.parse(json.stdout)).toEqual(
    [POLICY, KUBEADM].map((each) => ({ name: each?.name, title: each?.title, text: each?.text })),
  );
});

test('explain names them, with the line that prints each', async () => {
  const { stdout } = await home.run(['explain', 'audit/enabled']);
  expect(stdout).toMatch(
    /EXAMPLES:\n {2}\S+.* explain audit\/enabled --example audit-policy\.yaml\n {6}Audit policy that/,
  );
  const entry = await home.run(['explain', 'audit/enabled', '-o', 'json']);
  expect((JSON.parse(entry.stdout) as { examples: object[] }).examples).toHaveLength(2);
});

test.each<[readonly string[], string]>([
  [['encryption/secrets-at-rest', '--example'], 'cannot be printed as one stream: encryption-secretbox.sh is no YAML'],
  [['audit/enabled', '--example', 'audit-polic.yaml'], 'Did you mean audit-policy.yaml?'],
  [['audit/enabled', '--example', 'x'], 'It has audit-policy.yaml, kubeadm.yaml.'],
  [['rbac/invalid-rules', '--example'], 'rbac/invalid-rules has no examples'],
  [['audit/enabled', 'audit-policy.yaml'], 'explain audit/enabled --example audit-policy.yaml'],
  [['audit/enabled', '--example', 'a', 'b'], 'unexpected argument "b"'],
])('what cannot be printed is a usage error: %j', async (args, says) => {
  const { code, stdout, stderr } = await home.run(['explain', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(says);
});

test.each([...Map.groupBy(OBJECTS, ({ file }) => file.check)])(
  'what %s shows meets what it asks',
  async (check, objects) => {
    const file = join(home.folder, `${check.replace('/', '-')}.yaml`);
    writeFileSync(file, objects.map(({ text }) => text).join('---\n'));
    const { stdout } = await home.run(['scan', '-f', file, '--check', check, '-o', 'json']);
    const { findings } = JSON.parse(stdout) as Report;
    expect(findings.map(({ message }) => message)).toEqual([]);
  },
);

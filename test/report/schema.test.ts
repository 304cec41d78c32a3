import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { createHome, ROOT } from '../support/program.ts';

const schema = JSON.parse(readFileSync(join(ROOT, 'docs/schema/report.v1alpha1.json'), 'utf8'));
const validate = new Ajv.default({ strict: true, allErrors: true }).compile(schema);

function expectValid(value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

const MANIFESTS = [
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: n}\nspec:\n  containers: [{name: c, image: i}]\n',
  'apiVersion: v1\nkind: Namespace\nmetadata: {name: n, labels: {pod-security.kubernetes.io/enforce: nonsense}}\n',
];

test('the report of the sample and of manifests is as the published schema says', async () => {
  const home = createHome();
  try {
    for (const args of [['--sample'], ['--sample', '-n', 'shop'], ['--sample', '--severity', 'high']]) {
      const { stdout } = await home.run(['scan', '-o', 'json', ...args]);
      expectValid(JSON.parse(stdout));
    }
    const { stdout } = await home.run(['scan', '-o', 'json', '-f', '-'], { stdin: MANIFESTS.join('---\n') });
    expectValid(JSON.parse(stdout));
    const empty = await home.run(['scan', '-o', 'json', '-f', '-'], { stdin: '' });
    expectValid(JSON.parse(empty.stdout));
    expect(JSON.parse(empty.stdout)).toMatchObject({ findings: [], decisions: [], namespaces: [], workloads: [] });
  } finally {
    home.remove();
  }
});

test('YAML and JSON hold the same report', async () => {
  const home = createHome();
  try {
    const [json, yaml] = await Promise.all(
      ['json', 'yaml'].map(async (format) => (await home.run(['scan', '--sample', '-o', format])).stdout),
    );
    const { load } = await import('js-yaml');
    expect(load(yaml ?? '')).toEqual(JSON.parse(json ?? ''));
  } finally {
    home.remove();
  }
});

test('the schema refuses what is not in it', () => {
  expect(validate({ apiVersion: 'harden.kubectl.dev/v1alpha1', kind: 'Report' })).toBe(false);
  expect(validate.errors?.some(({ keyword }) => keyword === 'required')).toBe(true);
});

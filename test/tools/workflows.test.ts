/** What the workflows may do: whoever runs code of the repository can write nothing, and nothing goes out untested. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/program.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}
const read = (name: string) =>
  parse(readFileSync(join(ROOT, '.github/workflows', name), 'utf8')) as {
    readonly permissions: Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, Job>>;
  };
const RELEASE = read('release.yml');
const JOBS = Object.entries(RELEASE.jobs);

test('every action of every workflow is pinned by its commit', () => {
  for (const name of ['release.yml', 'test.yml'])
    for (const { steps } of Object.values(read(name).jobs))
      for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
});

test('each job names its rights, and none has more than one kind of task', () => {
  expect(RELEASE.permissions).toEqual({});
  const writing = JOBS.flatMap(([name, { permissions }]) => {
    expect(permissions, name).toBeDefined();
    const rights = Object.entries(permissions ?? {}).filter(([, right]) => right === 'write');
    return rights.length === 0 ? [] : [`${name}: ${rights.map(([right]) => right).join(', ')}`];
  });
  expect(writing).toEqual(['attest: id-token, attestations', 'publish: contents', 'npm: id-token']);
});

test('a job that can write, here or elsewhere, runs no code of the repository', () => {
  for (const [name, { permissions = {}, environment, steps }] of JOBS) {
    const canWrite = Object.values(permissions).includes('write') || environment !== undefined;
    if (!canWrite) continue;
    for (const { uses = '', run = '', with: inputs = {} } of steps) {
      expect(run, name).not.toMatch(/npm (run|test|ci|install)\b|node src/);
      if (uses.startsWith('actions/checkout@')) expect(inputs.repository, name).toBeDefined();
    }
  }
});

test('nothing is published before all tests have passed, and krew has installed what is published', () => {
  const before = (name: string): readonly string[] =>
    [RELEASE.jobs[name]?.needs ?? []].flat().flatMap((each) => [each, ...before(each)]);
  for (const name of ['publish', 'npm', 'index', 'krew'])
    expect(before(name), name).toEqual(expect.arrayContaining(['test', 'build', 'assemble', 'attest']));
  const run = (name: string) => RELEASE.jobs[name]?.steps.map((step) => step.run ?? '').join('\n') ?? '';
  expect(run('test')).toMatch(/^npm test$/m);
  expect(run('build')).toContain('npm test -- test/install/krew');
});

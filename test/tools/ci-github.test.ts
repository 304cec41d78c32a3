/** The steps of the GitHub example as its runner runs them, over pull requests that start from anything. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ciExamples } from '../support/ci-examples.ts';
import { createHome, PROGRAM } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());
interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
}
const { jobs } = parse(ciExamples().get('github') ?? '') as {
  readonly jobs: { readonly manifests: { readonly steps: readonly Step[] } };
};
const STEPS = jobs.manifests.steps;
const step = (name: string) => STEPS.find((each) => each.name === name);

beforeAll(() => {
  const bin = join(home.folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'kubectl-harden'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(join(bin, 'kubectl-harden'), 0o755);
});

const POD = (name: string, privileged: boolean) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop}
spec: {containers: [{name: app, image: x, securityContext: {privileged: ${privileged}}}]}
`;

const BROKEN = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web\n';

/** Exit codes of both steps, and the folder of the repository. */
function pullRequest(name: string, base: string | undefined, head: string) {
  const work = join(home.folder, name);
  const folder = join(work, 'repository');
  const temporary = join(work, 'temporary');
  for (const each of [folder, temporary]) mkdirSync(each, { recursive: true });
  const env = {
    ...home.env,
    PATH: [join(home.folder, 'bin'), process.env.PATH].join(delimiter),
    RUNNER_TEMP: temporary,
    GITHUB_STEP_SUMMARY: join(temporary, 'summary.md'),
  };
  const run = (script: string, more = {}) =>
    spawnSync('bash', ['-e', '-c', script], { cwd: folder, env: { ...env, ...more }, encoding: 'utf8' });
  const commit = (text: string | undefined) => {
    rmSync(join(folder, 'manifests'), { recursive: true, force: true });
    if (text !== undefined) {
      mkdirSync(join(folder, 'manifests'));
      writeFileSync(join(folder, 'manifests', 'pod.yaml'), text);
    }
    return run(
      'git add --all; git -c user.name=x -c user.email=x@example.com commit --quiet --allow-empty -m x; git rev-parse HEAD',
    ).stdout.trim();
  };
  run('git init --quiet .');
  const start = commit(base);
  commit(head);
  const scanned = run(step('Scan what the pull request starts from')?.run ?? 'false', { BASE: start });
  const result = run(step('Scan')?.run ?? 'false');
  run(step('Summary')?.run ?? 'false');
  return { codes: [scanned.status, result.status], folder, env, stderr: scanned.stderr + result.stderr };
}

test.each<[string, string | undefined, string, readonly number[]]>([
  ['nothing new', POD('web', true), POD('web', true), [0, 0]],
  ['a new finding', POD('web', false), POD('web', true), [0, 1]],
  ['no manifests before', undefined, POD('web', true), [0, 1]],
  ['manifests before that cannot be read', BROKEN, POD('web', true), [0, 1]],
  ['manifests that cannot be read now', POD('web', true), BROKEN, [0, 3]],
])('%s', (name, base, head, codes) => {
  const result = pullRequest(name.replaceAll(' ', '-'), base, head);
  expect(result.codes, result.stderr).toEqual(codes);
  expect(existsSync(join(result.folder, 'harden.sarif'))).toBe(true);
  expect(readFileSync(result.env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('harden');
});

test('what needs a token that writes is left out for pull requests of forks, and the result is in the summary', () => {
  const own = 'github.event.pull_request.head.repo.full_name == github.repository';
  for (const name of ['Upload alerts', 'Comment']) expect(step(name)?.if).toContain(own);
  expect(step('Summary')?.if).not.toContain(own);
});

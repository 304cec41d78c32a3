/** `-k` from end to end: judged, changed after the diff was shown, listed, and given back. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bytesOf } from '../sources/kustomize/harness.ts';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const JOB = `# the report
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: 3 2 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: report, image: "registry.test/report:1"}]
`;

function shop(name: string): string {
  const path = join(home.folder, name);
  for (const folder of ['base', 'prod']) mkdirSync(join(path, folder), { recursive: true });
  writeFileSync(join(path, 'base/job.yaml'), JOB);
  writeFileSync(join(path, 'base/kustomization.yaml'), 'resources:\n- job.yaml\n');
  writeFileSync(
    join(path, 'prod/kustomization.yaml'),
    '# prod\nnamespace: shop\nnamePrefix: eu-\nresources: [../base]\n',
  );
  return path;
}

test('a scan names the file that each object is written in', async () => {
  const cwd = shop('scan');
  const { code, stdout, stderr } = await home.run(['scan', '-k', 'prod', '-o', 'wide'], { cwd });
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/^(?:error|Warning)/m);
  expect(stdout).toMatch(
    /workloads\/seccomp +shop +cronjob\.batch\/eu-report +report +ready +base\/job\.yaml:10 +Container/,
  );
});

test('a change is shown with its files, made, listed under its folder, and given back', async () => {
  const cwd = shop('apply');
  const before = bytesOf(cwd);
  const tried = await home.run(['--apply', '-k', 'prod', '--dry-run'], { cwd });
  expect(tried.code, tried.stderr).toBe(1);
  expect(tried.stdout).toContain('@@ prod/harden-cronjob-eu-report.yaml: new file @@\n+apiVersion: batch/v1\n');
  expect(tried.stdout).toContain(
    '@@ prod/kustomization.yaml: edit @@\n+patches:\n+  - path: harden-cronjob-eu-report.yaml\n',
  );
  expect(bytesOf(cwd)).toEqual(before);
  const done = await home.run(['--apply', '-k', 'prod', '--yes'], { cwd });
  expect(done.code, done.stderr).toBe(0);
  expect(done.stderr).toMatch(/Run \S+: 2 findings resolved, 0 new\.\nUndo: .* undo \S+ -k prod\n/);
  const { 'prod/kustomization.yaml': _, 'prod/harden-cronjob-eu-report.yaml': added, ...rest } = bytesOf(cwd);
  expect(added).toContain('name: report\n');
  expect(rest).toEqual(
    Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'prod/kustomization.yaml')),
  );
  expect((await home.run(['--apply', '-k', 'prod', '--yes'], { cwd })).stderr).toContain('Nothing to do');
  expect((await home.run(['history', '-k', 'prod'], { cwd })).stdout).toContain('applied');
  expect((await home.run(['undo', '-f', 'prod', '--yes'], { cwd })).stderr).toContain('no run');
  const undone = await home.run(['undo', '-k', 'prod', '--yes'], { cwd });
  expect(undone.code, undone.stderr).toBe(0);
  expect(undone.stdout).toContain('@@ prod/harden-cronjob-eu-report.yaml: removed @@');
  expect(bytesOf(cwd)).toEqual(before);
});

test.each([
  [['-k', 'prod', '-f', '.'], 2, '--filename and --kustomize exclude each other'],
  [['-k', 'prod', '--sample'], 2, '--sample and --kustomize exclude each other'],
  [['-k', 'prod', '-R'], 2, '--recursive needs --filename'],
  [['-k', ''], 2, 'must not be empty'],
  [['-k', 'base', '--fail-on', 'medium'], 1, ''],
  [['-k', 'nowhere', '--fail-on', 'critical'], 3, 'nowhere: there is no such file or folder'],
])('scan %j ends with %i', async (argv, code, text) => {
  const ended = await home.run(['scan', ...argv], { cwd: shop('flags') });
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.stderr).toContain(text);
});

test('what cannot be built is not taken for done', async () => {
  const cwd = shop('broken');
  writeFileSync(join(cwd, 'prod/kustomization.yaml'), 'resources: [../gone]\n');
  const { code, stderr } = await home.run(['--apply', '-k', 'prod', '--yes'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain('not everything could be');
  expect(stderr).not.toContain('Nothing to do');
});

test('a run is undone by its name alone, from anywhere, where the kustomization gives other names', async () => {
  const cwd = shop('named');
  const before = bytesOf(cwd);
  const done = await home.run(['--apply', '-k', 'prod', '--yes'], { cwd });
  const [, run = ''] = /Run (\S+):/.exec(done.stderr) ?? [];
  const undone = await home.run(['undo', run, '--yes'], { cwd: home.folder });
  expect(undone.code, undone.stderr).toBe(0);
  expect(bytesOf(cwd)).toEqual(before);
});

test('a journal that was altered, or is a pipe, is what an undo by name speaks of', async () => {
  const cwd = shop('altered');
  const done = await home.run(['--apply', '-k', 'prod', '--yes'], { cwd });
  const [, run = ''] = /Run (\S+):/.exec(done.stderr) ?? [];
  const journal = join(home.folder, 'state', 'kubectl-harden', 'runs', run, 'journal.jsonl');
  const lines = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, lines.toSpliced(1, 1).join('\n'));
  const altered = await home.run(['undo', run, '--yes'], { cwd });
  expect(altered.stderr).toContain('journal.jsonl');
  expect(altered.code).not.toBe(0);
  rmSync(journal);
  execFileSync('mkfifo', [journal]);
  const piped = await home.run(['undo', run, '-k', 'prod', '--yes'], { cwd });
  expect(piped.code).not.toBe(0);
});

/** Several outputs of one scan: where each goes, and what happens to a place that cannot take it. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { targetsOf } from '../../../src/cli/args/format.ts';
import { parseCommandLine } from '../../../src/cli/args/parse.ts';
import { COMMANDS, ROOT } from '../../../src/cli/commands.ts';
import { createHome, PROGRAM } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());
const at = (name: string) => join(home.folder, name);

function targets(...values: readonly string[]) {
  const argv = ['scan', ...values.flatMap((value) => ['-o', value])];
  return targetsOf(parseCommandLine(argv, ROOT, COMMANDS, 'kubectl harden').flags).map(({ format, file }) => [
    format.name,
    file,
  ]);
}

test('a format goes to stdout, or to the file that it names; a dash is stdout', () => {
  expect(targets()).toEqual([['table', undefined]]);
  expect(targets('json')).toEqual([['json', undefined]]);
  expect(targets('json=-', 'sarif=a=b.sarif')).toEqual([
    ['json', undefined],
    ['sarif', 'a=b.sarif'],
  ]);
  expect(targets('json', 'json')).toEqual([['json', undefined]]);
  expect(targets('json=/dev/stdout')).toEqual([['json', undefined]]);
});

test.each([
  [['json', 'yaml'], 'json and yaml cannot both go to stdout'],
  [['json', 'yaml=-'], 'json and yaml cannot both go to stdout'],
  [['json=a', 'yaml=./a'], 'json and yaml cannot both go to a'],
  [['nonsense=x'], 'must be one of table'],
  [['json='], 'json= must name a file'],
])('%s is refused', (values, message) => {
  expect(() => targets(...values)).toThrow(message);
});

test('files are written beside what goes to stdout, the same bytes in each', async () => {
  const args = ['scan', '--sample', '-o', `json=${at('a.json')}`, '-o', 'json', '-o', `wide=${at('a.txt')}`];
  const { code, stdout, stderr } = await home.run(args);
  expect(code).toBe(0);
  expect(readFileSync(at('a.json'), 'utf8')).toBe(stdout);
  expect(stderr).toContain(`Wrote json to ${at('a.json')}.`);
  expect(readFileSync(at('a.txt'), 'utf8')).toMatch(/^SEVERITY /);
  expect(statSync(at('a.json')).mode & 0o777).toBe(0o666 & ~process.umask());
  expect(readdirSync(home.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('with files alone stdout stays empty', async () => {
  const { code, stdout } = await home.run(['scan', '--sample', '-q', '-o', `name=${at('names')}`]);
  expect([code, stdout]).toEqual([0, '']);
});

test('a folder, and a folder that is not there, are refused before anything is read', async () => {
  mkdirSync(at('folder'));
  symlinkSync(at('folder'), at('link'));
  for (const [place, reason] of [
    [at('folder'), 'it is a folder'],
    [at('link'), 'it is a folder'],
    [at('nowhere/x.json'), 'is not there'],
  ] as const) {
    const { code, stderr } = await home.run(['scan', '--sample', '-o', `json=${place}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
  }
  expect(existsSync(at('nowhere'))).toBe(false);
});

test('a file keeps its mode, a link stays one, and a device is written into', async () => {
  writeFileSync(at('kept'), 'old');
  chmodSync(at('kept'), 0o640);
  symlinkSync(at('kept'), at('to-kept'));
  const { code } = await home.run(['scan', '--sample', '-o', `name=${at('to-kept')}`, '-o', 'json=/dev/null']);
  expect(code).toBe(0);
  expect([statSync(at('kept')).mode & 0o777, readFileSync(at('kept'), 'utf8')]).toEqual([
    0o640,
    expect.stringMatching(/^deployment\.apps\//m),
  ]);
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: lab}\nspec: {containers: [{name: c, image: i}]}\n';

/** Nobody listens there: whoever asks ends with 3. */
const AWAY = '--server=http://127.0.0.1:1';

test('two names of one file are refused, whether or not it is there', async () => {
  mkdirSync(at('named'));
  symlinkSync(at('named'), at('named-too'));
  writeFileSync(at('named/there'), '');
  symlinkSync('there', at('named/soft'));
  linkSync(at('named/there'), at('named/hard'));
  for (const [one, other] of [
    ['named/there', 'named/soft'],
    ['named/there', 'named/hard'],
    ['named/there', 'named-too/there'],
    ['named/new', 'named-too/new'],
    ['named/new', 'named/../named/new'],
  ] as const) {
    const { code, stderr } = await home.run(['scan', AWAY, '-o', `json=${at(one)}`, '-o', `yaml=${at(other)}`]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/cannot (write|both go to)/)]);
  }
  expect(readdirSync(at('named')).toSorted()).toEqual(['hard', 'soft', 'there']);
});

test.each([['scan', '--fail-on', 'low'], ['history'], ['version']])(
  'a place that takes no file is refused before the first request: %s',
  async (...args) => {
    for (const place of ['/proc/x.json', at('nowhere/x'), '/dev/full/x']) {
      const { code, stderr } = await home.run([...args, AWAY, '--show-requests', '-o', `json=${place}`]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`cannot write ${place}: `)]);
      expect(stderr).not.toContain('Requests made');
    }
  },
);

test('what is read is not written over', async () => {
  mkdirSync(at('read/deep'), { recursive: true });
  for (const name of ['read/a.yaml', 'read/deep/b.yaml']) writeFileSync(at(name), POD);
  writeFileSync(at('records.yaml'), 'apiVersion: harden.kubectl.dev/v1alpha1\nkind: Records\n');
  for (const [args, place, words] of [
    [['-f', at('read/a.yaml')], 'read/a.yaml', 'this command reads'],
    [['-f', at('read')], 'read/a.yaml', 'it is one of the manifests that are read'],
    [['-R', '-f', at('read')], 'read/deep/b.yaml', 'it is one of the manifests that are read'],
    [['--sample', '--records', at('records.yaml')], 'records.yaml', 'this command reads'],
  ] as const) {
    const { code, stderr } = await home.run(['scan', ...args, '-o', `yaml=${at(place)}`]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  }
  expect(readFileSync(at('read/a.yaml'), 'utf8')).toBe(POD);
  const beside = await home.run(['scan', '-f', at('read'), '-q', '-o', `yaml=${at('read/deep/b.yaml')}`]);
  expect(beside.code).toBe(0);
});

test('a reader that goes away at once is no error', async () => {
  const line = `"${process.execPath}" "${PROGRAM}" scan --sample -q -o json | head -c 10; echo "\${PIPESTATUS[0]}"`;
  const stdout = execFileSync('bash', ['-c', line], { encoding: 'utf8', env: { ...process.env, ...home.env } });
  expect(stdout).toBe('{\n  "apiVe0\n');
});

test('a pipe that nobody reads is an error, and no wait that nothing ends', async () => {
  const pipe = join(home.folder, 'unread');
  execFileSync('mkfifo', [pipe]);
  const { code, stderr } = await home.run(['scan', '--sample', '-q', '-o', `json=${pipe}`]);
  expect(code).toBe(3);
  expect(stderr).toContain('cannot write');
});

test('a report beside the manifests is none of them', async () => {
  const folder = join(home.folder, 'beside');
  mkdirSync(folder);
  writeFileSync(join(folder, 'shop.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
  const reports = ['json=report.json', 'yaml=report.yaml', 'sarif=sarif.json', 'policyreport=policies.json'].flatMap(
    (each) => ['-o', each],
  );
  for (const _ of [1, 2]) expect((await home.run(['scan', '-f', '.', '-q', ...reports], { cwd: folder })).code).toBe(0);
});

test('other commands write files too', async () => {
  expect((await home.run(['checks', '-o', `json=${at('checks.json')}`])).stdout).toBe('');
  expect(JSON.parse(readFileSync(at('checks.json'), 'utf8')).length).toBeGreaterThan(10);
});

test('requests are told even where all else is quiet; the sample needs none', async () => {
  const { code, stderr } = await home.run(['scan', '--sample', '-q', '--show-requests', '-o', 'name']);
  expect([code, stderr]).toEqual([0, 'No request was made.\n']);
});

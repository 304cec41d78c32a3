/** Files as Windows editors and shells save them: read as kubectl reads them, and edited in the encoding that they have. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fieldChangesOf } from '../../../../src/model/edits.ts';
import type { Target, WriteRequest, WriteResult } from '../../../../src/model/ports.ts';
import type { Edit, ObjectRef } from '../../../../src/plugin-api/index.ts';
import { openFiles } from '../../../../src/sources/files/index.ts';
import { createHome } from '../../../support/program.ts';
import { deployment, folder, SIGNAL, scanText } from '../harness.ts';

const ENCODINGS = {
  'UTF-16, low byte first': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16, high byte first': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-8 with a byte order mark': (text: string) => Buffer.from(`\ufeff${text}`, 'utf8'),
} as const;

const PODS = 'containers:\n- name: main\n  image: nginx # grüße 🚢, ਊ and 䄊';
const TWO = `${deployment(PODS)}---\n${deployment(PODS, 'web')}`;
const WEB: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
const API: ObjectRef = { ...WEB, name: 'api' };
const NO_TOKEN: Edit = { op: 'set', path: ['spec', 'template', 'spec', 'automountServiceAccountToken'], value: false };

async function change(target: Target, ref: ObjectRef): Promise<WriteResult> {
  const object = await target.read(ref, SIGNAL);
  if (object === undefined) throw new Error('not there');
  return write(target, { op: 'patch', ref, fieldChanges: fieldChangesOf(object, [NO_TOKEN]) });
}

function write(target: Target, request: WriteRequest): Promise<WriteResult> {
  return target.write(request, { dryRun: false }, SIGNAL);
}

/** In another process: what the journal holds is all that is known. */
async function undo(path: string, { restore }: WriteResult): Promise<string | undefined> {
  const { target } = openFiles({ paths: [path] });
  return (await target.restore?.(restore ?? null, { dryRun: false }, SIGNAL))?.state;
}

const ENDS = {
  'line feeds': (text: string) => text,
  'Windows line ends': (text: string) => text.replaceAll('\n', '\r\n'),
};

for (const [name, bytesOf] of Object.entries(ENCODINGS))
  for (const [ends, withEnds] of Object.entries(ENDS)) {
    const before = bytesOf(withEnds(TWO));

    test(`${name}, ${ends}: both documents are read`, async () => {
      const { names, errors } = await scanText(before);
      expect(names).toEqual(['deployment.apps/api', 'deployment.apps/web']);
      expect(errors).toEqual([]);
    });

    test(`${name}, ${ends}: an edit is the same as in UTF-8, and is taken back to the same bytes`, async () => {
      const dir = folder({ 'a.yaml': before, 'b/b.yaml': withEnds(TWO) });
      const [file, plain] = [join(dir, 'a.yaml'), join(dir, 'b/b.yaml')];
      const step = await change(openFiles({ paths: [file] }).target, WEB);
      await change(openFiles({ paths: [plain] }).target, WEB);
      expect(readFileSync(plain, 'utf8')).toContain('automountServiceAccountToken: false');
      expect(readFileSync(file)).toEqual(bytesOf(readFileSync(plain, 'utf8')));
      expect(await undo(file, step)).toBe('exact');
      expect(readFileSync(file)).toEqual(before);
    });

    test(`${name}, ${ends}: what others changed meanwhile stays, when an edit is taken back`, async () => {
      const file = join(folder({ 'a.yaml': before }), 'a.yaml');
      const step = await change(openFiles({ paths: [file] }).target, WEB);
      const other = (text: string) => text.replace('name: api', 'name: api # theirs, 䄊');
      const text = new TextDecoder(name.includes('high') ? 'utf-16be' : name.includes('16') ? 'utf-16le' : 'utf-8');
      writeFileSync(file, bytesOf(other(text.decode(readFileSync(file)))));
      expect(await undo(file, step)).toBe('in-part');
      expect(readFileSync(file)).toEqual(bytesOf(other(withEnds(TWO))));
    });

    test(`${name}, ${ends}: the first document goes and comes back, and so does the whole file`, async () => {
      const file = join(folder({ 'a.yaml': before }), 'a.yaml');
      const { target } = openFiles({ paths: [file] });
      const steps = [];
      for (const ref of [API, WEB]) steps.push(await write(target, { op: 'delete', ref }));
      expect(existsSync(file)).toBe(false);
      for (const step of steps.toReversed()) await undo(file, step);
      expect(readFileSync(file)).toEqual(before);
    });
  }

test.each(Object.entries(ENCODINGS))('standard input in %s is printed in the same encoding', async (_, bytesOf) => {
  const { target, editedStdin } = openFiles({ paths: ['-'], stdin: Readable.from([bytesOf(TWO)]) });
  await change(target, WEB);
  const indented = '      automountServiceAccountToken: false\n';
  expect(editedStdin().length).toBe(bytesOf(`${TWO}${indented}`).length);
  expect(editedStdin().subarray(0, 2)).toEqual(bytesOf('').subarray(0, 2));
});

const little = (text: string) => Buffer.from(text, 'utf16le');
const UNREADABLE = {
  'UTF-16 without a byte order mark': [
    little(TWO),
    'a.yaml: it is UTF-16 without a byte order mark, which kubectl does not read. Save it as UTF-8.',
  ],
  'the same, high byte first': [
    little(TWO).swap16(),
    'a.yaml: it is UTF-16 without a byte order mark, which kubectl does not read. Save it as UTF-8.',
  ],
  'UTF-32': [
    Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from([...deployment(PODS)].join('\0\0\0'), 'latin1')]),
    /^a\.yaml: document 1, line \d+: /,
  ],
  'half a character at the end': [
    Buffer.concat([little(`\ufeff${deployment(PODS)}`), Buffer.from([0x20])]),
    /^a\.yaml: document 1, line \d+: it is not valid UTF-8 text\. Save it as UTF-8\.$/,
  ],
  'half a surrogate pair': [
    little(`\ufeff${deployment('containers:\n- name: main\n  image: "a\ud83d"')}`),
    /^a\.yaml: document 1, line \d+: it is not valid UTF-8 text\. Save it as UTF-8\.$/,
  ],
} as const;

test.each(Object.entries(UNREADABLE))('%s is told, and is no clean bill', async (_, [content, said]) => {
  const { names, errors } = await scanText(content);
  expect(names).toEqual([]);
  expect(errors).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)]);
});

test.each(Object.entries(ENCODINGS))('%s: the undo script gives back the same bytes', async (_, bytesOf) => {
  const home = createHome();
  const before = bytesOf(TWO);
  const file = join(folder({ 'a.yaml': before }), 'a.yaml');
  const applied = await home.run(['-f', file, '--apply', '--yes']);
  expect(applied.code, applied.stderr).toBe(0);
  expect(readFileSync(file).equals(before)).toBe(false);
  const state = home.env.XDG_STATE_HOME ?? '';
  const script = readdirSync(state, { recursive: true, encoding: 'utf8' }).find((each) => each.endsWith('undo.sh'));
  const ended = spawnSync('sh', [join(state, script ?? '')], { encoding: 'utf8' });
  expect(ended.stderr).toBe('');
  expect(readFileSync(file)).toEqual(before);
  home.remove();
});

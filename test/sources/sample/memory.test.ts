/** The sample as it was left: found again, or said to be lost. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SourceEvent } from '../../../src/model/ports.ts';
import { openSample } from '../../../src/sources/sample/index.ts';
import { requests } from '../../support/requests.ts';
import { CART, NON_ROOT } from './cart.ts';

const never = new AbortController().signal;

type Sample = ReturnType<typeof openSample>;

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deep', 'sample.json');
}

async function read({ source }: Sample): Promise<readonly SourceEvent[]> {
  const events: SourceEvent[] = [];
  const options = { kinds: requests('Deployment', 'Pod'), evidence: [], namespaces: [], watch: false } as const;
  for await (const event of source.stream(options, never)) events.push(event);
  return events;
}

function change({ target }: Sample) {
  return target.write({ op: 'patch', ref: CART, fieldChanges: [NON_ROOT] }, { dryRun: false }, never);
}

test('with a file it is found as it was left; without one it starts anew', async () => {
  const file = newFile();
  const first = openSample({ file });
  await change(first);
  await first.target.write({ op: 'delete', ref: { ...CART, name: 'web' } }, { dryRun: false }, never);
  const left = await read(first);
  expect(await read(openSample({ file }))).toEqual(left);
  expect(await read(openSample())).not.toEqual(left);
  expect(await read(openSample({ file, isAnew: true }))).toEqual(await read(openSample()));
});

test.each([
  ['that ends early', '{', 'its content is invalid.'],
  [
    'that holds something else',
    '{"edition": "x", "version": 1, "stored": [{}], "removed": []}',
    'its content is invalid.',
  ],
])('a file %s is told, with how to start anew', async (_what, text, said) => {
  const file = newFile();
  mkdirSync(dirname(file));
  writeFileSync(file, text);
  const [message, ...rest] = await read(openSample({ file }));
  expect(message).toEqual({
    type: 'message',
    level: 'warning',
    text: `the saved sample cannot be read from ${file}: ${said} Earlier changes are not shown: reset it with --sample=new.`,
  });
  expect(rest).toEqual(await read(openSample()));
});

test('what another version of the program left is told', async () => {
  const file = newFile();
  await change(openSample({ file }));
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"edition":"[^"]*"/, '"edition":"older"'));
  const [message] = await read(openSample({ file }));
  expect(message).toMatchObject({ level: 'warning', text: expect.stringContaining('saved by another version') });
});

test('a folder in place of the file is told when read, and refused when written or forgotten', async () => {
  const file = newFile();
  mkdirSync(join(file, 'inner'), { recursive: true });
  const sample = openSample({ file });
  const [message] = await read(sample);
  expect(message).toMatchObject({ text: expect.stringContaining(': it is a folder. ') });
  await expect(change(sample)).rejects.toThrow(
    `The change of the sample cannot be saved in ${file}: it is a folder. Move the folder away or name another folder with XDG_STATE_HOME.`,
  );
  expect(readdirSync(dirname(file))).toEqual(['sample.json']);
  expect(() => openSample({ file, isAnew: true })).toThrow(/^The sample cannot be reset: .*: it is a folder\. /);
  expect(existsSync(file)).toBe(true);
});

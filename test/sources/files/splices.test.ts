import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fieldChangesOf } from '../../../src/model/edits.ts';
import type { Edit, ObjectRef } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';

interface Case {
  readonly ref: ObjectRef;
  readonly edits: readonly Edit[];
  readonly refused?: string;
}

const CASES = join(import.meta.dirname, 'splices');
const SIGNAL = new AbortController().signal;

for (const name of readdirSync(CASES).sort()) {
  test(`an edit ${name.replaceAll('-', ' ')}`, async () => {
    const folder = join(CASES, name);
    const { ref, edits, refused } = JSON.parse(readFileSync(join(folder, 'edit.json'), 'utf8')) as Case;
    const temporary = mkdtempSync(join(tmpdir(), 'splices-'));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    const file = join(temporary, 'before.yaml');
    cpSync(join(folder, 'before.yaml'), file);
    const before = readFileSync(file);
    const { target } = openFiles({ paths: [file] });

    const write = async () => {
      const object = await target.read(ref, SIGNAL);
      if (object === undefined) throw new Error('the fixture lacks the object');
      return target.write({ op: 'patch', ref, fieldChanges: fieldChangesOf(object, edits) }, { dryRun: false }, SIGNAL);
    };
    if (refused !== undefined) {
      await expect(write()).rejects.toThrow(refused);
      expect(readFileSync(file)).toEqual(before);
      return;
    }
    const { restore } = await write();
    const expected = join(folder, 'after.yaml');
    if (process.env.UPDATE_GOLDENS === '1' || !existsSync(expected)) writeFileSync(expected, readFileSync(file));
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(expected, 'utf8'));

    await target.restore?.(restore ?? null, { dryRun: false }, SIGNAL);
    expect(readFileSync(file)).toEqual(before);
  });
}

/** A scan knows what a write would refuse: the same edits, tried on the same text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Edit, ObjectRef } from '../../../src/plugin-api/index.ts';
import { scan } from './harness.ts';

interface Case {
  readonly ref: ObjectRef;
  readonly edits: readonly Edit[];
  readonly refused?: string;
}

/** Refused whatever the text is: a check does not name what is not there. */
const DRIFT = 'refuses-a-drift';
const CASES = join(import.meta.dirname, 'splices');

test.each(readdirSync(CASES).filter((name) => name !== DRIFT))(
  'a scan says of %s what the write says',
  async (name) => {
    const { ref, edits, refused } = JSON.parse(readFileSync(join(CASES, name, 'edit.json'), 'utf8')) as Case;
    const { items } = await scan({ paths: [join(CASES, name, 'before.yaml')] });
    const facts = items.find(({ object }) => object.kind === ref.kind && object.metadata.name === ref.name)?.facts;
    const said = facts?.refuses?.(edits);
    if (refused === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(refused);
  },
);

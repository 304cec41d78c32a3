/** Runs the real program and looks at everything that it has said, kept and handed to other programs. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Ended, Home, RunOptions } from '../support/program.ts';
import { findCanaries } from './search.ts';

/** Writes down what it was given: words, environment, and every file in the folders among the words. */
const WITNESS = `#!/bin/sh
{ for word in "$@"; do echo "word $word"; [ -d "$word" ] && cat "$word"/* /dev/null; [ -d "$word" ] && ls "$word"; done
env; } >> "$WITNESS_FILE" 2>&1
exit 1
`;

export interface Watched {
  /** Ends the test with where a canary was seen. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** What the witness was given so far. */
  witnessed(): string;
  /** An environment in which diffs are shown by the witness. */
  readonly witness: Readonly<Record<string, string>>;
}

export function watch(home: Home): Watched {
  const [program, file] = [join(home.folder, 'witness'), join(home.folder, 'witnessed')];
  writeFileSync(program, WITNESS, { mode: 0o755 });
  writeFileSync(file, '');
  const witnessed = () => readFileSync(file, 'utf8');
  return {
    witnessed,
    witness: { KUBECTL_EXTERNAL_DIFF: program, WITNESS_FILE: file },
    async run(args, options) {
      const ended = await home.run(args, options);
      const name = args.join(' ');
      expectNone(ended.stdout, `stdout of ${name}`);
      expectNone(ended.stderr, `stderr of ${name}`);
      expectNone(witnessed(), `what the witness saw of ${name}`);
      for (const path of filesBelow(home)) expectNone(readFileSync(path, 'utf8'), `${path} after ${name}`);
      return ended;
    },
  };
}

/** Journals and copies are looked through once, however many runs they outlive. */
const clean = new Set<string>();

export function expectNone(text: string, where: string): void {
  const key = createHash('sha256').update(text).digest('base64');
  if (clean.has(key)) return;
  const found = findCanaries(text);
  if (found.length === 0) clean.add(key);
  expect.soft(found, where).toEqual([]);
}

/** Journals, records, undo scripts and their files. */
function filesBelow({ folder }: Home): readonly string[] {
  return ['state', 'config'].flatMap((name) => {
    const top = join(folder, name);
    if (!existsSync(top)) return [];
    const paths = readdirSync(top, { recursive: true, encoding: 'utf8' }).map((each) => join(top, each));
    for (const path of paths) expectNone(path, 'the name of a file');
    return paths.filter((path) => statSync(path).isFile());
  });
}

/** Writes files into a new folder of the home. */
export function layOut(home: Home, name: string, files: ReadonlyMap<string, string>): string {
  const folder = join(home.folder, name);
  mkdirSync(folder);
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
  return folder;
}

export function bytesOf(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => `${name}\n${readFileSync(join(folder, name), 'latin1')}`);
}

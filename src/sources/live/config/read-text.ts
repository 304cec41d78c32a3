/** Text of the files that a connection is made of. */
import { readFile, stat } from 'node:fs/promises';

/** By path: what came out of a pipe, as with `--kubeconfig <(...)`, does not come a second time. */
const fromPipes = new Map<string, Promise<string>>();

/** UTF-8, or UTF-16 where a byte order mark says so, as Windows PowerShell writes files. Throws errors of the file system. */
export async function readText(file: string): Promise<string> {
  const kept = fromPipes.get(file);
  if (kept !== undefined) return kept;
  if ((await stat(file)).isFile()) return decoded(await readFile(file));
  const read = fromPipes.get(file) ?? readFile(file).then(decoded);
  fromPipes.set(file, read);
  return read;
}

const MARKS = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

function decoded(bytes: Buffer): string {
  const found = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  return new TextDecoder(found?.[0] ?? 'utf-8').decode(bytes);
}

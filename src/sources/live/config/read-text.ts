/** Text of the files that a connection is made of. */
import { readFile, stat } from 'node:fs/promises';
import { decoded } from '../../../text/encoding.ts';

/** By path: what came out of a pipe, as with `--kubeconfig <(...)`, does not come a second time. */
const fromPipes = new Map<string, Promise<string>>();

/** UTF-8, or UTF-16 where a byte order mark says so, as Windows PowerShell writes files. Throws errors of the file system. */
export async function readText(file: string): Promise<string> {
  const kept = fromPipes.get(file);
  if (kept !== undefined) return kept;
  if ((await stat(file)).isFile()) return text(await readFile(file));
  const read = fromPipes.get(file) ?? readFile(file).then(text);
  fromPipes.set(file, read);
  return read;
}

function text(bytes: Buffer): string {
  return decoded(bytes).replace(/^\ufeff/, '');
}

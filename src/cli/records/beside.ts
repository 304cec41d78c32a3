/** `harden.yaml` beside the manifests that are read: whether it counts is told, for what it accepts is not open. */
import { relative } from 'node:path';
import { findRecords, REPOSITORY_FILE } from '../../records/index.ts';
import { printable } from '../../text/printable.ts';
import type { Invocation } from '../args/command.ts';

/** The file that counts; undefined: none does, or `--records` names another. */
export function recordsBeside({ flags, io }: Invocation): string | undefined {
  const folder = flags.text('kustomize');
  const paths = folder === undefined ? flags.list('filename') : [folder];
  if (paths.length === 0 || flags.text('records') !== undefined) return undefined;
  const workingFolder = process.cwd();
  const uid = process.getuid?.();
  let used: string | undefined;
  for (const found of findRecords({ paths, workingFolder, ...(uid === undefined ? {} : { uid }) })) {
    const name = printable(relative(workingFolder, found.file) || REPOSITORY_FILE);
    if (found.is === 'used') {
      used = found.file;
      io.note(`Answers and waivers in ${name} count: --records names another place.`);
    } else io.warn(`Answers and waivers in ${name} do not count: ${found.reason}. With --records ${name} they do.`);
  }
  return used;
}

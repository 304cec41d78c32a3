/** Who may do what in the place that the flags name, read once, with what could not be seen told. */
import { type RightsPicture, rightsPicture } from '../../analysis/rbac/index.ts';
import { askFact } from '../../session/index.ts';
import type { Invocation } from '../args/command.ts';
import { openSource } from '../compose/source.ts';
import { ownStateFolder } from '../compose/state-folder.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export async function readRights(invocation: Invocation): Promise<RightsPicture> {
  const { io, signal } = invocation;
  const opened = await openSource(invocation, { stateFolder: ownStateFolder(io.env, false), isWalk: false });
  try {
    const { value, messages } = await askFact(rightsPicture, { source: opened.source, signal });
    for (const { level, text } of messages) {
      if (level === 'error') io.error(text);
      else if (level === 'warning') io.warn(text);
      else io.note(text);
    }
    return value;
  } finally {
    await opened.close?.();
  }
}

/** What the answer rests on. An answer from a part of the bindings is no answer: 3. */
export function tellSight({ gaps, others, isCluster }: RightsPicture, { io }: Invocation): ExitCode {
  for (const { kind, reason } of gaps) io.warn(`Not fully read: ${kind} objects: ${reason}. There may be more.`);
  for (const text of others) io.note(text);
  if (!isCluster) io.note('Manifests hold some of the roles and bindings only: there may be more in the cluster.');
  return gaps.length > 0 ? EXIT.incomplete : EXIT.ok;
}

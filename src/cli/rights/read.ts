/** Who may do what in the place that the flags name, read once, with what could not be seen told. */
import { type RightsPicture, rightsPicture } from '../../analysis/rbac/index.ts';
import type { Invocation } from '../args/command.ts';
import { askOf } from '../compose/ask.ts';
import { EXIT, type ExitCode } from '../exit.ts';

export function readRights(invocation: Invocation): Promise<RightsPicture> {
  return askOf(rightsPicture, invocation);
}

/** What the answer rests on. An answer from a part of the bindings is no answer: 3. */
export function tellSight({ gaps, others, isCluster }: RightsPicture, { io }: Invocation): ExitCode {
  for (const { kind, reason } of gaps) io.warn(`Not fully read: ${kind} objects: ${reason}. There may be more.`);
  for (const text of others) io.note(text);
  if (!isCluster) io.note('Manifests hold some of the roles and bindings only: there may be more in the cluster.');
  return gaps.length > 0 ? EXIT.incomplete : EXIT.ok;
}

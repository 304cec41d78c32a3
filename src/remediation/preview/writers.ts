/** Who wrote in an object what was not asked for, as far as the server keeps it. Pure. */
import { writersOf } from '../../model/writers/appliers.ts';
import type { OwnedMeta } from '../../model/writers/owner.ts';
import type { FieldPath, KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';

/** "argocd-application-controller", or "somebody else". What is taken away has no writer any more. */
export function writerAt({ metadata }: KubeObject, paths: readonly FieldPath[]): string {
  const writers = writersOf(metadata as OwnedMeta, paths).map(printable);
  return writers.length === 0 ? 'somebody else' : writers.join(' and ');
}

/** What a source is asked for, in few words. */
import type { KindRequest } from '../../src/model/ports.ts';
import type { StoredKind } from '../../src/plugin-api/index.ts';

/** Asks for kinds in the namespaces of the scan, and for nothing else of them. */
export function requests(...kinds: readonly StoredKind[]): readonly KindRequest[] {
  return kinds.map((kind) => ({ kind, everywhere: false, namespaces: [] }));
}

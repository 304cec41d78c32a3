/** What a scan asks a source for. */
import type { KindRequest } from '../../src/model/ports.ts';
import type { StoredKind } from '../../src/plugin-api/index.ts';

/** Kinds within the namespaces of the scan, as most checks read them. */
export function requests(...kinds: readonly StoredKind[]): readonly KindRequest[] {
  return kinds.map((kind) => ({ kind, everywhere: false, namespaces: [] }));
}

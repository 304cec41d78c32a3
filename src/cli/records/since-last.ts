/** What became of the last complete reading of a cluster, and how the next scan will know of this one. */
import { type Since, sinceReading } from '../../model/kept/since.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Opened } from '../compose/compose.ts';

/** Undefined at first, and where another scope was read. Manifests have their history elsewhere, and `--baseline`. */
export async function sinceLast({ type, session }: Opened, snapshot: ScanSnapshot): Promise<Since | undefined> {
  return type === 'files' ? undefined : sinceReading(await session.commands.earlier(), snapshot);
}

/** A scan is not in vain because nothing can be written beside it: the next one just compares with an earlier one. */
export async function keepForNext({ type, session }: Opened): Promise<void> {
  if (type !== 'files') await session.commands.keepReading().catch(() => undefined);
}

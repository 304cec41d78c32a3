/** Reads and judges the reference cluster as a scan does. */
import { PLUGINS } from '../../plugins/index.ts';
import { whyOff } from '../../src/catalog/profiles.ts';
import type { Records } from '../../src/model/records.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import type { Check } from '../../src/plugin-api/index.ts';
import { scanned } from '../session/scanned.ts';
import { referenceSource } from './source.ts';

/** Those that are asked where nobody names any. */
export const USUAL: readonly Check[] = PLUGINS.flatMap(({ checks }) => checks).filter(
  (check) => whyOff(check) === undefined,
);

export interface ScanOptions {
  readonly checks?: readonly Check[];
  readonly namespaces?: readonly string[];
  readonly records?: Records;
}

export async function scanReference(options: ScanOptions = {}): Promise<ScanSnapshot> {
  return scanned(referenceSource(), { checks: USUAL, ...options, now: () => new Date('2026-11-28T12:00:00Z') });
}

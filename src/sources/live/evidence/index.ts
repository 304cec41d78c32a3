/** All evidence that is not a listed object, by kind. */
import type { EvidenceSet } from '../../../model/ports.ts';
import type { EvidenceKind, EvidenceMap, EvidenceResult } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { readIdentity, readVersion } from './about.ts';
import { readDiscovery } from './discovery.ts';
import { readFlagz } from './flagz.ts';
import { readMetrics } from './metrics.ts';
import { full } from './result.ts';

type Readers = {
  readonly [K in EvidenceKind]: (client: ApiClient, signal: AbortSignal) => Promise<EvidenceResult<EvidenceMap[K]>>;
};

const READERS: Readers = {
  ServerFlags: readFlagz,
  Metrics: readMetrics,
  ServerVersion: readVersion,
  Discovery: readDiscovery,
  Identity: readIdentity,
  Today: async ({ clock }) => full(new Date(clock.wall()).toISOString().slice(0, 10)),
};

export async function readEvidence(kind: EvidenceKind, client: ApiClient, signal: AbortSignal): Promise<EvidenceSet> {
  return { [kind]: await READERS[kind](client, signal) };
}

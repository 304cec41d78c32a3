/** All evidence that is not a listed object, by kind. */
import type { EvidenceSet } from '../../../model/ports.ts';
import type { EvidenceKind, EvidenceMap, EvidenceResult } from '../../../plugin-api/index.ts';
import { readIdentity, readVersion } from './about.ts';
import { readAnonymousAccess } from './anonymous.ts';
import type { EvidenceContext } from './context.ts';
import { readCredentialFacts } from './credential.ts';
import { readDiscovery } from './discovery.ts';
import { readEndpoint } from './endpoint.ts';
import { readFlagz } from './flagz.ts';
import { readGatekeeperConstraints } from './gatekeeper.ts';
import { readKubeletConfigs } from './kubelets.ts';
import { readMetrics } from './metrics.ts';
import { readRecords } from './records.ts';
import { full } from './result.ts';
import { readServerTls } from './tls.ts';

export type { EvidenceContext } from './context.ts';

type Readers = {
  readonly [K in EvidenceKind]: (
    context: EvidenceContext,
    signal: AbortSignal,
  ) => Promise<EvidenceResult<EvidenceMap[K]>>;
};

const READERS: Readers = {
  ServerFlags: ({ client }, signal) => readFlagz(client, signal),
  Metrics: ({ client }, signal) => readMetrics(client, signal),
  ServerVersion: ({ client }, signal) => readVersion(client, signal),
  Discovery: ({ client }, signal) => readDiscovery(client, signal),
  Identity: ({ client }, signal) => readIdentity(client, signal),
  AnonymousAccess: readAnonymousAccess,
  Endpoint: readEndpoint,
  ServerTls: readServerTls,
  CredentialFacts: readCredentialFacts,
  ControlPlaneRecords: ({ client }, signal) => readRecords(client, signal),
  KubeletConfigs: readKubeletConfigs,
  GatekeeperConstraints: ({ client }, signal) => readGatekeeperConstraints(client, signal),
  // Where the operator names a file it is read before any source is.
  AuditPolicy: async () => ({ coverage: { state: 'absent', reason: 'no file is given with --audit-policy' } }),
  AuditLog: async () => ({ coverage: { state: 'absent', reason: 'no log is given with --audit-log' } }),
  ImageScans: async () => ({ coverage: { state: 'absent', reason: 'images are scanned only with --scan-images' } }),
  Today: async ({ client }) => full(new Date(client.clock.wall()).toISOString().slice(0, 10)),
};

export async function readEvidence(
  kind: EvidenceKind,
  context: EvidenceContext,
  signal: AbortSignal,
): Promise<EvidenceSet> {
  return { [kind]: await READERS[kind](context, signal) };
}

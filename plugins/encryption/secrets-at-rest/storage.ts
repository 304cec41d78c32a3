/** What of the storage of Secrets does not meet the requirement, by the counters. */
import { count, type Evidence, type Proposal, type Violation } from 'kubectl-harden/plugin-api';
import { REWRITE } from './by-file.ts';
import type { Counted, Counters } from './counters.ts';

export interface Judged {
  readonly violation: Violation;
  /** Counted under the name of Secrets, and always in the same way. */
  readonly isSeen: boolean;
}

/** Of aescbc. */
export const WEAK = {
  severity: 'medium',
  severityReason: 'Secrets are encrypted, in a mode that is open to padding oracles and does not notice changed data.',
} as const;

/** Of KMS v1. */
export const OUTDATED = {
  severity: 'low',
  severityReason: 'Secrets are encrypted, through an interface that Kubernetes turns off by default since 1.29.',
} as const;

interface Context {
  /** What the flags say. */
  readonly settings: readonly Evidence[];
  /** For what is decided by the order of the providers. */
  readonly proposal: Proposal;
}

/** What writes unencrypted says more than what it leaves behind: one or the other. */
export function judgeStorage(counters: Counters, context: Context): readonly Judged[] {
  if (isMixed(counters)) return [];
  const shared = { evidence: [...evidenceOf(counters), ...context.settings], proposal: context.proposal };
  if (counters.written.clear > 0) return [writtenInClear(counters, shared)];
  return [...judgeProvider(counters, shared), ...judgeRemnants(counters, shared)];
}

/** Written unencrypted and encrypted, by a server that does not say what of it are Secrets. */
export function isMixed({ written, read, isOfSecrets }: Counters): boolean {
  return !isOfSecrets && written.clear > 0 && written.encrypted + read.encrypted > 0;
}

type Shared = Required<Pick<Violation, 'evidence' | 'proposal'>>;

function writtenInClear({ written, isOfSecrets }: Counters, shared: Shared): Judged {
  const { clear, encrypted } = written;
  const message =
    encrypted > 0
      ? `The API server has written Secrets to etcd both unencrypted and encrypted since it started: ${clear} and ${count(encrypted, 'write')}.`
      : `The API server writes Secrets to etcd unencrypted: ${count(clear, 'write')} since it started, none encrypted.`;
  return { violation: { ...shared, message, key: 'written in clear' }, isSeen: isOfSecrets && encrypted === 0 };
}

/** With several, the configuration has changed since the server started, and which of them came last is not told. */
function judgeProvider({ written, isOfSecrets }: Counters, shared: Shared): readonly Judged[] {
  const [provider = '', ...others] = written.providers;
  const grade = GRADES.find(({ prefix }) => provider.startsWith(prefix));
  if (others.length > 0 || grade === undefined) return [];
  const violation: Violation = {
    ...shared,
    message: `The API server encrypts Secrets with ${grade.name}: ${count(written.encrypted, 'write')} since it started.`,
    key: grade.prefix,
    ...grade.weight,
  };
  return [{ violation, isSeen: isOfSecrets }];
}

/** What encrypts, and should not: secretbox, aesgcm and version 2 of kms stay. */
const GRADES = [
  { prefix: 'aescbc', name: 'aescbc', weight: WEAK },
  { prefix: 'kms:v1', name: 'version 1 of kms', weight: OUTDATED },
] as const;

/** Counters go back to the start of the server: a Secret that it has read unencrypted may have been rewritten since. */
function judgeRemnants({ written, read }: Counters, shared: Shared): readonly Judged[] {
  if (read.clear === 0) return [];
  const reads = `${count(read.clear, 'unencrypted read')} since the API server started`;
  if (written.encrypted === 0) {
    const message = `Secrets are in etcd unencrypted: ${reads}, and no encrypted write.`;
    return [{ violation: { ...shared, message, key: 'remnants' }, isSeen: false }];
  }
  const violation: Violation = {
    ...shared,
    message: `Secrets written before encryption was switched on are still unencrypted: ${reads}.`,
    key: 'remnants',
    severity: 'medium',
    severityReason: 'New Secrets are encrypted.',
    proposal: REWRITE,
  };
  return [{ violation, isSeen: false }];
}

export function evidenceOf({ written, read, isOfSecrets, isLoaded }: Counters): readonly Evidence[] {
  const isSilent = [written, read].every(({ clear, encrypted }) => clear + encrypted === 0);
  const of = isOfSecrets ? 'Secrets' : 'resources that it does not name';
  const counts = isSilent
    ? 'The API server that answered has counted no Secret on its way to etcd or back.'
    : `The API server that answered has counted, of ${of}: ${numbers('write', written)}; ${numbers('read', read)}.`;
  const lines = [...(isLoaded ? ['The API server that answered has loaded an encryption configuration.'] : []), counts];
  return lines.map((text) => ({ text, source: 'GET /metrics' }));
}

function numbers(what: string, { clear, encrypted, providers }: Counted): string {
  if (clear + encrypted === 0) return `no ${what}`;
  const by = providers.length === 0 ? '' : ` (${providers.join(', ')})`;
  return `${count(encrypted, `encrypted ${what}`)}${by}, ${clear} unencrypted`;
}

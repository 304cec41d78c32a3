/** Evidence from files that the operator names, beside what the source shows: no API serves it. */
import type { EvidenceSet, Source } from '../../model/ports.ts';
import { EVIDENCE_KINDS } from '../../plugin-api/index.ts';
import type { Invocation } from '../args/command.ts';

/** Throws CliError with exit code 2 where a file cannot be read. Reads nothing where none is named. */
export async function namedEvidence(invocation: Invocation): Promise<EvidenceSet> {
  const { flags } = invocation;
  const hasPolicy = flags.text('audit-policy') !== undefined;
  const policy = hasPolicy ? (await import('./audit-policy.ts')).loadAuditPolicy(invocation) : undefined;
  const hasLog = flags.list('audit-log').length > 0;
  const log = hasLog ? await (await import('./audit-log.ts')).loadAuditLog(invocation) : undefined;
  return {
    ...(policy === undefined ? {} : { AuditPolicy: { coverage: { state: 'full' }, value: policy } }),
    ...(log === undefined ? {} : { AuditLog: { coverage: { state: 'full' }, value: log } }),
  };
}

/** The source, with the evidence in place of what it says of the same kinds. */
export function withEvidence(source: Source, named: EvidenceSet): Source {
  const kinds = EVIDENCE_KINDS.filter((kind) => named[kind] !== undefined);
  if (kinds.length === 0) return source;
  return withStream(source, async function* stream(options, signal) {
    for await (const event of source.stream(options, signal)) {
      if (event.type !== 'evidence') yield event;
      else {
        const told = kinds.filter((kind) => event.evidence[kind] !== undefined);
        const instead = Object.fromEntries(told.map((kind) => [kind, named[kind]]));
        yield { ...event, evidence: { ...event.evidence, ...instead } };
      }
    }
  });
}

/** The source with another stream. Its label may change with what is read. */
export function withStream(source: Source, stream: Source['stream']): Source {
  return {
    ...source,
    type: source.type,
    get label() {
      return source.label;
    },
    identity: (signal) => source.identity(signal),
    stream,
  };
}

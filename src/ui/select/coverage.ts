/** What could be read and what not, by reason: one row per reason, never one per check. */

import { isResourceName } from '../../kube/kinds.ts';
import type { CoverageEntry, ScanSnapshot } from '../../model/snapshot.ts';
import { EVIDENCE_KINDS, type EvidenceKind } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { count } from '../../text/words.ts';

const EVIDENCE: ReadonlySet<string> = new Set(EVIDENCE_KINDS);

export interface Unreadable {
  /** "secrets", "secrets in 3 namespaces". */
  readonly what: string;
  readonly reason: string;
  /** Ids of checks that are unknown for it. */
  readonly checks: readonly string[];
}
export interface CoverageView {
  readonly kinds: number;
  readonly readable: number;
  /** Evidence that is no listed object: flags, metrics, discovery. Counted apart from kinds. */
  readonly evidence: { readonly all: number; readonly readable: number };
  readonly unreadable: readonly Unreadable[];
}

export function coverageView(snapshot: ScanSnapshot): CoverageView {
  const told = snapshot.coverage.filter((entry) => !isNotInstalled(entry));
  const all = [...new Set(told.map(({ kind }) => kind))];
  const lacking = new Map<string, CoverageEntry[]>();
  for (const entry of told) {
    if (isReadable(entry)) continue;
    lacking.set(entry.kind, [...(lacking.get(entry.kind) ?? []), entry]);
  }
  const kinds = all.filter((kind) => !EVIDENCE.has(kind));
  const evidence = all.filter((kind) => EVIDENCE.has(kind));
  const readable = (names: readonly string[]): number => names.filter((kind) => !lacking.has(kind)).length;
  return {
    kinds: kinds.length,
    readable: readable(kinds),
    evidence: { all: evidence.length, readable: readable(evidence) },
    unreadable: [...lacking].map(([kind, entries]) => unreadable(snapshot, kind, entries)),
  };
}

/** "18 of 19 kinds in 14 namespaces, 4 of 5 other evidence". */
export function readableText({ kinds, readable, evidence }: CoverageView, where = ''): string {
  const other = evidence.all === 0 ? '' : `, ${evidence.readable} of ${evidence.all} other sources`;
  return `${readable} of ${kinds} kinds${where}${other}`;
}

/** "Complete: 19 kinds", and only where all of it was read: "Read: 8 of 19 kinds". */
export function wholeText(coverage: CoverageView, isComplete: boolean): string {
  const kinds = count(coverage.kinds, 'kind');
  const word = wholeWord(coverage, isComplete);
  if (word === 'Complete') return `Complete: ${kinds}`;
  return `${word === 'Partial' ? 'Read' : word}: ${coverage.readable} of ${kinds}`;
}

/** Partial: the reading is over, and some of it was denied or failed. */
export function wholeWord({ unreadable }: CoverageView, isComplete: boolean): 'Complete' | 'Partial' | 'Incomplete' {
  if (!isComplete) return 'Incomplete';
  return unreadable.length === 0 ? 'Complete' : 'Partial';
}

/** Read only where a flag says so. */
const ON_REQUEST: ReadonlySet<string> = new Set<EvidenceKind>([
  'AuditPolicy',
  'AuditLog',
  'ImageScans',
  'KubeletConfigs',
]);

/** A resource of others that this cluster does not serve is no gap in what was read, nor is what nobody has asked for. */
function isNotInstalled({ kind, coverage }: CoverageEntry): boolean {
  return coverage.state === 'absent' && (isResourceName(kind) || ON_REQUEST.has(kind));
}

function isReadable({ coverage }: CoverageEntry): boolean {
  return coverage.state === 'full' || coverage.state === 'syncing';
}

function unreadable(snapshot: ScanSnapshot, kind: string, entries: readonly CoverageEntry[]): Unreadable {
  const namespaces = entries.filter(({ namespace }) => namespace !== undefined).length;
  const first = entries[0]?.coverage;
  return {
    what: printable(namespaces === 0 ? kind : `${kind} in ${namespaces} namespaces`),
    reason: printable(first?.reason ?? first?.state ?? ''),
    checks: snapshot.checks
      .filter(({ reads, status }) => status === 'unknown' && reads.includes(kind))
      .map(({ check }) => check.meta.id),
  };
}

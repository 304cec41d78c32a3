/** What could be read and what not, by reason: one row per reason, never one per check. */
import { printable } from '../../model/printable.ts';
import type { CoverageEntry, ScanSnapshot } from '../../model/snapshot.ts';

export interface Unreadable {
  /** "secrets", "secrets in 3 namespaces". */
  readonly what: string;
  readonly reason: string;
  /** Checks that are unknown for it. */
  readonly checks: number;
}
export interface CoverageView {
  readonly kinds: number;
  readonly readable: number;
  readonly unreadable: readonly Unreadable[];
}

export function coverageView(snapshot: ScanSnapshot): CoverageView {
  const kinds = new Set(snapshot.coverage.map(({ kind }) => kind));
  const lacking = new Map<string, CoverageEntry[]>();
  for (const entry of snapshot.coverage) {
    if (isReadable(entry)) continue;
    lacking.set(entry.kind, [...(lacking.get(entry.kind) ?? []), entry]);
  }
  return {
    kinds: kinds.size,
    readable: kinds.size - lacking.size,
    unreadable: [...lacking].map(([kind, entries]) => unreadable(snapshot, kind, entries)),
  };
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
    checks: snapshot.checks.filter(({ check, status }) => status === 'unknown' && reads(check, kind)).length,
  };
}

function reads(check: ScanSnapshot['checks'][number]['check'], kind: string): boolean {
  if (check.mode === 'manual') return false;
  return [...(check.reads ?? []), ...(check.mayRead ?? []), check.subject].includes(kind);
}

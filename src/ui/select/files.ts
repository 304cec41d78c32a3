/** The files that the checks of a decision or question offer. Pure. */
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { DraftFile, NavState } from '../../store/nav.ts';
import type { Entry } from './checklist.ts';
import { checksOf, openDecision } from './decision.ts';

/** Of the decision that is open. */
export function filesOfOpen(snapshot: ScanSnapshot | undefined, nav: NavState): readonly DraftFile[] {
  const open = openDecision(snapshot, nav);
  if (open === undefined) return [];
  const { row, lead } = open;
  return offeredFiles(snapshot, { kind: 'decision', id: row.id, row, lead });
}

/** Each once, by the name that it has in its check. */
export function offeredFiles(snapshot: ScanSnapshot | undefined, entry: Entry): readonly DraftFile[] {
  const ids = new Set(checksOfEntry(entry));
  const examples = (snapshot?.checks ?? [])
    .filter(({ check }) => ids.has(check.meta.id))
    .flatMap(({ check }) => check.examples ?? []);
  return examples.map(({ name, title, text }) => ({ title, path: name, offered: text, text, shown: text }));
}

function checksOfEntry(entry: Entry): readonly string[] {
  if (entry.kind === 'question') return [entry.id];
  if (entry.kind === 'waived') return checksOf(entry.decision);
  return entry.row.members.flatMap(checksOf);
}

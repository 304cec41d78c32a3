/** Follows what becomes of the rows that were shown: resolved ones stay where they stood, new and changed ones are marked. */
import { kindOf } from '../../kube/kinds.ts';
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { NavState, ResolvedRow } from '../../store/nav.ts';
import { isWholeReading } from '../select/progress.ts';
import { rowMarksOf } from '../select/row-marks.ts';
import type { DecisionRow, ObjectRef } from '../types.ts';
import { type Control, harden } from './control.ts';
import { Flutter } from './flutter.ts';

const flutters = new WeakMap<Control, Flutter>();

/** Nothing before the first whole reading: what is missing until then was not resolved. */
export function keepChanges(control: Control, snapshot: ScanSnapshot): void {
  const nav = control.nav.getState();
  if (!isWholeReading(harden(control)) && harden(control).phase !== 'paused') return;
  const flutter = flutters.get(control) ?? new Flutter();
  flutters.set(control, flutter);
  const rows = snapshot.items.flatMap((item) => item.rows);
  control.nav.setState({
    rowMarks: rowMarksOf(snapshot, nav),
    unsettled: flutter.follow(rows, control.now()),
    ...(nav.first === undefined ? {} : seen(control, snapshot, nav)),
  });
}

function seen(control: Control, snapshot: ScanSnapshot, nav: NavState): Pick<NavState, 'seenRows' | 'resolved'> {
  const listed = snapshot.items.flatMap(({ rows }) => rows.flatMap(({ members }) => members));
  const open = new Set([...snapshot.decisions, ...listed].map(({ id }) => id));
  const waived = new Set(snapshot.waived.map(({ id }) => id));
  const seenRows = Object.fromEntries(
    snapshot.items.map((item) => [item.id, withEarlier(item, nav.seenRows[item.id])]),
  );
  const resolved = snapshot.items.flatMap(({ id: item }) =>
    (seenRows[item] ?? []).flatMap((row): readonly ResolvedRow[] => {
      const isSettled = row.members.every(({ id }) => !open.has(id) && !waived.has(id));
      return isSettled ? [{ item, row, became: becameOf(control, row, nav) }] : [];
    }),
  );
  return { seenRows, resolved };
}

function withEarlier({ rows }: ItemSummary, earlier: readonly DecisionRow[] = []): readonly DecisionRow[] {
  const ids = new Set(rows.map(({ id }) => id));
  return [...earlier.filter(({ id }) => !ids.has(id)), ...rows];
}

/** Nobody has fixed what is not there any more, unless a run of this walk took it away. */
function becameOf(control: Control, { members }: DecisionRow, { runs }: NavState): ResolvedRow['became'] {
  const ours = new Set(runs.flatMap(({ kind, result }) => (kind === 'apply' ? (result?.resolved ?? []) : [])));
  const isFixed = members.some(
    ({ subject, findings }) => isThere(control, subject) || findings.every(({ id }) => ours.has(id)),
  );
  return isFixed ? 'fixed' : 'gone';
}

/** Of other subjects, such as the cluster, nothing can be deleted. */
function isThere({ commands }: Control, ref: ObjectRef): boolean {
  return kindOf(ref.apiVersion, ref.kind) === undefined || commands.object(ref) !== undefined;
}

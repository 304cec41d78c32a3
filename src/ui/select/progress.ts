/** What became of the decisions that there were when the walk began. Pure. */
import { kindOf } from '../../kube/kinds.ts';
import type { Decision } from '../../model/decision.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { NavState } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';
import { shownDecisions } from './totals.ts';

export interface WalkProgress {
  /** Nothing of it is open, and what it was about is there, or was deleted by a run of this walk. */
  readonly fixed: number;
  /** Some of its findings are open. */
  readonly partly: number;
  /** What it was about is not there any more: nobody has fixed it. */
  readonly gone: number;
}

/** Only two whole readings tell what changed between them. */
export function isWholeReading({ phase, snapshot }: HardenState): boolean {
  return (phase === 'live' || phase === 'done') && snapshot?.complete === true;
}

/** The decisions of a whole reading. */
export function firstOf(harden: HardenState): readonly Decision[] | undefined {
  return harden.snapshot !== undefined && isWholeReading(harden) ? shownDecisions(harden.snapshot) : undefined;
}

export function progressOf(
  first: readonly Decision[],
  snapshot: ScanSnapshot,
  { runs }: Pick<NavState, 'runs'>,
  isThere: (ref: ObjectRef) => boolean,
): WalkProgress {
  const open = new Set(snapshot.decisions.flatMap(({ findings }) => findings.map(({ id }) => id)));
  const accepted = new Set(snapshot.waived.map(({ id }) => id));
  const ours = new Set(runs.flatMap(({ kind, result }) => (kind === 'apply' ? (result?.resolved ?? []) : [])));
  const counts = { fixed: 0, partly: 0, gone: 0 };
  for (const { id, subject, findings } of first) {
    const left = findings.filter((finding) => open.has(finding.id)).length;
    if (accepted.has(id) || left === findings.length) continue;
    if (left > 0) counts.partly++;
    else if (!isObject(subject) || isThere(subject) || findings.every((finding) => ours.has(finding.id)))
      counts.fixed++;
    else counts.gone++;
  }
  return counts;
}

/** Of other subjects, such as the cluster, nothing can be deleted. */
function isObject({ apiVersion, kind }: ObjectRef): boolean {
  return kindOf(apiVersion, kind) !== undefined;
}

/** "3 fixed, 1 partly, 1 gone"; '' where nothing changed. */
export function progressText({ fixed, partly, gone }: WalkProgress): string {
  const parts = [
    ...(fixed === 0 ? [] : [`${fixed} fixed`]),
    ...(partly === 0 ? [] : [`${partly} partly`]),
    ...(gone === 0 ? [] : [`${gone} gone`]),
  ];
  return parts.join(', ');
}

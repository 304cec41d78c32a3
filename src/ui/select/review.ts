/** What the consent box answers: restarts, resolves, undo, owners, caveats, refusals. Pure. */
import type { PlanPreview } from '../../model/plan.ts';
import type { SourceType } from '../../model/ports.ts';
import { printable } from '../../model/printable.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Review } from '../../store/nav.ts';
import { count, refName } from '../words.ts';
import { itemMark } from './decision.ts';
import { restarts, undoRestarts } from './restarts.ts';

export interface Answer {
  readonly label: string;
  readonly text: string;
  readonly isDanger: boolean;
}

export function answers(review: Review, preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly Answer[] {
  const writes = preview.steps.some(({ effect }) => effect !== 'unchanged');
  return [
    ...objects(preview),
    ...(writes ? effects(review, preview, snapshot) : []),
    ...(review.kind === 'undo' ? [] : fresh(preview)),
    ...preview.refused.map(({ title, reason, allow }) =>
      danger('Left out', `${printable(title)}: ${printable(reason)}${allow === undefined ? '' : ` (${allow})`}`),
    ),
    ...owners(preview, snapshot).map((text) => answer('Owner', text)),
    ...[...new Set(preview.caveats)].map((text) => danger('Caveat', printable(text))),
    ...[...new Set(preview.steps.flatMap(({ warnings }) => warnings))].map((text) => danger('Server', printable(text))),
  ];
}

function effects(review: Review, preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly Answer[] {
  return [
    answer('Restarts', restarts(preview.steps, sourceOf(snapshot))),
    review.kind === 'undo'
      ? answer('Comes back', count(preview.introduces.length, 'finding'))
      : answer('Resolves', resolves(preview, snapshot)),
    answer('Undo', undo(review, preview, snapshot)),
  ];
}

function fresh({ introduces }: PlanPreview): readonly Answer[] {
  return introduces.length === 0 ? [] : [danger('New', `${count(introduces.length, 'finding')} would be new`)];
}

function answer(label: string, text: string): Answer {
  return { label, text, isDanger: false };
}
function danger(label: string, text: string): Answer {
  return { label, text, isDanger: true };
}

/** Several objects: the diff shows them one by one, the box names all. */
function objects({ steps }: PlanPreview): readonly Answer[] {
  if (steps.length < 2) return [];
  return [answer('Objects', steps.map(({ ref }) => refName(ref)).join(', '))];
}

function resolves(preview: PlanPreview, snapshot: ScanSnapshot | undefined): string {
  const ids = new Set(preview.resolves);
  const found = (snapshot?.findings ?? []).filter(({ id }) => ids.has(id));
  const items = [...new Set(found.map((finding) => itemMark(snapshot, finding)))].sort();
  const of = items.length === 0 ? '' : ` of item${items.length === 1 ? '' : 's'} ${items.join(', ')}`;
  const how = preview.steps.every(({ verified }) => verified === 'server')
    ? 'what the server returned'
    : 'a local edit';
  return `${count(ids.size, 'finding')}${of}. The checks ran on ${how}: ${preview.introduces.length} new.`;
}

function undo(review: Review, { steps }: PlanPreview, snapshot: ScanSnapshot | undefined): string {
  if (review.kind === 'undo') return 'this is the undo; it is kept in the journal, too.';
  const source = sourceOf(snapshot);
  if (source === 'files') return 'exact: the files get their text back.';
  // A script for kubectl gives nothing back to the sample.
  return `${undoRestarts(steps, source)}.${source === 'live' ? ' Without this tool: undo.sh of the run.' : ''}`;
}

function sourceOf(snapshot: ScanSnapshot | undefined): SourceType {
  return snapshot?.source.type ?? 'live';
}

function owners(preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly string[] {
  const ids = new Set(preview.steps.flatMap((step) => [step.decision, ...(step.decisions ?? [])]));
  const decisions = (snapshot?.decisions ?? []).filter(({ id }) => ids.has(id));
  return [...new Set(decisions.flatMap(({ owner }) => (owner === null ? [] : [printable(owner.label)])))];
}

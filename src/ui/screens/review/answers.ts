/** What the consent strip answers: restarts, resolves, undo, owners, caveats, refusals. Pure. */

import { flagThatAllows } from '../../../model/allowed-by.ts';
import type { Decision } from '../../../model/decision.ts';
import type { PlanPreview, StepPreview } from '../../../model/plan.ts';
import type { SourceType } from '../../../model/ports.ts';
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { changersText } from '../../../model/writers/changers.ts';
import type { Review } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { count } from '../../../text/words.ts';
import { itemMark } from '../../select/decision.ts';
import { restarts, undoRestarts } from '../../select/restarts.ts';
import { refName } from '../../words.ts';
import { isUndoRefused } from './model.ts';

export interface Answer {
  readonly label: string;
  readonly text: string;
  readonly isDanger: boolean;
  /** Of a change that was left out: why, without its name. */
  readonly reason?: string;
}

export const LEFT_OUT = 'Refused';
export const NOT_UNDONE = 'Not undone';

export function answers(review: Review, preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly Answer[] {
  const isRefused = isUndoRefused(review);
  const writes = !isRefused && preview.steps.some(({ effect }) => effect !== 'unchanged');
  return [
    ...(writes ? effects(review, preview, snapshot) : []),
    ...objects(preview),
    ...preview.refused.map((refusal) => leftOut(refusal, review.kind === 'undo' ? NOT_UNDONE : LEFT_OUT)),
    ...counted('Caveat', preview.caveats),
    ...preview.steps.flatMap(notTaken),
    ...counted(
      'Server',
      preview.steps.flatMap(({ warnings }) => warnings),
    ),
  ];
}

/** Equal sentences are one, with how often they were said. */
function counted(label: string, texts: readonly string[]): readonly Answer[] {
  return [...new Set(texts)].map((text) => {
    const times = texts.filter((each) => each === text).length;
    return danger(label, `${printable(text)}${times === 1 ? '' : ` (${times} times)`}`);
  });
}

function notTaken({ ref, dropped = [], changers }: StepPreview): readonly Answer[] {
  if (dropped.length === 0) return [];
  const text = `${refName(ref)}: ${dropped.join(', ')} would not be taken over, by ${changersText(changers)}`;
  return [danger('Dropped', printable(text))];
}

/** What is always answered, in this order. */
function effects(review: Review, preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly Answer[] {
  const isUndo = review.kind === 'undo';
  const known = owners(preview, snapshot);
  const owner = known.length > 0 ? known.join(', ') : isUndo ? undefined : 'no other writer known';
  return [
    answer('Restarts', restarts(preview.steps, sourceOf(snapshot))),
    isUndo
      ? answer('Reopens', count(preview.introduces.length, 'finding'))
      : answer('Resolves', resolves(preview, snapshot)),
    ...(isUndo ? [] : newFindings(preview)),
    answer('Undo', undo(review, preview, snapshot)),
    ...(owner === undefined ? [] : [answer('Owner', owner)]),
    ...(preview.rehearsed ? [answer('Tried', `${count(preview.rehearsed, 'pod')} by dry run: none stored.`)] : []),
    answer('Guard', GUARD),
  ];
}

const GUARD = 'each write is verified once; nothing is watched afterwards.';
function leftOut({ title, reason, allow }: PlanPreview['refused'][number], label: string): Answer {
  const why = `${printable(reason)}${allow === undefined ? '' : ` (${flagThatAllows(allow)})`}`;
  return { ...danger(label, `${printable(title)}: ${why}`), reason: why };
}

function newFindings({ introduces, introducedTexts = [] }: PlanPreview): readonly Answer[] {
  if (introduces.length === 0) return [];
  const named = introducedTexts.length === 0 ? '' : `: ${introducedTexts.map(printable).join(' ')}`;
  return [danger('New', `introduces ${count(introduces.length, 'finding')}${named}`)];
}

function answer(label: string, text: string): Answer {
  return { label, text, isDanger: false };
}
export function danger(label: string, text: string): Answer {
  return { label, text, isDanger: true };
}

/** Several objects: the diff shows them one by one, this names all. */
function objects({ steps }: PlanPreview): readonly Answer[] {
  if (steps.length < 2) return [];
  return [answer('Objects', steps.map(({ ref }) => refName(ref)).join(', '))];
}

function resolves(preview: PlanPreview, snapshot: ScanSnapshot | undefined): string {
  const ids = new Set(preview.resolves);
  const found = (snapshot?.findings ?? []).filter(({ id }) => ids.has(id));
  const gone = snapshot === undefined ? 0 : ids.size - found.length;
  if (gone > 0) return `${found.length} of ${count(ids.size, 'finding')}: the others are gone by now.`;
  const items = [...new Set(found.map((finding) => itemMark(snapshot, finding)))].sort();
  const of = items.length === 0 ? '' : ` of item${items.length === 1 ? '' : 's'} ${items.join(', ')}`;
  const how = preview.steps.every(({ verified }) => verified === 'server') ? 'Server dry run' : 'Local edit';
  const open = stayOpen(preview, ids, snapshot);
  const rest = open === 0 ? '' : ` ${open} ${open === 1 ? 'stays' : 'stay'} open.`;
  return `${count(ids.size, 'finding')}${of}.${rest} ${how}: ${preview.introduces.length} new.`;
}

/** Findings of the same decisions that the change does not resolve. */
function stayOpen(preview: PlanPreview, resolved: ReadonlySet<string>, snapshot: ScanSnapshot | undefined): number {
  const findings = decisionsOf(preview, snapshot).flatMap((decision) => decision.findings.map(({ id }) => id));
  return new Set(findings.filter((id) => !resolved.has(id))).size;
}

function undo(review: Review, { steps }: PlanPreview, snapshot: ScanSnapshot | undefined): string {
  if (review.kind === 'undo') return 'this is an undo; the journal records it, too.';
  const source = sourceOf(snapshot);
  if (steps.some(({ doubts = [] }) => doubts.length > 0)) return 'not exact: the caveats say what does not come back.';
  if (source === 'files') return 'exact: the files are restored. Without this tool: undo.sh.';
  // A script for kubectl gives nothing back to the sample.
  return `${undoRestarts(steps, source)}.${source === 'live' ? ' Without this tool: undo.sh.' : ''}`;
}

function sourceOf(snapshot: ScanSnapshot | undefined): SourceType {
  return snapshot?.source.type ?? 'live';
}

function owners(preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly string[] {
  const found = decisionsOf(preview, snapshot);
  return [...new Set(found.flatMap(({ owner }) => (owner === null ? [] : [printable(owner.label)])))];
}

function decisionsOf(preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly Decision[] {
  const ids = new Set(preview.steps.flatMap((step) => [step.decision, ...(step.decisions ?? [])]));
  return (snapshot?.decisions ?? []).filter(({ id }) => ids.has(id));
}

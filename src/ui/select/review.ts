/** What the consent box answers: restarts, resolves, undo, owners, caveats, refusals. Pure. */
import type { PlanPreview, StepPreview } from '../../model/plan.ts';
import type { SourceType } from '../../model/ports.ts';
import { printable, printableLines } from '../../model/printable.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Review } from '../../store/nav.ts';
import { count, refName } from '../words.ts';
import { itemMark } from './decision.ts';

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
    answer('Restarts', restarts(preview)),
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

function restarts({ steps }: PlanPreview): string {
  const writes = steps.filter(({ effect }) => effect !== 'unchanged');
  const rollouts = writes.filter(({ disruption }) => disruption === 'rollout').length;
  const traffic = writes.filter(({ disruption }) => disruption === 'traffic').length;
  const access = writes.filter(({ disruption }) => disruption === 'access').length;
  const parts = [
    rollouts === 0 ? 'none' : count(rollouts, 'rollout', 'rollouts, one after the other'),
    ...(traffic === 0 ? [] : [`${count(traffic, 'change')} may end connections`]),
    ...(access === 0 ? [] : [`${count(access, 'change')} ${access === 1 ? 'takes' : 'take'} rights away`]),
  ];
  return `${parts.join(', ')}. ${count(writes.length, 'object')} written.`;
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

function undo(review: Review, preview: PlanPreview, snapshot: ScanSnapshot | undefined): string {
  if (review.kind === 'undo') return 'this is the undo; it is kept in the journal, too.';
  const restart = preview.disruption === 'rollout' ? ', one more rollout each' : '';
  // A script for kubectl gives nothing back to files, nor to the sample.
  const script = (snapshot?.source.type ?? 'live') !== 'live' ? '' : ' Without this tool: undo.sh of the run.';
  return `exact${restart}.${script}`;
}

function owners(preview: PlanPreview, snapshot: ScanSnapshot | undefined): readonly string[] {
  const ids = new Set(preview.steps.flatMap((step) => [step.decision, ...(step.decisions ?? [])]));
  const decisions = (snapshot?.decisions ?? []).filter(({ id }) => ids.has(id));
  return [...new Set(decisions.flatMap(({ owner }) => (owner === null ? [] : [printable(owner.label)])))];
}

export interface DiffRow {
  readonly sign: '+' | '-' | '@' | ' ';
  readonly text: string;
}

/** The lines of a unified diff without its two file names. */
export function diffRows(step: StepPreview): readonly DiffRow[] {
  const lines = printableLines(step.diff).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines
    .filter((text) => !/^(?:--- |\+\+\+ |Index: |={5,}|\\ No newline)/.test(text))
    .map((text) => {
      if (text.startsWith('@@')) return { sign: '@', text };
      const sign = text.startsWith('+') ? '+' : text.startsWith('-') ? '-' : ' ';
      return { sign, text: text.slice(1) };
    });
}

const WORDS = {
  cluster: { create: 'new object', patch: 'JSON patch', delete: 'deleted', unchanged: 'already so' },
  files: { create: 'new document', patch: 'edit of the file', delete: 'taken out', unchanged: 'already so' },
} as const;

/** "JSON patch   1 rollout   accepted by the server". */
export function stepFacts(step: StepPreview, source: SourceType = 'live'): string {
  const how = WORDS[source === 'files' ? 'files' : 'cluster'][step.effect];
  const restart = step.disruption === 'rollout' ? '   1 rollout' : '';
  const by = step.verified === 'server' ? 'accepted by the server' : 'computed here, not by the server';
  return `${how}${restart}   ${by}`;
}

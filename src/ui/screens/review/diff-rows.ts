/** One change as the diff shows it: its lines, what changed within them, and the facts beside its name. Pure. */
import { remembered } from '../../../kube/remembered.ts';
import type { StepPreview } from '../../../model/plan.ts';
import type { SourceType } from '../../../model/ports.ts';
import { printable, printableLines } from '../../../text/printable.ts';
import { count } from '../../../text/words.ts';
import { stepRestart } from '../../select/restarts.ts';
import { type Range, withEmphasis } from './emphasis.ts';

export interface DiffRow {
  /** `@`: a file written beside the object. `~`: lines that stay as they are and are not shown. */
  readonly sign: '+' | '-' | '@' | '~' | ' ';
  readonly text: string;
  /** What differs from the line that it takes the place of. */
  readonly changed?: readonly Range[];
}

const FILE_NAMES = /^(?:--- |\+\+\+ |Index: |={5,}|\\ No newline)/;
/** Of the object before: the first line of a hunk, and how many lines it has. */
const HUNK = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@$/;

/** The lines of a unified diff without its two file names; what lies between two hunks is one row that counts it. */
export const diffRows = remembered(({ diff }: StepPreview): readonly DiffRow[] => withEmphasis(rowsOf(diff)));

function rowsOf(diff: string): readonly DiffRow[] {
  const lines = printableLines(diff).split('\n');
  if (lines.at(-1) === '') lines.pop();
  let next = 1;
  return lines
    .filter((text) => !FILE_NAMES.test(text))
    .flatMap((text): readonly DiffRow[] => {
      const hunk = HUNK.exec(text);
      if (hunk !== null) {
        const [from, amount] = [Number(hunk[1]), Number(hunk[2] ?? 1)];
        const between = amount === 0 ? from + 1 - next : from - next;
        next = amount === 0 ? from + 1 : from + amount;
        return between > 0 ? [{ sign: '~', text: `${count(between, 'line')} as before` }] : [];
      }
      if (text.startsWith('@@')) return [{ sign: '@', text: text.replace(/^@@ | @@$/g, '') }];
      const sign = text.startsWith('+') ? '+' : text.startsWith('-') ? '-' : ' ';
      return [{ sign, text: text.slice(1) }];
    });
}

const WORDS = {
  cluster: { create: 'new object', patch: 'JSON patch', delete: 'deleted', unchanged: 'no change' },
  files: { create: 'added to', patch: 'edit of', delete: 'removed from', unchanged: 'no change in' },
} as const;
const BY = {
  server: { long: 'accepted by the server', short: 'by the server' },
  local: { long: 'computed here, not by the server', short: 'computed here' },
} as const;

/** "JSON patch   1 rollout   accepted by the server", or "edit of manifests/shop.yaml". */
export function stepFacts(step: StepPreview, source: SourceType = 'live', length: 'long' | 'short' = 'long'): string {
  if (source === 'files') return `${WORDS.files[step.effect]} ${printable(step.file ?? 'the file')}`;
  const restart = stepRestart(step, source);
  return [WORDS.cluster[step.effect], ...(restart === undefined ? [] : [restart]), BY[step.verified][length]].join(
    '   ',
  );
}

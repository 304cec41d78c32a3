/** One change as the diff shows it: its lines, and the facts beside its name. Pure. */
import type { StepPreview } from '../../../model/plan.ts';
import type { SourceType } from '../../../model/ports.ts';
import { printable, printableLines } from '../../../text/printable.ts';
import { stepRestart } from '../../select/restarts.ts';

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

/** The diff of every change of a plan, each under a line that says what it is. */

import { objectName } from '../../kube/refs.ts';
import type { PlanPreview, StepPreview } from '../../model/plan.ts';
import { changersText } from '../../model/writers/changers.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { diffCommand, runExternalDiff } from './external-diff.ts';
import type { Terminal } from './io.ts';

const CODES = {
  heading: '\u001b[1m',
  added: '\u001b[32m',
  removed: '\u001b[31m',
  hunk: '\u001b[36m',
  end: '\u001b[0m',
};

/** Before any consent: by the operator's own program where KUBECTL_EXTERNAL_DIFF names one. */
export async function showDiff(preview: PlanPreview, io: Terminal, stream: 'out' | 'err' = 'out'): Promise<void> {
  const command = diffCommand(io.env.KUBECTL_EXTERNAL_DIFF);
  if (command.length > 0) await runExternalDiff(command, preview, stream === 'out' ? 1 : 2);
  else io[stream](`${diffText(preview, io.hasColor)}\n`);
}

export function diffText({ steps }: PlanPreview, hasColor: boolean): string {
  return steps
    .filter(({ effect }) => effect !== 'unchanged')
    .map((step) => stepText(step, hasColor))
    .join('\n');
}

function stepText(step: StepPreview, hasColor: boolean): string {
  const name = objectName(step.ref);
  const title = printable(step.title === name ? `# ${name}` : `# ${name}: ${step.title}`);
  const notes = [
    ...(step.dropped ?? []).map((field) => `# not taken over: ${field}`),
    ...step.byOthers.map((field) => `# added by others: ${field}`),
    ...(isAsAsked(step) ? [] : [`# by ${changersText(step.changers)}`]),
    ...step.warnings.map((warning) => `# warning: ${warning}`),
  ].map(printable);
  const lines = [...printableLines(step.diff).trimEnd().split('\n'), ...notes];
  const heading = hasColor ? `${CODES.heading}${title}${CODES.end}` : title;
  return `${[heading, ...lines.map((line) => (hasColor ? colored(line) : line))].join('\n')}\n`;
}

function isAsAsked({ dropped = [], byOthers }: StepPreview): boolean {
  return dropped.length + byOthers.length === 0;
}

function colored(line: string): string {
  if (line.startsWith('@@')) return `${CODES.hunk}${line}${CODES.end}`;
  if (line.startsWith('+++') || line.startsWith('---')) return `${CODES.heading}${line}${CODES.end}`;
  if (line.startsWith('+')) return `${CODES.added}${line}${CODES.end}`;
  if (line.startsWith('-')) return `${CODES.removed}${line}${CODES.end}`;
  return line;
}

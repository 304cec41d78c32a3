/** The changes of an ended run: the result of each, and how it is undone. */
import type { StepProgress } from '../../../model/plan.ts';
import type { SourceType } from '../../../model/ports.ts';
import type { Run } from '../../../store/nav.ts';
import { padEnd, padStart } from '../../../text/width.ts';
import { bodyColumns, hasTwoPanes } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { stepRestart } from '../../select/restarts.ts';
import { isWritten, phaseMark, phaseWord, stepTitle } from '../../select/run.ts';
import { inFocus, type Line, line, span } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';

const RESULT = 15;

/** Where the result stands: at the right edge of a terminal that has no room for the way back beside it. */
function resultAt(view: WalkView): number {
  if (hasTwoPanes(view)) return 52;
  return hasUndo(view) ? 46 : bodyColumns(view) - RESULT;
}

function hasUndo(view: WalkView): boolean {
  return bodyColumns(view) >= 80;
}

export function resultHeader(view: WalkView): Line {
  const head = `${padEnd('  #  CHANGE', resultAt(view))}${padEnd('RESULT', RESULT)}`;
  return line(span(`${head}${hasUndo(view) ? 'UNDO' : ''}`, 'text.strong'));
}

export function resultRow(view: WalkView, run: Run, step: StepProgress, isCursor: boolean): Line {
  const room = resultAt(view) - 8;
  const row = line(
    isCursor ? span(GLYPHS.cursor, 'accent') : ' ',
    padStart(String(step.step), 2),
    '  ',
    phaseMark(step.phase),
    ' ',
    padEnd(stepTitle(step, run.result?.steps ?? [], room), room),
    ' ',
    padEnd(phaseWord(step, run.kind), RESULT),
    hasUndo(view) ? undoWord(run, step, view.harden.snapshot?.source.type ?? 'live') : '',
  );
  return isCursor ? inFocus(row, bodyColumns(view)) : row;
}

function undoWord(run: Run, step: StepProgress, source: SourceType): string {
  if (run.kind === 'undo' || !isWritten(step)) return 'nothing to undo';
  if (step.phase !== 'verified') return 'may be applied';
  const preview = run.preview.steps.find(({ step: number }) => number === step.step);
  if (preview?.effect === 'unchanged') return 'nothing to undo';
  if (preview?.doubts !== undefined) return 'not exact';
  if (preview?.effect === 'create') return 'exact, deletes it';
  const restart = preview === undefined ? undefined : stepRestart(preview, source);
  if (restart === undefined) return source === 'files' ? 'exact' : 'exact, no restart';
  return `exact, ${restart}`;
}

/** The two rows at the foot: the last event or what is typed, and the keys that do something now. */
import { countDecisions } from '../../model/rows/to-decide.ts';
import { printable } from '../../text/printable.ts';
import { GLYPHS } from '../glyphs.ts';
import { bindingsOf, type KeyBinding } from '../keymap.ts';
import { completions } from '../overlays/prompt/completions.ts';
import type { Keys } from '../screens/define.ts';
import { currentKeys } from '../screens/index.ts';
import { plannedIds } from '../select/plan.ts';
import { isWriting } from '../select/stream.ts';
import { type Line, line, lineWidth, type Span, span, spread } from '../text/line.ts';
import type { WalkView } from '../types.ts';
import { bodyColumns, FULL, hasTwoPanes } from './size.ts';

/** How many keys the footer of a small terminal has, and which it never loses. */
const FEW = 5;
const KEPT: ReadonlySet<string> = new Set(['back', 'help', 'answers']);

export function messageRow(view: WalkView, hint: string): Line {
  const { overlay, flash } = view.nav;
  if (overlay?.kind === 'command')
    return line(...prompt(':', overlay.text), span(candidates(view, overlay.text), 'text.dim'));
  if (overlay?.kind === 'filter') return prompt('/', overlay.text);
  if (overlay?.kind === 'path') return prompt('Write to: ', overlay.text);
  if (overlay?.kind === 'context') return prompt(unlockSign(overlay.wrong), overlay.text);
  if (flash === undefined) return line(' ', hint);
  return line(' ', span(printable(flash.text), flash.level === 'error' ? 'error' : undefined));
}

/** What it may become, the part that changes; cut by the row. */
function candidates(view: WalkView, text: string): string {
  const found = completions(view, text).filter((each) => each !== text);
  const from = text.lastIndexOf(' ') + 1;
  return found.length === 0 ? '' : `  ${found.map((each) => printable(each.slice(from))).join('  ')}`;
}

function unlockSign(wrong: string | undefined): string {
  return wrong === undefined ? 'Type the context name to unlock writing: ' : `${wrong}. Type the context name: `;
}

function prompt(sign: string, text: string): Line {
  return line(' ', span(printable(sign), 'accent'), printable(text), span(GLYPHS.caret, 'accent'));
}

export function keysRow(view: WalkView): Line {
  const width = bodyColumns(view) - 1;
  const right = line(planWord(view));
  const room = width - lineWidth(right) - 1;
  let hints = hintsOf(currentKeys(view), view);
  while (lineWidth(hintLine(hints)) > room && hints.length > 1) hints = withoutLeast(hints);
  return spread(hintLine(hints), right, width);
}

/** Keys that narrow screens do without leave first; back and help leave last. */
function withoutLeast(hints: readonly KeyBinding[]): readonly KeyBinding[] {
  const spare = hints.findLastIndex(({ hint }) => hint?.narrow !== true);
  const other = spare >= 0 ? spare : hints.findLastIndex(({ id }) => !KEPT.has(id));
  const least = other >= 0 ? other : hints.length - 1;
  return hints.filter((_, at) => at !== least);
}

function planWord(view: WalkView): string {
  const { run } = view.harden;
  if (run === undefined || !isWriting(view.nav)) return `plan ${plannedRows(view)}`;
  const done = run.steps.filter(({ phase }) => phase === 'verified').length;
  return `plan ${done}/${run.steps.length}`;
}

/** As many as the plan lists as on. */
function plannedRows({ harden, nav }: WalkView): number {
  const ids = plannedIds(nav).map((id) => ({ id }));
  return countDecisions(ids, harden.snapshot?.items ?? []).rows;
}

function hintsOf({ scope, when }: Keys, view: WalkView): readonly KeyBinding[] {
  const all = bindingsOf(scope, view.options.keymap).filter(
    ({ id, hint }) => hint !== undefined && when?.[id]?.(view) !== false,
  );
  let chosen: readonly KeyBinding[] = hasTwoPanes(view) ? all : all.filter(({ hint }) => hint?.narrow);
  if (view.columns < FULL.columns) while (chosen.length > FEW) chosen = withoutLeast(chosen);
  return chosen;
}

function hintLine(bindings: readonly KeyBinding[]): Line {
  const spans = bindings.flatMap(({ hint }, index): readonly Span[] => {
    if (hint === undefined) return [];
    const { first, key, word } = hint;
    const before = `${index === 0 ? ' ' : '  '}${first === '' ? '' : `${first} `}`;
    return [span(before), span(key, 'accent'), span(word === '' ? '' : ` ${word}`)];
  });
  return line(...spans);
}

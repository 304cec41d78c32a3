/** The one frame around all screens: identity, breadcrumb, rule, body, rule, message, keys. Exactly rows x columns. */
import { printable } from '../text/printable.ts';
import { cutMiddle } from '../text/width.ts';
import { GLYPHS } from './glyphs.ts';
import { bindingsOf, type KeyBinding, type Scope } from './keymap.ts';
import { type Environment, environmentOf } from './options.ts';
import { isOffered, scopeOf } from './select/scope.ts';
import { isWriting, streamWord, writeWord } from './select/stream.ts';
import { BLANK, type Line, line, lineWidth, type Span, span, spread, toWidth } from './text/line.ts';
import type { ScreenContent, WalkView } from './types.ts';

export const LEAST = { columns: 60, rows: 12 };
/** One pane, and room for everything: what is spoken has no edges at which it could be cut. */
export const SPOKEN = { columns: 1000, rows: 40 };
const WIDEST = 160;
const FULL = { columns: 80, rows: 18 };
/** Keys in the footer of a small terminal, and those that it never loses. */
const FEW = 5;
const KEPT: ReadonlySet<string> = new Set(['back', 'help', 'answers']);

export type Size = Pick<WalkView, 'columns' | 'rows'>;

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < LEAST.columns || rows < LEAST.rows;
}

function isCompact({ columns, rows }: Size): boolean {
  return columns < FULL.columns || rows < FULL.rows;
}

export function bodyRows(size: Size): number {
  return size.rows - (isCompact(size) ? 3 : 6);
}

/** Columns stop growing; the rest of a very wide terminal stays empty. */
export function bodyColumns({ columns }: Size): number {
  return columns === SPOKEN.columns ? columns : Math.min(columns, WIDEST);
}

export function hasTwoPanes({ columns }: Size): boolean {
  return columns >= 100 && columns !== SPOKEN.columns;
}

export function tooSmall(view: Size): readonly Line[] {
  const text = `needs ${LEAST.columns}x${LEAST.rows}, have ${view.columns}x${view.rows}`;
  return [toWidth(line(text), view.columns), ...blanks(view.rows - 1, view.columns)];
}

export function frame(view: WalkView, content: ScreenContent): readonly Line[] {
  const width = bodyColumns(view);
  const body = [...content.body.slice(0, bodyRows(view))];
  while (body.length < bodyRows(view)) body.push(BLANK);
  const rule = line(span(GLYPHS.rule.repeat(width), 'rule'));
  const rows = isCompact(view)
    ? [compactHeader(view, content), ...body, messageRow(view, content), keysRow(view, content)]
    : [
        identityRow(view),
        crumbsRow(view, content),
        rule,
        ...body,
        rule,
        messageRow(view, content),
        keysRow(view, content),
      ];
  return rows.map((row) => toWidth(toWidth(row, width), view.columns));
}

function blanks(amount: number, width: number): readonly Line[] {
  return Array.from({ length: Math.max(0, amount) }, () => toWidth(BLANK, width));
}

/** The user name leaves first, then the version, then the name is cut. */
function identityRow(view: WalkView): Line {
  const right = line(streamWord(view.harden, view.now), '  ', writeWord(view.harden, view.nav));
  const { identity } = view.harden.snapshot ?? {};
  const room = bodyColumns(view) - 1 - lineWidth(right) - 2;
  const parts = [printable(identity?.version ?? ''), printable(identity?.user ?? '')].filter((part) => part !== '');
  for (let kept = parts.length; kept >= 0; kept--) {
    const details = parts.slice(0, kept).map((part) => span(`  ${part}`));
    const left = line(' harden  ', ...contextSpans(view), ...details);
    if (lineWidth(left) <= room) return spread(left, right, bodyColumns(view) - 1);
  }
  return spread(line(' harden  ', ...contextSpans(view)), right, bodyColumns(view) - 1);
}

function contextSpans(view: WalkView): readonly Span[] {
  const environment = environmentOf(view.options);
  const context = cutMiddle(printable(view.options.context), Math.max(12, bodyColumns(view) - 60));
  return [...environmentSpans(environment), span(context, 'text.strong')];
}

function environmentSpans(environment: Environment | undefined): readonly Span[] {
  if (environment === undefined) return [];
  const mark = environment === 'prod' ? `${GLYPHS.production} ` : '';
  return [span(`${mark}${environment.toUpperCase()}`, `env.${environment}`), span(' ')];
}

function crumbsRow(view: WalkView, content: ScreenContent): Line {
  const width = bodyColumns(view) - 1;
  const path = content.crumbs.map(printable).join(` ${GLYPHS.path} `);
  const room = width - lineWidth(content.right) - 3;
  return spread(line(' ', span(cutMiddle(path, Math.max(10, room)), 'text.strong')), content.right, width);
}

function compactHeader(view: WalkView, content: ScreenContent): Line {
  const path = content.crumbs.map(printable).at(-1) ?? '';
  const left = line(' ', ...contextSpans(view), ` ${GLYPHS.path} `, span(path, 'text.strong'));
  const words = line(' ', streamWord(view.harden, view.now), '  ', writeWord(view.harden, view.nav));
  return spread(left, words, bodyColumns(view) - 1);
}

function messageRow(view: WalkView, content: ScreenContent): Line {
  const { overlay, flash } = view.nav;
  if (overlay?.kind === 'command') return prompt(':', overlay.text);
  if (overlay?.kind === 'filter') return prompt('/', overlay.text);
  if (overlay?.kind === 'context') return prompt(unlockSign(overlay.wrong), overlay.text);
  if (flash === undefined) return line(' ', content.hint);
  return line(' ', span(printable(flash.text), flash.level === 'error' ? 'danger' : undefined));
}

function unlockSign(wrong: string | undefined): string {
  return wrong === undefined ? 'Type the context name to unlock writing: ' : `${wrong}. Type the context name: `;
}

function prompt(sign: string, text: string): Line {
  return line(' ', span(printable(sign), 'accent'), printable(text), span(GLYPHS.caret, 'accent'));
}

function keysRow(view: WalkView, { idle }: ScreenContent): Line {
  const width = bodyColumns(view) - 1;
  const right = line(planWord(view));
  const room = width - lineWidth(right) - 1;
  const scope = scopeOf(view.harden, view.nav);
  let hints = hintsOf(scope, view, view.nav.overlay === undefined ? idle : undefined);
  while (lineWidth(hintLine(hints)) > room && hints.length > 1) hints = withoutLeast(hints);
  return spread(hintLine(hints), right, width);
}

/** What narrow screens do without leaves first, the way back and help last. */
function withoutLeast(hints: readonly KeyBinding[]): readonly KeyBinding[] {
  const spare = hints.findLastIndex(({ hint }) => hint?.narrow !== true);
  const other = spare >= 0 ? spare : hints.findLastIndex(({ id }) => !KEPT.has(id));
  const least = other >= 0 ? other : hints.length - 1;
  return hints.filter((_, at) => at !== least);
}

function planWord(view: WalkView): string {
  const { run } = view.harden;
  if (run === undefined || !isWriting(view.nav)) return `plan ${view.nav.plan.length}`;
  const done = run.steps.filter(({ phase }) => phase === 'verified').length;
  return `plan ${done}/${run.steps.length}`;
}

function hintsOf(scope: Scope, view: WalkView, idle: ReadonlySet<string> = new Set()): readonly KeyBinding[] {
  const all = bindingsOf(scope).filter(
    ({ id, hint }) => hint !== undefined && !idle.has(id) && isOffered(scope, id, view.harden, view.nav),
  );
  let chosen: readonly KeyBinding[] = hasTwoPanes(view) ? all : all.filter(({ hint }) => hint?.narrow);
  if (view.columns < FULL.columns) while (chosen.length > FEW) chosen = withoutLeast(chosen);
  return chosen;
}

function hintLine(bindings: readonly KeyBinding[]): Line {
  const spans = bindings.flatMap(({ hint }, index): readonly Span[] =>
    hint === undefined ? [] : [span(index === 0 ? ' ' : '  '), span(hint.key, 'accent'), span(` ${hint.word}`)],
  );
  return line(...spans);
}

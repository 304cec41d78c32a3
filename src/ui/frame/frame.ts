/** The one frame around all screens: identity, breadcrumb, rule, body, rule, message, keys. Exactly rows x columns. */
import { printable } from '../../text/printable.ts';
import { cutMiddle } from '../../text/width.ts';
import { GLYPHS } from '../glyphs.ts';
import { type Environment, environmentOf } from '../options.ts';
import { streamWord, writeWord } from '../select/stream.ts';
import { BLANK, type Line, line, lineWidth, type Span, span, spread, toWidth } from '../text/line.ts';
import type { ScreenContent, WalkView } from '../types.ts';
import { CRUMBS_GAP, crumbsText } from './crumbs.ts';
import { keysRow, messageRow } from './footer.ts';
import { bodyColumns, bodyRows, isCompact, LEAST, type Size } from './size.ts';

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
    ? [compactHeader(view, content), ...body, messageRow(view, content.hint), keysRow(view)]
    : [identityRow(view), crumbsRow(view, content), rule, ...body, rule, messageRow(view, content.hint), keysRow(view)];
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
  const path = crumbsText(content.crumbs);
  const room = width - lineWidth(content.right) - CRUMBS_GAP;
  return spread(line(' ', span(cutMiddle(path, Math.max(10, room)), 'text.strong')), content.right, width);
}

function compactHeader(view: WalkView, content: ScreenContent): Line {
  const path = content.crumbs.map(printable).at(-1) ?? '';
  const left = line(' ', ...contextSpans(view), ` ${GLYPHS.path} `, span(path, 'text.strong'));
  const words = line(' ', streamWord(view.harden, view.now), '  ', writeWord(view.harden, view.nav));
  return spread(left, words, bodyColumns(view) - 1);
}

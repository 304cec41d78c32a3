/** A row of the diff in its colours. */
import { cutEnd } from '../../../text/width.ts';
import { GLYPHS } from '../../glyphs.ts';
import { type Line, line, type Span, span } from '../../text/line.ts';
import { yamlSpans } from '../../text/yaml-spans.ts';
import type { DiffRow } from './diff-rows.ts';
import type { Range } from './emphasis.ts';

const SIDES = { '+': 'diff.add', '-': 'diff.del' } as const;

/** Three blanks, the sign, two blanks, and the text, which is cut at the width. */
export function diffLine({ sign, text, changed = [] }: DiffRow, width: number): Line {
  if (sign === '@') return line('   ', span(cutEnd(text, width - 3), 'diff.hunk'));
  if (sign === '~') return line('   ', span(cutEnd(`${GLYPHS.ellipsis}  ${text}`, width - 3), 'text.dim'));
  const shown = cutEnd(text, width - 6);
  if (sign === ' ') return line('      ', ...yamlSpans(shown));
  return line('   ', span(`${sign}  `, SIDES[sign]), ...emphasized(shown, changed, SIDES[sign]));
}

function emphasized(text: string, changed: readonly Range[], token: 'diff.add' | 'diff.del'): readonly Span[] {
  let at = 0;
  const spans = changed.flatMap(([start, end]) => {
    const same = text.slice(at, start);
    at = end;
    return [span(same, token), span(text.slice(start, end), `${token}.part`)];
  });
  return [...spans, span(text.slice(at), token)];
}

/** A line of YAML in the colours of its parts: keys, values that are no text, comments. For reading only. Pure. */
import { type Span, span } from './line.ts';

/** Indentation and list marks, a key plain or in quotes, its colon, and the rest. */
const MEMBER = /^(\s*(?:- )*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#]\S*?)(:)(\s.*|)$/;
const ITEM = /^(\s*(?:- )+)(.*)$/;
const NO_TEXT = /^\s*(?:true|false|null|~|[-+]?\d[\d.e+-]*|\[\]|\{\})\s*$/;
const COMMENT = /^\s*#/;

export function yamlSpans(text: string): readonly Span[] {
  if (COMMENT.test(text)) return [span(text, 'text.dim')];
  const member = MEMBER.exec(text);
  if (member !== null) {
    const [, lead = '', key = '', colon = '', rest = ''] = member;
    return [span(lead), span(key, 'yaml.key'), span(colon), value(rest)];
  }
  const [, marks = '', item = ''] = ITEM.exec(text) ?? [];
  return marks === '' ? [value(text)] : [span(marks), value(item)];
}

function value(text: string): Span {
  return NO_TEXT.test(text) ? span(text, 'yaml.literal') : span(text);
}

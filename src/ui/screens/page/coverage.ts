/** What could be read and what not, which checks are in the dark for it, and the narrowest role that would change that. */
import { printable } from '../../../text/printable.ts';
import { cutMiddle, padEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { bodyColumns } from '../../frame/size.ts';
import { coverageView, readableText, type Unreadable } from '../../select/coverage.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import { yamlLines } from '../../text/yaml-lines.ts';
import { yamlSpans } from '../../text/yaml-spans.ts';
import type { WalkView } from '../../types.ts';

/** Cells for what cannot be read, at least; two more are the gap after it. */
const NAME = 30;

export function coverageRows(view: WalkView): readonly Line[] {
  const { snapshot } = view.harden;
  if (snapshot === undefined) return [BLANK, line('  Nothing read yet.')];
  const coverage = coverageView(snapshot);
  const head = [BLANK, line('  ', span(`Can read ${readableText(coverage)}.`, 'text.strong')), BLANK];
  return [...head, ...coverage.unreadable.flatMap((row) => unreadableRows(row, bodyColumns(view))), ...roleRows(view)];
}

function unreadableRows({ what, reason, checks }: Unreadable, columns: number): readonly Line[] {
  const name = Math.max(NAME, Math.floor(columns * 0.3));
  const width = columns - name - 4;
  const darkened = checks.length === 0 ? '' : `. ${count(checks, 'check')} unknown:`;
  const texts = [
    ...wrap(`${reason}${darkened}`, width).map((part) => line(part)),
    ...(checks.length === 0 ? [] : wrap(checks.join(', '), width)).map((part) => line(span(part, 'text.dim'))),
  ];
  return texts.map((text, at) => line('  ', padEnd(at === 0 ? cutMiddle(what, name) : '', name + 2), ...text));
}

/** Secrets are told of: whoever may list them may read their values. */
function roleRows(view: WalkView): readonly Line[] {
  const yaml = rolesYaml(view);
  if (yaml.length === 0) return [];
  const denied = view.harden.snapshot?.coverage.filter(({ coverage }) => coverage.state === 'denied') ?? [];
  const told = [
    'The narrowest rule that would allow it. Bind it to your user or ServiceAccount.',
    ...(denied.some(({ kind }) => kind === 'Secret')
      ? ['Whoever may list Secrets may read their values; only their metadata is asked for.']
      : []),
  ];
  return [
    BLANK,
    ...told.flatMap((text) => wrap(text, bodyColumns(view) - 4)).map((text) => line('  ', span(text, 'text.strong'))),
    BLANK,
    ...yaml.map((text) => line('  ', ...yamlSpans(text))),
  ];
}

/** As it is copied: several documents are parted as YAML parts them. */
export function rolesYaml({ harden: { snapshot }, options }: WalkView): readonly string[] {
  const roles = options.rolesToAllow?.(snapshot?.coverage ?? []) ?? [];
  return roles.flatMap((role, at) => [
    ...(at === 0 ? [] : ['---']),
    ...yamlLines(role).map(({ text }) => printable(text)),
  ]);
}

/** What people have accepted and answered: by whom, until when, why. What ends first stands first. */
import { printable } from '../../../text/printable.ts';
import { padEnd, wrap } from '../../../text/width.ts';
import { bodyColumns } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';

interface Accepted {
  readonly mark: string;
  readonly title: string;
  readonly by: string;
  readonly expires: string;
  readonly why: string;
}

/** Cells before the title: the mark, and the day on which it ends. */
const HEAD = 16;

export function acceptedRows(view: WalkView): readonly Line[] {
  const { snapshot } = view.harden;
  if (snapshot === undefined) return [BLANK, line('  Nothing read yet.')];
  const waived = snapshot.waived.map(
    ({ title, waiver: { by, expires, reason } }): Accepted => ({
      mark: GLYPHS.waived,
      title,
      by,
      expires,
      why: reason,
    }),
  );
  const answered = snapshot.checks.flatMap(({ check, attestation }): readonly Accepted[] => {
    if (attestation === undefined) return [];
    const { by, expires, evidence, verdict } = attestation;
    return [{ mark: GLYPHS.answered, title: `${check.meta.title}: ${verdict}`, by, expires, why: evidence }];
  });
  const all = [...waived, ...answered].toSorted((left, right) => (left.expires < right.expires ? -1 : 1));
  if (all.length === 0) return [BLANK, line('  Nobody has waived or answered anything here.')];
  return [BLANK, ...all.flatMap((each) => rowsOf(each, bodyColumns(view) - HEAD - 2))];
}

function rowsOf({ mark, title, by, expires, why }: Accepted, width: number): readonly Line[] {
  const text = wrap(printable(`${why} (${by})`), width).map((part) => line(' '.repeat(HEAD), span(part, 'text.dim')));
  return [
    line(
      '  ',
      span(mark, mark === GLYPHS.waived ? 'state.waived' : 'state.ask'),
      `  ${padEnd(expires.slice(0, 10), HEAD - 5)}`,
      printable(title),
    ),
    ...text,
  ];
}

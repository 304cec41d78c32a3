/** Whether what was changed on the screen, cell by cell, makes it the frame that was meant. */
import type { Harness } from '../../support/render.tsx';
import type { Screen } from '../../support/screen.ts';

/** Rows that differ from the frame drawn whole, in their text or in how it looks. */
export function differences({ screen, whole }: Harness): readonly string[] {
  if (whole === undefined) return [];
  const [lines, styles] = [seen(whole), whole.styles()];
  const shown = screen.styles();
  return seen(screen).flatMap((line, at) => {
    if (line !== lines[at]) return [`row ${at} is "${line}" and not "${lines[at]}"`];
    return shown[at] === styles[at] ? [] : [`row ${at} looks like "${shown[at]}" and not "${styles[at]}"`];
  });
}

/** A blank that was written and a cell that was not look the same. */
function seen(screen: Screen): readonly string[] {
  return screen.lines().map((line) => line.trimEnd());
}

/** Which of the answers have a row in the consent strip. Pure. */
import { type Answer, danger, LEFT_OUT, NOT_UNDONE } from './answers.ts';

/** What the strip always has, and in which order the rest competes for its last row: the worst first. */
const ALWAYS: ReadonlySet<string> = new Set(['Restarts', 'Resolves', 'Reopens', 'Undo']);
const WORST = [LEFT_OUT, NOT_UNDONE, 'New', 'Dropped', 'Caveat', 'Server', 'Owner', 'Tried', 'Guard', 'Objects'];
const STRIP = 4;

/** The rows of the strip, and what only the page of all answers tells. */
export function inStrip(all: readonly Answer[]): {
  readonly shown: readonly Answer[];
  readonly hidden: readonly Answer[];
} {
  const always = all.filter(({ label }) => ALWAYS.has(label));
  const rank = ({ label }: Answer): number => WORST.indexOf(label);
  const room = STRIP - always.length;
  const others = joined(
    all.filter(({ label }) => !ALWAYS.has(label)),
    room,
  ).toSorted((a, b) => rank(a) - rank(b));
  return { shown: [...always, ...others.slice(0, room)], hidden: others.slice(room) };
}

/** Changes that were left out are one row where they have no room each: how many, and why. */
function joined(others: readonly Answer[], room: number): readonly Answer[] {
  const isLeft = ({ label }: Answer): boolean => label === LEFT_OUT || label === NOT_UNDONE;
  const left = others.filter(isLeft);
  if (left.length <= room) return others;
  const reasons = [...new Set(left.map(({ reason }) => reason))].join('; ');
  const one = danger(left[0]?.label ?? LEFT_OUT, `${left.length} changes: ${reasons}`);
  return [one, ...others.filter((each) => !isLeft(each))];
}

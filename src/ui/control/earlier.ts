/** Asks once what was known at the end of the last walk, and says what has become of it. */

import { sinceReading } from '../../model/kept/since.ts';
import { momentText } from '../../text/moment.ts';
import { keyIn } from '../rebind.ts';
import { marksText } from '../select/row-marks.ts';
import { keepChanges } from './changes.ts';
import { type Control, harden, isOn, navigation, notify, start } from './control.ts';

/** Not being able to compare is no reason not to begin. */
export function askEarlier(control: Control): void {
  start(() => control.commands.earlier()).then(
    (earlier) => {
      const { snapshot } = harden(control);
      if (earlier === undefined || snapshot === undefined) return;
      if (sinceReading(earlier, snapshot) === undefined) return;
      control.nav.setState({ earlier });
      keepChanges(control, snapshot);
      // Whoever is in the checklist already is told, and stays where they are.
      if (!isOn(control, 'connect')) notify(control, 'info', newsSince(control));
    },
    () => undefined,
  );
}

/** "Since 2026-11-10 14:02 UTC: 3 new. N shows only that." */
export function newsSince(control: Control): string {
  const { earlier, rowMarks } = navigation(control);
  if (earlier === undefined) return '';
  const news = marksText(rowMarks);
  const moment = momentText(earlier.at);
  return news === ''
    ? `Nothing new since ${moment}.`
    : `Since ${moment}: ${news}. ${keyIn(control, 'items', 'news')} shows only that, or all again.`;
}

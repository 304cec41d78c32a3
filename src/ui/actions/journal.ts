/** To the journal, read anew each time. */
import { errorText } from '../../text/errors.ts';
import { type Control, isOn, push, start } from '../control/control.ts';

export function showJournal(control: Control): void {
  control.nav.setState({ journal: { state: 'asking', runs: [], lost: [], open: [] } });
  if (!isOn(control, 'journal')) push(control, { screen: 'journal' });
  start(() => control.commands.history()).then(
    (runs) => control.nav.setState({ journal: { state: 'ready', runs, lost: control.commands.lostRuns(), open: [] } }),
    (error: unknown) =>
      control.nav.setState({ journal: { state: 'ready', runs: [], lost: [], open: [], error: errorText(error) } }),
  );
}

/** Starting the walk, with all that is read or with what is there so far. */
import { showCoverage, togglePause } from '../../actions/display.ts';
import { type Control, notify } from '../../control/control.ts';
import { quit } from '../../control/quit.ts';
import { canPause } from '../../select/stream.ts';
import { defineKeys } from '../define.ts';
import { startWalk } from './start.ts';

export const connectKeys = defineKeys('connect', {
  on: {
    start: (control) => void startWalk(control),
    coverage: showCoverage,
    pause: togglePause,
    'stop-reading': stopReading,
    quit: (control) => quit(control, 0),
  },
  when: {
    start: ({ harden }) => harden.snapshot !== undefined,
    pause: ({ harden }) => canPause(harden),
    'stop-reading': ({ harden }) => harden.snapshot !== undefined && harden.phase === 'reading',
  },
});

function stopReading(control: Control): void {
  if (startWalk(control)) notify(control, 'info', 'Showing what is read so far; reading continues.');
}

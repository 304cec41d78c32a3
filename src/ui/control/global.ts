/** Keys that work wherever no text is typed. */
import { proposeExport } from '../actions/export.ts';
import { openHelp } from '../overlays/help/keys.ts';
import { openCommand } from '../overlays/prompt/keys.ts';
import { defineKeys } from '../screens/define.ts';
import { interrupt, suspend } from './quit.ts';

export const globalKeys = defineKeys('global', {
  on: {
    help: openHelp,
    command: openCommand,
    export: proposeExport,
    redraw: (control) => control.redraw(),
    suspend,
    interrupt,
  },
});

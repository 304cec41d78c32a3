/** What is done with a file that a check offers. */
import { copy } from '../../actions/copy.ts';
import { askPath, draftFile, editFile, otherFile, writeFile } from '../../actions/files.ts';
import { pop } from '../../control/control.ts';
import { moves, scrolling } from '../../control/move.ts';
import { defineKeys } from '../define.ts';
import { fileRange } from './view.ts';

export const fileKeys = defineKeys('file', {
  on: {
    ...moves(scrolling(fileRange)),
    edit: editFile,
    write: (control) => writeFile(control),
    path: askPath,
    copy: (control) => {
      const file = draftFile(control);
      if (file !== undefined) copy(control, file.text);
    },
    next: (control) => otherFile(control, 1),
    previous: (control) => otherFile(control, -1),
    back: pop,
  },
  when: {
    edit: ({ options }) => options.files !== undefined,
    write: ({ nav, options }) => options.files !== undefined && nav.draft?.files[nav.draft.at]?.isWritten !== true,
    next: ({ nav }) => (nav.draft?.files.length ?? 0) > 1,
    copy: ({ options }) => options.copy !== undefined,
  },
});

import { defineScreen } from '../define.ts';
import { entriesKeys, itemsKeys } from './keys.ts';
import { checklistView } from './view.ts';

export const checklist = defineScreen({
  view: checklistView,
  keys: [itemsKeys, entriesKeys],
  scope: ({ nav }) => nav.pane,
});

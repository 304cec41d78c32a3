import { publishable } from '../document.ts';
import { escapeUnseen } from '../escape.ts';
import { defineFormat } from '../format.ts';

export const json = defineFormat({
  name: 'json',
  help: 'Everything, as one JSON document.',
  part: 'document',
  print: (document) => [`${escapeUnseen(JSON.stringify(publishable(document), null, 2))}\n`],
});

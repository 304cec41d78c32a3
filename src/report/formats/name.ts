import { printable } from '../../text/printable.ts';
import { defineFormat } from '../format.ts';

export const name = defineFormat({
  name: 'name',
  help: 'Names only, one on each line, each once.',
  part: 'names',
  print: (names) => [...new Set(names.map(printable))].map((each) => `${each}\n`),
});

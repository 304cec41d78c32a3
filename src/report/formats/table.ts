import { printBlocks } from '../blocks.ts';
import { defineFormat } from '../format.ts';

export const table = defineFormat({
  name: 'table',
  help: 'Tables and text for people.',
  part: 'overview',
  print: printBlocks,
});

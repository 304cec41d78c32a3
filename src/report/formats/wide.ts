import { printBlocks } from '../blocks.ts';
import { defineFormat } from '../format.ts';

export const wide = defineFormat({
  name: 'wide',
  help: 'Tables with every detail; of a scan, every finding.',
  part: 'details',
  print: printBlocks,
});

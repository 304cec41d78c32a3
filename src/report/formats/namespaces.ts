import { printBlocks } from '../blocks.ts';
import { defineFormat } from '../format.ts';

export const namespaces = defineFormat({
  name: 'namespaces',
  help: 'One row a namespace: what to decide, what it enforces and could enforce, default deny.',
  part: 'namespaces',
  print: printBlocks,
});

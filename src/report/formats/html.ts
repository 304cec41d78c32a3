import { defineFormat, type FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';

export const html = defineFormat({
  name: 'html',
  help: 'One page for an auditor that needs nothing else: filters, namespaces, frameworks, answers.',
  part: 'scan',
  print: pageOf,
});

async function* pageOf(scan: Parts['scan'], options: FormatOptions): AsyncIterable<string> {
  // Loaded here: help and the other formats start without it.
  const page = await import('../html/page.ts');
  yield* page.pageOf(scan, options);
}

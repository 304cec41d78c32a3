import { publishable } from '../document.ts';
import { escapeUnseenYaml, hasUnseen } from '../escape.ts';
import { defineFormat } from '../format.ts';

export const yaml = defineFormat({
  name: 'yaml',
  help: 'Everything, as one YAML document.',
  part: 'document',
  print: yamlOf,
});

async function* yamlOf(part: unknown): AsyncIterable<string> {
  const document = publishable(part);
  // Loaded here: help and the other formats start without it.
  const { dump } = await import('js-yaml');
  const options = { lineWidth: -1, noRefs: true };
  const text = dump(document, options);
  // Escapes mean something in double quotes only.
  yield hasUnseen(text)
    ? escapeUnseenYaml(dump(document, { ...options, forceQuotes: true, quoteStyle: 'double' }))
    : text;
}

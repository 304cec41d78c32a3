/** Where in a document something stands, for messages: `waivers[2].expires`. Empty for the document itself. */
export function memberPath(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text.replace(/^\./, '');
}

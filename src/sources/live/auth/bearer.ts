/** Tokens as headers. */

export function bearer(token: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${Buffer.from(token.trim(), 'utf8').toString('latin1')}` };
}

/** Headers by which a user acts as another. */
import { printable } from '../../../text/printable.ts';
import type { UserEntry } from '../config/kubeconfig-file.ts';
import { LiveError } from '../http/errors.ts';

/** Characters that HTTP allows in a header name; the rest is percent-encoded. */
const TOKEN = /[^A-Za-z0-9!#$&'*+.^_`|~-]/g;

export function impersonationHeaders(user: UserEntry): Readonly<Record<string, string | string[]>> {
  if (user.as === undefined) return {};
  const headers: Record<string, string | string[]> = { 'Impersonate-User': headerValue(user.as) };
  if (user.asUid !== undefined) headers['Impersonate-Uid'] = headerValue(user.asUid);
  if (user.asGroups !== undefined && user.asGroups.length > 0)
    headers['Impersonate-Group'] = user.asGroups.map(headerValue);
  for (const [key, values] of Object.entries(user.asUserExtra ?? {})) {
    headers[`Impersonate-Extra-${key.replace(TOKEN, encode)}`] = values.map(headerValue);
  }
  return headers;
}

/** Bytes that end a header, or that no header may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** A header is bytes, and kubectl sends those of UTF-8: one character here stands for one byte. */
export function headerValue(text: string): string {
  if (FORBIDDEN.test(text))
    throw new LiveError('usage', `a name to impersonate holds a control character: ${printable(text)}`);
  return Buffer.from(text, 'utf8').toString('latin1');
}

function encode(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

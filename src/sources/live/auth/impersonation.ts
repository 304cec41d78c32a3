/** Headers by which a user acts as another. */
import type { UserEntry } from '../config/kubeconfig-file.ts';

/** Characters that HTTP allows in a header name; the rest is percent-encoded. */
const TOKEN = /[^A-Za-z0-9!#$&'*+.^_`|~-]/g;

export function impersonationHeaders(user: UserEntry): Readonly<Record<string, string | string[]>> {
  if (user.as === undefined) return {};
  const headers: Record<string, string | string[]> = { 'Impersonate-User': user.as };
  if (user.asUid !== undefined) headers['Impersonate-Uid'] = user.asUid;
  if (user.asGroups !== undefined && user.asGroups.length > 0) headers['Impersonate-Group'] = [...user.asGroups];
  for (const [key, values] of Object.entries(user.asUserExtra ?? {})) {
    headers[`Impersonate-Extra-${key.replace(TOKEN, encode)}`] = [...values];
  }
  return headers;
}

function encode(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

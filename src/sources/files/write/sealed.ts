/** Text under a checksum of SOPS: whoever changes it with anything else makes it unreadable for SOPS. */
import { isJsonObject } from '../../../kube/path.ts';
import type { Json } from '../../../plugin-api/index.ts';
import { EditRefused } from '../edit/difference.ts';

/** What a sealed document has in its text. */
export const SEAL = /^[ \t{,]*["']?sops["']?[ \t]*:/m;

/** Throws `EditRefused`. `value` is that of the whole document. */
export function demandUnsealed(value: Json): void {
  const sops = isJsonObject(value) ? value.sops : undefined;
  if (isJsonObject(sops) && (sops.mac !== undefined || sops.lastmodified !== undefined))
    throw new EditRefused('it is sealed by SOPS, which refuses what else has changed it: edit it with sops', 0);
}

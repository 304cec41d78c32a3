/** The packages in a bundle, as the lock file knows them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export interface Component {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it. */
  readonly licence: string;
  /** Digest of its tarball, as lock files write it. */
  readonly integrity: string;
  /** `node_modules/ink`. */
  readonly folder: string;
  /** Folders of those that it needs and that are in the bundle, too. */
  readonly needs: readonly string[];
}

const LOCK = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/** Throws where the lock file does not know one of them. */
export function componentsIn(root: string, folders: readonly string[]): readonly Component[] {
  const { packages } = LOCK.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return folders.map((folder) => {
    const { version, license, integrity, dependencies = {} } = packages[folder] ?? {};
    if (version === undefined || license === undefined || integrity === undefined)
      throw new Error(`package-lock.json knows no version, licence or digest of ${folder}`);
    const needs = Object.keys(dependencies).flatMap((name) => nearest(name, folder, folders) ?? []);
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { name, version, licence: license, integrity, folder, needs };
  });
}

/** As Node finds it: in the package's own folder first, then in those around it. */
function nearest(name: string, from: string, folders: readonly string[]): string | undefined {
  const inside = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (folders.includes(inside)) return inside;
  if (from === '') return undefined;
  const at = from.lastIndexOf('/node_modules/');
  return nearest(name, at === -1 ? '' : from.slice(0, at), folders);
}

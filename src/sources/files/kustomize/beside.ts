/** Files that come or go where a kustomization lists its files: which entries have to come or go with them. */
import { dirname, relative, resolve, sep } from 'node:path';
import { TargetError } from '../../../model/ports.ts';
import type { FileCache } from '../read/loaded.ts';
import type { Manifests } from '../read/manifests.ts';
import { type EditedFile, withEntry, withoutEntry } from './entry.ts';
import { realOf } from './listed.ts';
import type { Kustomization } from './read-one.ts';

/**
 * The entry for a file, there already or to come, in the kustomization that lists the file it stands beside; `undefined`
 * where none is needed. Throws TargetError where it cannot be made.
 */
export async function entryFor(
  path: string,
  beside: string,
  manifests: Manifests,
  cache: FileCache,
): Promise<EditedFile | undefined> {
  const { listed } = manifests;
  if (path === beside || (await listed.isListed(path))) return undefined;
  const listing = await listed.listing(beside);
  const own = await listed.inFolder(dirname(path));
  const [home, another] = listing.length > 0 ? listing : own === undefined ? [] : [own];
  if (home === undefined) return undefined;
  const entry = relative(dirname(resolve(home.path)), resolve(path))
    .split(sep)
    .join('/');
  if (another !== undefined)
    throw refusal(
      entry,
      `${home.path} and ${another.path} list the files beside it: which should list it is not known`,
      home,
    );
  if (!(await isWithin(home, manifests))) throw refusal(entry, `${home.path} is outside of what was named`, home);
  return withEntry(await cache.load(home.path, true), 'resources', entry);
}

function refusal(entry: string, why: string, { path }: Kustomization): TargetError {
  return new TargetError(
    'invalid',
    `${why}: make the file ${entry} yourself, and add "- ${entry}" to resources: in ${path}`,
  );
}

/** The entries of all kustomizations that list the file. */
export async function entriesOf(path: string, manifests: Manifests, cache: FileCache): Promise<readonly EditedFile[]> {
  const real = await realOf(path);
  const edits: EditedFile[] = [];
  for (const kustomization of await manifests.listed.listing(path)) {
    if (!(await isWithin(kustomization, manifests)))
      throw new TargetError('invalid', `${kustomization.path} lists ${path}, and is outside of what was named`);
    const folder = dirname(kustomization.path);
    const same = await Promise.all(
      kustomization.references.named.map(
        async (each) => [each.path, (await realOf(resolve(folder, each.path))) === real] as const,
      ),
    );
    const meant = new Set(same.filter(([, isSame]) => isSame).map(([named]) => named));
    edits.push(withoutEntry(await cache.load(kustomization.path, true), 'resources', (entry) => meant.has(entry)));
  }
  return edits;
}

/** In one of the folders that were given. */
async function isWithin({ path }: Kustomization, { paths }: Manifests): Promise<boolean> {
  const real = await realOf(path);
  const given = await Promise.all(paths.map(realOf));
  return given.some((folder) => real === folder || real.startsWith(`${folder}${sep}`));
}

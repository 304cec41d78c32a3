/** The files of one write given back: all of them, or none where one is not as it was written. */
import { isMissing } from '../../../disk/errors.ts';
import { TargetError, type WrittenFile } from '../../../model/ports.ts';
import { type FileBytes, type FileRestore, filesIn, restoreOf } from '../../../model/restore.ts';
import type { Json } from '../../../plugin-api/index.ts';
import { decoded } from '../../../text/encoding.ts';
import { problemText } from '../../../text/errors.ts';
import { bytesOf, type EditedFile } from '../kustomize/entry.ts';
import { type Manifests, shownPath } from '../read/manifests.ts';
import { sha256 } from '../read/text.ts';
import { type Content, type GivenBack, givenBack, hashOf } from './give-back.ts';
import type { FileStore } from './store.ts';

export interface Disk {
  readonly store: FileStore;
  readonly manifests: Manifests;
  /** What is left of a file that lists the one that was written, without its entry; `undefined`: it has none. */
  readonly unlisted?: (path: string, content: Buffer, written: string) => Buffer | undefined;
}

export interface PathBack extends GivenBack {
  readonly path: string;
  readonly from: Content;
}

/** The file of the object first. Throws TargetError: drift where what was written cannot be told from later changes. */
export async function backsOf(
  restore: FileRestore,
  disk: Disk,
): Promise<readonly [own: PathBack, ...more: PathBack[]]> {
  const [own, ...more] = [await backOf(restore, disk)];
  const others: PathBack[] = [...more];
  for (const file of filesIn(restore).slice(1)) others.push(await backOf(file, disk, restore.file));
  return [own as PathBack, ...others];
}

/** What lists a file is written after it, and taken back before it. */
export async function putBacks(
  [own, ...more]: readonly [PathBack, ...PathBack[]],
  disk: Disk,
  dryRun: boolean,
): Promise<void> {
  for (const { path, content, state } of own.content === null ? [...more, own] : [own, ...more])
    if (state !== 'as-before') await put(path, content, disk, dryRun);
}

/** Texts of a write that failed in its middle, as they were: whether the last one was written its error does not say. */
export async function unwrite(edits: readonly EditedFile[], disk: Disk): Promise<void> {
  for (const edit of edits) {
    const { path, bytes } = edit.file;
    const content = await contentOf(path, disk);
    if (hashOf(content) === sha256(bytesOf(edit))) await disk.store.replace(path, bytes, false);
  }
}

/** Files besides that of the object, as they were and will be. */
export function shownBacks(backs: readonly PathBack[]): readonly WrittenFile[] {
  const text = (content: Content) => (content === null ? '' : decoded(content));
  return backs
    .filter(({ state }) => state !== 'as-before')
    .map(({ path, from, content }) =>
      content === null ? { path, isGone: true } : { path, before: text(from), after: text(content) },
    );
}

async function backOf(file: FileBytes, disk: Disk, written?: string): Promise<PathBack> {
  const { store } = disk;
  const path = await store.given(file.file);
  await store.demandInside(path);
  const content = await contentOf(path, disk);
  const tried = store.tried(path);
  // In a dry run also from what the dry runs before would have left.
  const states = tried !== undefined && hashOf(content) !== file.after ? [tried, content] : [content];
  for (const from of states) {
    const back = givenBack(file, from);
    if (back !== undefined) return { ...back, path, from };
  }
  // Where people changed the list since, our entry alone goes.
  for (const from of states) {
    const left = written === undefined || from === null ? undefined : disk.unlisted?.(path, from, written);
    if (left !== undefined) return { state: 'in-part', content: left, path, from };
  }
  throw new TargetError('drift', `${shownPath(path)} changed since: its content differs from what was written`);
}

async function put(path: string, content: Content, disk: Disk, dryRun: boolean): Promise<void> {
  const { store } = disk;
  if (content === null) await store.remove(path, dryRun);
  else if ((await contentOf(path, disk)) === null) await store.make(path, content, dryRun);
  else await store.replace(path, content, dryRun);
}

/** null: there is none. Throws TargetError. */
async function contentOf(path: string, { manifests }: Disk): Promise<Content> {
  try {
    return await manifests.content(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new TargetError('failed', `${shownPath(path)}: ${problemText(error)}`, { cause: error });
  }
}

/** Removes what killed processes left beside the files. */
export async function sweepBeside(restores: readonly Json[], store: FileStore): Promise<void> {
  const found = restores.flatMap((value) => restoreOf(value) ?? []);
  const files = new Set(found.flatMap(filesIn).map(({ file }) => file));
  for (const file of files) if (await store.isInside(file)) await store.sweep(file);
}

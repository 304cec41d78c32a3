/** Manifests as a target: changes are splices in the text of a file, each proven before it is written. */
import { createDecoder } from '../../../decode/decode.ts';
import { asCopy, fileOfCopy } from '../../../kube/copies.ts';
import { kindOf } from '../../../kube/kinds.ts';
import { refOf } from '../../../kube/refs.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import {
  type ClusterIdentity,
  type SourceEvent,
  type Target,
  TargetError,
  type WriteRequest,
  type WriteResult,
} from '../../../model/ports.ts';
import type { Json, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { entriesOf, entryFor } from '../kustomize/beside.ts';
import { type EditedFile, shownEdit } from '../kustomize/entry.ts';
import { FileCache, isLong, isMissing, type LoadedFile } from '../read/loaded.ts';
import { type Manifests, shownPath } from '../read/manifests.ts';
import type { FoundObject } from '../read/objects.ts';
import { NOTHING, Scan } from '../read/scan.ts';
import type { Changes } from './changes.ts';
import { appended, type Edited, homeFor, newFile, refuseTaken, removed } from './create.ts';
import { giveBack } from './give-back.ts';
import { asObject, patch, type Standing, standingAt } from './patch.ts';
import { refusalIn } from './refusal.ts';
import { type FileRestore, inOrder, piecesOf, restoreOf, toJson } from './restore.ts';
import { FileStore } from './store.ts';

type Options = { readonly dryRun: boolean };
const LOCAL = { warnings: [], verified: 'local' } as const;

export class FilesTarget implements Target {
  readonly type = 'files';
  readonly #manifests: Manifests;
  readonly #cache: FileCache;
  readonly #store: FileStore;
  readonly #changes: Changes;
  #isIndexed = false;

  constructor(manifests: Manifests, changes: Changes) {
    this.#manifests = manifests;
    this.#cache = new FileCache(manifests);
    this.#store = new FileStore(manifests);
    this.#changes = changes;
  }

  identity(): Promise<ClusterIdentity> {
    return this.#manifests.identity();
  }

  async read(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined> {
    const standing = await this.#find(ref, false, signal);
    return standing === undefined ? undefined : copyOf(ref, standing.found);
  }

  async write(request: WriteRequest, { dryRun }: Options, signal: AbortSignal): Promise<WriteResult> {
    switch (request.op) {
      case 'create':
        return this.#create(request.object, dryRun, signal);
      case 'patch':
        return this.#patch(request, dryRun, signal);
      case 'delete':
        return this.#delete(request.ref, dryRun, signal);
    }
  }

  async restore(value: Json, { dryRun }: Options, signal: AbortSignal): Promise<WriteResult> {
    const restore = restoreOf(value);
    if (restore === undefined) throw new TargetError('failed', 'the journal has no content to restore the file from');
    await this.#index(signal);
    const { ref } = restore;
    const path = this.#store.given(restore.file);
    const given = await giveBack(inOrder(restore), { store: this.#store, cache: this.#cache }, dryRun);
    for (const { file } of restore.more ?? []) await this.#manifests.listed.reread(this.#store.given(file));
    if (dryRun) this.#store.demandWritable(path, restore.how !== 'create');
    // Of the file that holds the object, the diff of the object tells.
    if (dryRun) return { ...LOCAL, file: shownPath(path), files: given.filter((file) => file.path !== path) };
    const told = restore.how === 'splice' ? await this.#told(ref) : undefined;
    return told ?? this.#reread(path, ref, signal);
  }

  /** Where only the text of the object changed, all places are as they were. */
  async #told(ref: ObjectRef): Promise<WriteResult | undefined> {
    const place = this.#manifests.placeOf(ref);
    const standing = place === undefined ? undefined : standingAt(await this.#cache.load(place.path, true), place);
    if (standing === undefined || !isSame(standing, ref)) return undefined;
    this.#tell(copyOf(ref, standing.found), standing);
    return { ...LOCAL, after: copyOf(ref, standing.found) };
  }

  async #patch(request: Extract<WriteRequest, { op: 'patch' }>, dryRun: boolean, signal: AbortSignal) {
    const { ref, fieldChanges } = request;
    const standing = await this.#existing(ref, !dryRun, signal);
    const { text, hunks, after, value } = patch(standing, fieldChanges);
    const file = shownPath(standing.file.path);
    const result = { ...LOCAL, file, before: copyOf(ref, standing.found), after: copyOf(ref, after) };
    if (dryRun) {
      this.#store.demandWritable(standing.file.path, true);
      return result;
    }
    const restore = toJson({ ...(await this.#replace(standing.file, { text, hunks })), ref });
    if (isLong(standing.document)) await this.#cache.setValue(standing.place, value);
    this.#tell(copyOf(ref, after), standing, text);
    return { ...result, restore };
  }

  async #create(object: KubeObject, dryRun: boolean, signal: AbortSignal): Promise<WriteResult> {
    await this.#index(signal);
    const ref = refOf(object);
    refuseTaken(ref, this.#manifests.placeOf(ref));
    const { path, beside } = homeFor(object, this.#manifests);
    const file = await this.#loadIfThere(path, !dryRun);
    const entry = await entryFor(path, beside, this.#manifests, this.#cache);
    const files = entry === undefined ? {} : { files: [shownEdit(entry)] };
    if (dryRun) this.#store.demandWritable(path, file !== undefined);
    if (dryRun) return { ...LOCAL, file: shownPath(path), after: object, ...files };
    const made =
      file === undefined ? await this.#newFile(path, object) : await this.#replace(file, appended(file, object));
    const more = await this.#enter(path, file === undefined, entry);
    const restore = toJson({ ...made, ref, ...more });
    const now = await this.#cache.load(path, true);
    const last = now.documents.at(-1);
    const place = {
      path,
      document: now.documents.length,
      line: last?.line ?? 1,
      items: [],
      namespace: this.#manifests.namespace,
    };
    this.#manifests.place(ref, place);
    const standing = standingAt(now, place);
    if (standing === undefined)
      throw new TargetError('failed', `${shownPath(path)}: the new object reads differently than it was written`);
    const after = copyOf(ref, standing.found);
    this.#tell(after, standing);
    return { ...LOCAL, after, restore };
  }

  async #newFile(path: string, object: KubeObject): Promise<FileRestore> {
    const bytes = Buffer.from(newFile(object));
    const sha256 = await this.#store.make(path, bytes, false);
    return { file: this.#store.absolute(path), how: 'remove', sha256 };
  }

  /** A new file that cannot be entered does not stay. */
  async #enter(path: string, isNew: boolean, entry: EditedFile | undefined) {
    try {
      return await this.#writeEntries(entry === undefined ? [] : [entry]);
    } catch (error) {
      if (isNew) await this.#store.remove({ path }, false);
      throw error;
    }
  }

  async #writeEntries(entries: readonly EditedFile[]): Promise<{ readonly more?: readonly FileRestore[] }> {
    const more: FileRestore[] = [];
    for (const entry of entries) {
      more.push(await this.#replace(entry.file, entry));
      await this.#manifests.listed.reread(entry.file.path);
    }
    return more.length === 0 ? {} : { more };
  }

  async #delete(ref: ObjectRef, dryRun: boolean, signal: AbortSignal): Promise<WriteResult> {
    const standing = await this.#existing(ref, !dryRun, signal);
    const before = copyOf(ref, standing.found);
    const { file } = standing;
    const edited = removed(standing);
    const entries = edited === undefined ? await entriesOf(file.path, this.#manifests, this.#cache) : [];
    const files = entries.length === 0 ? {} : { files: entries.map(shownEdit) };
    if (dryRun) this.#store.demandWritable(file.path, true);
    if (dryRun) return { ...LOCAL, file: shownPath(file.path), before, ...files };
    const more = await this.#writeEntries(entries);
    if (edited === undefined) await this.#store.remove(file, false);
    const gone = { file: this.#store.absolute(file.path), how: 'create' as const, content: file.text };
    const restore = toJson({ ...(edited === undefined ? gone : await this.#replace(file, edited)), ref, ...more });
    await this.#reread(file.path, ref, signal);
    return { ...LOCAL, before, restore };
  }

  async #replace(file: LoadedFile, { text, hunks }: Edited): Promise<FileRestore> {
    const sha256 = await this.#store.replace(file, Buffer.from(text), false);
    return { file: this.#store.absolute(file.path), how: 'splice', sha256, pieces: piecesOf(text, hunks) };
  }

  async #existing(ref: ObjectRef, isSure: boolean, signal: AbortSignal): Promise<Standing> {
    const standing = await this.#find(ref, isSure, signal);
    if (standing === undefined) throw new TargetError('gone', 'is not in the files', { subject: ref });
    const { path, sha256 } = standing.file;
    if (this.#manifests.known(path) !== sha256)
      throw new TargetError('drift', `${shownPath(path)} changed since it was read`);
    return standing;
  }

  async #find(ref: ObjectRef, isSure: boolean, signal: AbortSignal): Promise<Standing | undefined> {
    await this.#index(signal);
    const place = this.#manifests.placeOf(ref);
    if (place === undefined) return undefined;
    const file = await this.#cache.load(place.path, isSure);
    const standing = standingAt(file, place);
    if (standing === undefined || !isSame(standing, ref)) {
      if (this.#manifests.known(place.path) === file.sha256) return undefined;
      throw new TargetError('drift', `${shownPath(place.path)} changed since it was read`);
    }
    return standing;
  }

  /** Reads everything once when no scan has told where the objects stand. */
  async #index(signal: AbortSignal): Promise<void> {
    if (this.#isIndexed || this.#manifests.places().size > 0) return;
    for await (const _ of new Scan(this.#manifests, NOTHING).events(signal)) signal.throwIfAborted();
    this.#isIndexed = true;
  }

  async #loadIfThere(path: string, isSure: boolean): Promise<LoadedFile | undefined> {
    try {
      const file = await this.#cache.load(path, isSure);
      const known = this.#manifests.known(path);
      if (known !== undefined && known !== file.sha256)
        throw new TargetError('drift', `${shownPath(path)} changed since it was read`);
      return file;
    } catch (error) {
      if (error instanceof TargetError && isMissing(error.cause)) return undefined;
      throw error;
    }
  }

  /** After documents came or went: every place in the file anew. */
  async #reread(path: string, ref: ObjectRef, signal: AbortSignal): Promise<WriteResult> {
    this.#manifests.forget(path);
    const isFound = !this.#manifests.isNamed(path);
    for await (const _ of new Scan(this.#manifests, NOTHING).file({ path, isFound }, signal)) signal.throwIfAborted();
    const standing = await this.#find(ref, true, signal);
    if (standing === undefined) {
      const kind = kindOf(ref.apiVersion, ref.kind) ?? 'CustomWorkload';
      this.#changes.publish({ type: 'remove', kind, refs: [ref] });
      return LOCAL;
    }
    this.#tell(copyOf(ref, standing.found), standing);
    return { ...LOCAL, after: copyOf(ref, standing.found) };
  }

  /** `text`: of the file as it is now, where that is at hand. */
  #tell(object: KubeObject, { place, found, document }: Standing, text?: string): void {
    const within = this.#manifests.within(place.path);
    const origin = { file: place.path, document: place.document, line: place.line, within };
    const refuses = text === undefined ? undefined : refusalIn(text.slice(document.start), text, place);
    const decoded = createDecoder().decode(object, undefined, origin);
    const event: SourceEvent = {
      type: 'upsert',
      kind: found.kind,
      items: [
        {
          object: asCopy(decoded.object, fileOfCopy(object)),
          facts: { ...decoded.facts, ...(refuses && { refuses }) },
        },
      ],
    };
    this.#changes.publish(event);
  }
}

function isSame({ found }: Standing, ref: ObjectRef): boolean {
  const { kind, metadata } = asObject(found);
  return (
    kind === ref.kind &&
    metadata.name === ref.name &&
    (metadata.namespace === UNPLACED || (ref.namespace ?? metadata.namespace) === metadata.namespace)
  );
}

/** As it stands in the file, and which copy of it. */
function copyOf({ file }: ObjectRef, found: FoundObject): KubeObject {
  return asCopy(asObject(found), file);
}

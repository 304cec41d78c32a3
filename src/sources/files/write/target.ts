/** Manifests as a target: changes are splices in the text of a file, each proven before it is written. */
import { existsSync } from 'node:fs';
import { kindOf } from '../../../kube/kinds.ts';
import { refKey, refOf } from '../../../kube/refs.ts';
import {
  type ClusterIdentity,
  type RestoreResult,
  type Target,
  TargetError,
  type WriteRequest,
  type WriteResult,
} from '../../../model/ports.ts';
import { type FileBytes, type FileRestore, restoreJson, restoreOf } from '../../../model/restore.ts';
import type { Json, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { encoded } from '../../../text/encoding.ts';
import { entriesOf, entryFor } from '../kustomize/beside.ts';
import { type EditedFile, shownEdit } from '../kustomize/entry.ts';
import { FileCache, isLong, type LoadedFile } from '../read/loaded.ts';
import { type Manifests, shownPath } from '../read/manifests.ts';
import { NOTHING, Scan } from '../read/scan.ts';
import { sha256 } from '../read/text.ts';
import type { Changes } from './changes.ts';
import { appended, type Edited, homeFor, newFile, refuseTaken, removed } from './create.ts';
import { objectIn, stateOf } from './give-back.ts';
import { patch, type Standing, standingAt } from './patch.ts';
import { named, piecesOf } from './restore.ts';
import { backsOf, type Disk, putBacks, shownBacks, sweepBeside, unwrite } from './restored.ts';
import { copyOf, isSame, upsertOf } from './standing.ts';
import { FileStore } from './store.ts';

type Options = { readonly dryRun: boolean };
const LOCAL = { warnings: [], verified: 'local' } as const;

export class FilesTarget implements Target {
  readonly type = 'files';
  readonly #manifests: Manifests;
  readonly #cache: FileCache;
  readonly #store: FileStore;
  readonly #changes: Changes;
  readonly #disk: Disk;

  constructor(manifests: Manifests, changes: Changes) {
    this.#manifests = manifests;
    this.#cache = new FileCache(manifests);
    this.#store = new FileStore(manifests);
    this.#changes = changes;
    this.#disk = { store: this.#store, manifests };
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

  async restore(value: Json, { dryRun }: Options, signal: AbortSignal): Promise<RestoreResult> {
    const restore = restoreOf(value);
    if (restore === undefined) throw new TargetError('failed', 'the journal has no content to restore the file from');
    const { ref, more = [] } = restore;
    const backs = await this.#backs(restore, signal);
    await putBacks(backs, this.#disk, dryRun);
    for (const { file } of more) await this.#manifests.listed.reread(await this.#store.given(file));
    const [[own, ...others], standing] = [backs, stateOf(backs)];
    if (!dryRun && standing.state !== 'as-before') await this.#reread(own.path, ref, signal);
    const [before, after] = [own.from, own.content].map((each) => objectIn(each, ref));
    return {
      ...LOCAL,
      ...standing,
      file: shownPath(own.path),
      files: shownBacks(others),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }

  async #backs(restore: FileRestore, signal: AbortSignal): ReturnType<typeof backsOf> {
    try {
      return await backsOf(restore, this.#disk);
    } catch (error) {
      if (error instanceof TargetError && error.code === 'drift')
        await this.#attend(await this.#store.given(restore.file), signal);
      throw error;
    }
  }

  startOver(): void {
    this.#store.startOver();
  }

  roots(): Promise<readonly string[]> {
    return this.#manifests.roots();
  }

  sweep(restores: readonly Json[]): Promise<void> {
    return sweepBeside(restores, this.#store);
  }

  /** Of a file that nobody has named: where its objects stand, so that they can be changed by value. */
  async #attend(path: string, signal: AbortSignal): Promise<void> {
    await this.#index(signal);
    if (this.#manifests.known(path) !== undefined) return;
    for await (const _ of new Scan(this.#manifests, NOTHING).file({ path, isFound: true }, signal))
      signal.throwIfAborted();
  }

  async #patch(request: Extract<WriteRequest, { op: 'patch' }>, dryRun: boolean, signal: AbortSignal) {
    const { ref, fieldChanges } = request;
    const standing = await this.#existing(ref, !dryRun, signal);
    const { text, hunks, after, value } = patch(standing, fieldChanges);
    const file = shownPath(standing.file.path);
    const result = { ...LOCAL, file, before: copyOf(ref, standing.found), after: copyOf(ref, after) };
    const restore = restoreJson({ ...(await this.#splice(standing.file, { text, hunks }, dryRun)), ref });
    if (dryRun) return { ...result, restore };
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
    const made =
      file === undefined
        ? await this.#newFile(path, object, dryRun)
        : await this.#splice(file, appended(file, object), dryRun);
    const more = await this.#enter(path, file === undefined, entry, dryRun);
    const restore = restoreJson({ ...made, ref, ...more });
    if (dryRun) return { ...LOCAL, file: shownPath(path), after: object, ...files, restore };
    const now = await this.#cache.load(path, true);
    const last = now.documents.at(-1);
    const place = {
      path,
      document: now.documents.length,
      line: last?.line ?? 1,
      items: [],
      namespace: this.#manifests.namespace,
    };
    this.#manifests.place(refKey(ref), place);
    const standing = standingAt(now, place);
    if (standing === undefined)
      throw new TargetError('failed', `${shownPath(path)}: the new object reads differently than it was written`);
    const after = copyOf(ref, standing.found);
    this.#tell(after, standing);
    return { ...LOCAL, after, restore };
  }

  async #newFile(path: string, object: KubeObject, dryRun: boolean): Promise<FileBytes> {
    const bytes = Buffer.from(newFile(object));
    await this.#written(path, dryRun, () => this.#store.make(path, bytes, false));
    return { file: await this.#store.real(path), before: null, after: sha256(bytes), pieces: [] };
  }

  /** A new file that cannot be entered does not stay; one that is listed does, whatever else failed. */
  async #enter(path: string, isNew: boolean, entry: EditedFile | undefined, dryRun: boolean) {
    const entries = entry === undefined ? [] : [entry];
    try {
      return await this.#writeEntries(entries, dryRun);
    } catch (error) {
      if (!dryRun) {
        await unwrite(entries, this.#disk);
        if (isNew) await this.#store.remove(path, false);
      }
      throw error;
    }
  }

  async #writeEntries(
    entries: readonly EditedFile[],
    dryRun: boolean,
  ): Promise<{ readonly more?: readonly FileBytes[] }> {
    const more: FileBytes[] = [];
    for (const entry of entries) {
      more.push(await this.#splice(entry.file, entry, dryRun));
      if (!dryRun) await this.#manifests.listed.reread(entry.file.path);
    }
    return more.length === 0 ? {} : { more };
  }

  async #delete(ref: ObjectRef, dryRun: boolean, signal: AbortSignal): Promise<WriteResult> {
    const standing = await this.#existing(ref, !dryRun, signal);
    const before = copyOf(ref, standing.found);
    const [{ file }, edited] = [standing, removed(standing)];
    const entries = edited === undefined ? await entriesOf(file.path, this.#manifests, this.#cache) : [];
    const files = entries.length === 0 ? {} : { files: entries.map(shownEdit) };
    const more = await this.#writeEntries(entries, dryRun);
    const gone =
      edited === undefined ? await this.#dropFile(file, entries, dryRun) : await this.#splice(file, edited, dryRun);
    const restore = restoreJson({ ...gone, ref, ...more });
    if (dryRun) return { ...LOCAL, file: shownPath(file.path), before, ...files, restore };
    await this.#reread(file.path, ref, signal);
    return { ...LOCAL, before, restore };
  }

  /** Its entries come back where it cannot go. */
  async #dropFile(
    { path, text, sha256: before, encoding }: LoadedFile,
    entries: readonly EditedFile[],
    dryRun: boolean,
  ): Promise<FileBytes> {
    const file = await this.#store.real(path);
    try {
      await this.#written(path, dryRun, () => this.#store.remove(path, false));
    } catch (error) {
      if (!dryRun && existsSync(path)) await unwrite(entries, this.#disk);
      throw error;
    }
    return { file, before, after: null, pieces: [{ at: 0, length: 0, old: text }], ...named(encoding) };
  }

  async #splice(file: LoadedFile, { text, hunks }: Edited, dryRun: boolean): Promise<FileBytes> {
    const { path, sha256: before, encoding } = file;
    const bytes = encoded(text, encoding);
    await this.#written(path, dryRun, () => this.#store.replace(path, bytes, false));
    const pieces = piecesOf(text, hunks, encoding);
    return { file: await this.#store.real(path), before, after: sha256(bytes), pieces, ...named(encoding) };
  }

  async #written(path: string, dryRun: boolean, write: () => Promise<unknown>): Promise<void> {
    await (dryRun ? this.#store.demand(path) : write());
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
    if (this.#manifests.isScanned) return;
    for await (const _ of new Scan(this.#manifests, NOTHING).events(signal)) signal.throwIfAborted();
  }

  async #loadIfThere(path: string, isSure: boolean): Promise<LoadedFile | undefined> {
    try {
      const file = await this.#cache.load(path, isSure);
      const known = this.#manifests.known(path);
      if (known !== undefined && known !== file.sha256)
        throw new TargetError('drift', `${shownPath(path)} changed since it was read`);
      return file;
    } catch (error) {
      if (error instanceof TargetError && error.code === 'gone') return undefined;
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

  #tell(object: KubeObject, standing: Standing, text?: string): void {
    this.#changes.publish(upsertOf(object, standing, this.#manifests.within(standing.place.path), text));
  }
}

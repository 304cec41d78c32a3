/** Manifests as a target: changes are splices in the text of a file, each proven before it is written. */
import { createDecoder } from '../../../decode/decode.ts';
import { kindOf } from '../../../kube/kinds.ts';
import { refOf } from '../../../kube/refs.ts';
import {
  type ClusterIdentity,
  type RestoreResult,
  type SourceEvent,
  type Target,
  TargetError,
  type WriteRequest,
  type WriteResult,
} from '../../../model/ports.ts';
import { type FileBytes, filesIn, restoreJson, restoreOf } from '../../../model/restore.ts';
import type { Json, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { reasonOf } from '../read/discover.ts';
import { FileCache, isLong, isMissing, type LoadedFile } from '../read/loaded.ts';
import { type Manifests, shownPath } from '../read/manifests.ts';
import { NOTHING, Scan } from '../read/scan.ts';
import { sha256 } from '../read/text.ts';
import type { Changes } from './changes.ts';
import { appended, type Edited, fileFor, newFile, refuseTaken, removed } from './create.ts';
import { type Content, type GivenBack, givenBack, hashOf, objectIn, stateOf } from './give-back.ts';
import { asObject, patch, type Standing, standingAt } from './patch.ts';
import { piecesOf } from './restore.ts';
import { FileStore } from './store.ts';

type Options = { readonly dryRun: boolean };
const LOCAL = { warnings: [], verified: 'local' } as const;

interface PathBack extends GivenBack {
  readonly path: string;
  readonly from: Content;
}

export class FilesTarget implements Target {
  readonly type = 'files';
  readonly #manifests: Manifests;
  readonly #cache: FileCache;
  readonly #store: FileStore;
  readonly #changes: Changes;

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
    return standing === undefined ? undefined : asObject(standing.found);
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
    const backs: PathBack[] = [];
    for (const file of filesIn(restore)) backs.push(await this.#backOf(file, signal));
    const [own, ...more] = backs;
    if (own === undefined) throw new RangeError('a restore is about a file');
    // What lists a file comes after it, and goes before it.
    for (const { path, content, state } of own.content === null ? [...more, own] : backs)
      if (state !== 'as-before') await this.#put(path, content, dryRun);
    const state = stateOf(backs);
    const { ref } = restore;
    if (!dryRun && state !== 'as-before') await this.#reread(own.path, ref, signal);
    const [before, after] = [own.from, own.content].map((each) => objectIn(each, ref));
    return {
      ...LOCAL,
      state,
      file: shownPath(own.path),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
  }

  /** Throws TargetError: drift where what was written cannot be told from what was changed since. */
  async #backOf(file: FileBytes, signal: AbortSignal): Promise<PathBack> {
    const path = await this.#store.given(file.file);
    await this.#store.demandInside(path);
    const back = this.#givenBack(path, file, await this.#contentOf(path));
    if (back !== undefined) return { ...back, path };
    await this.#attend(path, signal);
    throw new TargetError('drift', `${shownPath(path)} changed since: its content differs from what was written`);
  }

  startOver(): void {
    this.#store.startOver();
  }

  roots(): Promise<readonly string[]> {
    return this.#manifests.roots();
  }

  async sweep(restores: readonly Json[]): Promise<void> {
    const found = restores.flatMap((value) => restoreOf(value) ?? []);
    const files = new Set(found.flatMap(filesIn).map(({ file }) => file));
    for (const file of files) if (await this.#store.isInside(file)) await this.#store.sweep(file);
  }

  /** From the file as it is; in a dry run also from what the dry runs before would have left. */
  #givenBack(path: string, restore: FileBytes, content: Content): Omit<PathBack, 'path'> | undefined {
    const tried = this.#store.tried(path);
    if (tried !== undefined && hashOf(content) !== restore.after) {
      const back = givenBack(restore, tried);
      if (back !== undefined) return { ...back, from: tried };
    }
    const back = givenBack(restore, content);
    return back === undefined ? undefined : { ...back, from: content };
  }

  async #put(path: string, content: Content, dryRun: boolean): Promise<void> {
    if (content === null) await this.#store.remove(path, dryRun);
    else if ((await this.#contentOf(path)) === null) await this.#store.make(path, content, dryRun);
    else await this.#store.replace(path, content, dryRun);
  }

  /** null: there is none. Throws TargetError. */
  async #contentOf(path: string): Promise<Content> {
    try {
      return await this.#manifests.bytes(path);
    } catch (error) {
      if (isMissing(error)) return null;
      throw new TargetError('failed', `${shownPath(path)}: ${reasonOf(error)}`, { cause: error });
    }
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
    const result = { ...LOCAL, file, before: asObject(standing.found), after: asObject(after) };
    const restore = await this.#splice(standing.file, { text, hunks }, ref, dryRun);
    if (dryRun) return { ...result, restore };
    if (isLong(standing.document)) await this.#cache.setValue(standing.place, value);
    this.#tell(asObject(after), standing);
    return { ...result, restore };
  }

  async #create(object: KubeObject, dryRun: boolean, signal: AbortSignal): Promise<WriteResult> {
    await this.#index(signal);
    const ref = refOf(object);
    refuseTaken(ref, this.#manifests.placeOf(ref));
    const path = fileFor(object, this.#manifests);
    const file = await this.#loadIfThere(path, !dryRun);
    const restore =
      file === undefined
        ? await this.#newFile(path, object, dryRun)
        : await this.#splice(file, appended(file, object), ref, dryRun);
    if (dryRun) return { ...LOCAL, file: shownPath(path), after: object, restore };
    const now = await this.#cache.load(path, true);
    const last = now.documents.at(-1);
    const place = { path, document: now.documents.length, line: last?.line ?? 1, items: [] };
    this.#manifests.place(ref, place);
    const standing = standingAt(now, place);
    if (standing === undefined)
      throw new TargetError('failed', `${shownPath(path)}: the new object reads differently than it was written`);
    const after = asObject(standing.found);
    this.#tell(after, standing);
    return { ...LOCAL, after, restore };
  }

  async #newFile(path: string, object: KubeObject, dryRun: boolean): Promise<Json> {
    const bytes = Buffer.from(newFile(object));
    await this.#written(path, dryRun, () => this.#store.make(path, bytes, false));
    const file = await this.#store.real(path);
    return restoreJson({ file, ref: refOf(object), before: null, after: sha256(bytes), pieces: [] });
  }

  async #delete(ref: ObjectRef, dryRun: boolean, signal: AbortSignal): Promise<WriteResult> {
    const standing = await this.#existing(ref, !dryRun, signal);
    const before = asObject(standing.found);
    const { file } = standing;
    const edited = removed(standing);
    const restore =
      edited === undefined ? await this.#dropFile(file, ref, dryRun) : await this.#splice(file, edited, ref, dryRun);
    if (dryRun) return { ...LOCAL, file: shownPath(file.path), before, restore };
    await this.#reread(file.path, ref, signal);
    return { ...LOCAL, before, restore };
  }

  async #dropFile({ path, text, sha256: before }: LoadedFile, ref: ObjectRef, dryRun: boolean): Promise<Json> {
    const file = await this.#store.real(path);
    await this.#written(path, dryRun, () => this.#store.remove(path, false));
    return restoreJson({ file, ref, before, after: null, pieces: [{ at: 0, length: 0, old: text }] });
  }

  async #splice(file: LoadedFile, { text, hunks }: Edited, ref: ObjectRef, dryRun: boolean): Promise<Json> {
    const bytes = Buffer.from(text);
    await this.#written(file.path, dryRun, () => this.#store.replace(file.path, bytes, false));
    const real = await this.#store.real(file.path);
    const pieces = piecesOf(text, hunks);
    return restoreJson({ file: real, ref, before: file.sha256, after: sha256(bytes), pieces });
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
    this.#tell(asObject(standing.found), standing);
    return { ...LOCAL, after: asObject(standing.found) };
  }

  #tell(object: KubeObject, { place, found }: Standing): void {
    const origin = { file: place.path, document: place.document, line: place.line };
    const event: SourceEvent = {
      type: 'upsert',
      kind: found.kind,
      items: [createDecoder().decode(object, undefined, origin)],
    };
    this.#changes.publish(event);
  }
}

function isSame({ found }: Standing, ref: ObjectRef): boolean {
  const { kind, metadata } = asObject(found);
  return (
    kind === ref.kind && metadata.name === ref.name && (ref.namespace ?? metadata.namespace) === metadata.namespace
  );
}

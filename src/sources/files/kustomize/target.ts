/**
 * A kustomization as a target: a change is a new file in its folder and an entry that names it. Each is first tried in a
 * copy, and written only when the copy built what was meant and every other byte as before.
 */
import { basename, join, relative, resolve } from 'node:path';
import { createDecoder } from '../../../decode/decode.ts';
import { canonicalJson } from '../../../kube/canonical.ts';
import { kindOf } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { refKey, refOf } from '../../../kube/refs.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import {
  type ClusterIdentity,
  type RestoreResult,
  type Target,
  TargetError,
  type WriteRequest,
  type WriteResult,
} from '../../../model/ports.ts';
import { type FileRestore, restoreJson, restoreOf } from '../../../model/restore.ts';
import type { Json, JsonObject, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { encoded } from '../../../text/encoding.ts';
import { FileCache, parse } from '../read/loaded.ts';
import { Manifests } from '../read/manifests.ts';
import { objectAt } from '../read/objects.ts';
import { sha256 } from '../read/text.ts';
import type { Changes } from '../write/changes.ts';
import { stateOf } from '../write/give-back.ts';
import { asObject, patch, type Standing, standingAt } from '../write/patch.ts';
import { named, piecesOf } from '../write/restore.ts';
import { backsOf, type Disk, putBacks, shownBacks, sweepBeside, unwrite } from '../write/restored.ts';
import { FileStore } from '../write/store.ts';
import type { Build, Built } from './build.ts';
import { bytesOf, withoutEntry } from './entry.ts';
import { type Proven, provenAddition, provenChange } from './proof.ts';
import { identityOfBuild } from './rendered.ts';

const LOCAL = { warnings: [], verified: 'local' } as const;

export class KustomizeTarget implements Target {
  readonly type = 'files';
  readonly #build: Build;
  readonly #changes: Changes;
  readonly #cache: FileCache;
  readonly #store: FileStore;
  readonly #files: Manifests;
  readonly #disk: Disk;
  #tried: { readonly of: Built | undefined; readonly found: Map<string, Promise<Meant>> } = {
    of: undefined,
    found: new Map(),
  };

  constructor(build: Build, changes: Changes) {
    this.#build = build;
    this.#changes = changes;
    const files = new Manifests({ paths: [build.dir] });
    this.#files = files;
    this.#cache = new FileCache(files);
    this.#store = new FileStore(files);
    this.#disk = { store: this.#store, manifests: files, unlisted };
  }

  identity(): Promise<ClusterIdentity> {
    return identityOfBuild(this.#build.dir);
  }

  async read(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined> {
    const standing = this.#find(ref, await this.#build.demand(signal));
    return standing === undefined ? undefined : asObject(standing.found);
  }

  async write(request: WriteRequest, { dryRun }: { readonly dryRun: boolean }, signal: AbortSignal) {
    const built = await this.#build.demand(signal);
    const meant = await this.#meant(request, built, signal);
    const { before, after, proven } = meant;
    const result: WriteResult = {
      ...LOCAL,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      file: this.#build.pathOf(built, proven.file.name),
      files: proven.shown,
    };
    const restore = await this.#wayBack(built, proven, meant.ref);
    if (dryRun) return { ...result, restore: restoreJson(restore) };
    await this.#writeOut(built, proven, restore, signal);
    const { file: added, entry } = proven;
    const list = { name: basename(entry.file.path), text: entry.text };
    await this.#tell(meant.ref, await this.#build.follow(built, [added, list], signal), signal);
    return { ...result, restore: restoreJson(restore) };
  }

  async restore(value: Json, { dryRun }: { readonly dryRun: boolean }, signal: AbortSignal): Promise<RestoreResult> {
    const restore = restoreOf(value);
    if (restore === undefined) throw new TargetError('failed', 'the journal has no content to restore the files from');
    const backs = await backsOf(restore, this.#disk);
    await putBacks(backs, this.#disk, dryRun);
    const [own] = backs;
    const state = stateOf(backs);
    const shown = await this.#shown();
    const files = shownBacks(backs).map((each) => ({ ...each, path: shown(each.path) }));
    const result = { ...LOCAL, ...state, file: shown(own.path), files };
    const { ref } = restore;
    // Bytes come back whether or not the folder can be built.
    const built = await this.#build.now(signal);
    if ('problems' in built) return result;
    const standing = this.#find(ref, built);
    const before = standing === undefined ? {} : { before: asObject(standing.found) };
    if (dryRun || state.state === 'as-before') return { ...result, ...before };
    const after = await this.#tell(ref, built, signal);
    return { ...result, ...before, ...(after === undefined ? {} : { after }) };
  }

  startOver(): void {
    this.#store.startOver();
  }

  sweep(restores: readonly Json[]): Promise<void> {
    return sweepBeside(restores, this.#store);
  }

  roots(): Promise<readonly string[]> {
    return this.#files.roots();
  }

  /** Tried once for each state of the tree, however often it is asked for. */
  #meant(request: WriteRequest, built: Built, signal: AbortSignal): Promise<Meant> {
    if (this.#tried.of !== built) this.#tried = { of: built, found: new Map() };
    const key = canonicalJson(request as unknown as Json);
    const { found } = this.#tried;
    const known = found.get(key) ?? this.#prove(request, built, signal);
    found.set(key, known);
    known.catch(() => found.delete(key));
    return known;
  }

  async #prove(request: WriteRequest, built: Built, signal: AbortSignal): Promise<Meant> {
    const trial = { build: this.#build, built, cache: this.#cache, signal };
    if (request.op === 'create') {
      const ref = refOf(request.object);
      if (this.#find(ref, built) !== undefined) throw new TargetError('conflict', 'is built already', { subject: ref });
      const { proven, value } = await provenAddition(request.object, trial);
      const found = objectAt(value, [], placeOf(ref));
      return { ref, proven, ...(found === undefined ? {} : { after: asObject(found) }) };
    }
    const standing = this.#find(request.ref, built);
    if (standing === undefined) throw new TargetError('gone', 'is not built', { subject: request.ref });
    const before = asObject(standing.found);
    const changed = request.op === 'patch' ? patch(standing, request.fieldChanges) : undefined;
    const proven = await provenChange({ standing, wanted: changed?.value, ref: request.ref }, trial);
    return { ref: request.ref, before, proven, ...(changed === undefined ? {} : { after: asObject(changed.after) }) };
  }

  /** Throws TargetError for what could not be written. */
  async #wayBack(built: Built, { file, entry }: Proven, ref: ObjectRef): Promise<FileRestore> {
    const path = this.#build.pathOf(built, file.name);
    const { top } = built.tree;
    const list = await this.#cache.load(top.path, true);
    if (list.text !== top.text) throw new TargetError('drift', `${top.path} changed since it was read`);
    for (const each of [path, top.path]) await this.#store.demand(each);
    const [made, listed] = [await this.#store.real(path), await this.#store.real(top.path)];
    const pieces = piecesOf(entry.text, entry.hunks, list.encoding);
    const after = sha256(bytesOf(entry));
    const more = [{ file: listed, before: list.sha256, after, pieces, ...named(list.encoding) }];
    return { file: made, ref, before: null, after: sha256(file.text), pieces: [], more };
  }

  /** The file first: a kustomization never names one that is not there. */
  async #writeOut(
    built: Built,
    { file, entry, documents }: Proven,
    restore: FileRestore,
    signal: AbortSignal,
  ): Promise<void> {
    const path = this.#build.pathOf(built, file.name);
    await this.#store.make(path, Buffer.from(file.text), false);
    try {
      await this.#store.replace(built.tree.top.path, bytesOf(entry), false);
    } catch (error) {
      await unwrite([entry], this.#disk);
      await this.#store.remove(path, false);
      throw error;
    }
    await this.#demandBuilt(documents, restore, signal);
  }

  /** The tree itself builds what its copy did, or everything is taken back. */
  async #demandBuilt(documents: Proven['documents'], restore: FileRestore, signal: AbortSignal): Promise<void> {
    const now = await this.#build.now(signal);
    const isSame =
      'documents' in now &&
      now.documents.length === documents.length &&
      now.documents.every(({ text }, index) => text === documents[index]?.text);
    if (isSame) return;
    await putBacks(await backsOf(restore, this.#disk), this.#disk, false);
    throw new TargetError('drift', `${this.#build.dir} builds something else than its copy did: it was taken back`);
  }

  /** Under the folder as it was given, whatever links led there. */
  async #shown(): Promise<(path: string) => string> {
    const [root = ''] = await this.#files.roots();
    return (path) => {
      const inside = relative(root, resolve(path));
      return inside.startsWith('..') ? path : join(this.#build.dir, inside);
    };
  }

  #find(ref: ObjectRef, built: Built): Standing | undefined {
    return standingIn(built, ref);
  }

  async #tell(ref: ObjectRef, built: Built, signal: AbortSignal): Promise<KubeObject | undefined> {
    const standing = this.#find(ref, built);
    if (standing === undefined) {
      const kind = kindOf(ref.apiVersion, ref.kind) ?? 'CustomWorkload';
      this.#changes.publish({ type: 'remove', kind, refs: [ref] });
      return undefined;
    }
    const value = built.documents[standing.document.number - 1]?.value ?? {};
    const { file, document, line } = await this.#build.originOf(built, value, signal);
    const item = createDecoder().decode(asObject(standing.found), undefined, { file, document, line });
    this.#changes.publish({ type: 'upsert', kind: standing.found.kind, items: [item] });
    return asObject(standing.found);
  }
}

/** The text without the entry of one of our files, in whichever list it stands. */
function unlisted(path: string, content: Buffer, written: string): Buffer | undefined {
  const list = parse(path, content);
  const name = basename(written);
  const isMeant = (entry: string) => entry === name || entry === `./${name}`;
  const text = (['patches', 'resources', 'patchesJson6902'] as const)
    .map((field) => withoutEntry(list, field, isMeant).text)
    .find((each) => each !== list.text);
  return text === undefined ? undefined : encoded(text, list.encoding);
}

interface Meant {
  readonly ref: ObjectRef;
  readonly before?: KubeObject;
  readonly after?: KubeObject;
  readonly proven: Proven;
}

/** By its name, or by the name that prefix and suffix of the kustomization make of it. */
function standingIn(built: Built, ref: ObjectRef): Standing | undefined {
  const { prefix, suffix } = built.naming;
  const names = [ref.name, `${prefix}${ref.name}${suffix}`];
  for (const name of names) {
    const at = built.documents.findIndex(({ value }) => isRef(value, { ...ref, name }));
    if (at < 0) continue;
    const place = { path: built.file.path, document: at + 1, line: 1, items: [], namespace: placeOf(ref) };
    return standingAt(built.file, place);
  }
  return undefined;
}

/** What names no namespace may have been given the one of the reference: by this session or another. */
function placeOf({ namespace = UNPLACED }: ObjectRef): string {
  return namespace;
}

function isRef(value: JsonObject, ref: ObjectRef): boolean {
  if (value.kind !== ref.kind || !isJsonObject(value.metadata) || value.metadata.name !== ref.name) return false;
  const found = objectAt(value, [], placeOf(ref));
  return found !== undefined && refKey(refOf(asObject(found))) === refKey(ref);
}

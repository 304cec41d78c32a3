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
import {
  type ClusterIdentity,
  type Target,
  TargetError,
  type WriteRequest,
  type WriteResult,
} from '../../../model/ports.ts';
import type { Json, JsonObject, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { FileCache, type LoadedFile, parse } from '../read/loaded.ts';
import { Manifests } from '../read/manifests.ts';
import { objectAt } from '../read/objects.ts';
import type { Changes } from '../write/changes.ts';
import { giveBack } from '../write/give-back.ts';
import { asObject, patch, type Standing, standingAt } from '../write/patch.ts';
import { type FileRestore, inOrder, piecesOf, type Restore, restoreOf, toJson } from '../write/restore.ts';
import { FileStore } from '../write/store.ts';
import type { Build, Built } from './build.ts';
import { withoutEntry } from './entry.ts';
import { type Proven, provenAddition, provenChange } from './proof.ts';
import { identityOfBuild } from './rendered.ts';

const LOCAL = { warnings: [], verified: 'local' } as const;

export class KustomizeTarget implements Target {
  readonly type = 'files';
  readonly #build: Build;
  readonly #changes: Changes;
  readonly #cache: FileCache;
  readonly #store: FileStore;
  #tried: { readonly of: Built | undefined; readonly found: Map<string, Promise<Meant>> } = {
    of: undefined,
    found: new Map(),
  };

  constructor(build: Build, changes: Changes) {
    this.#build = build;
    this.#changes = changes;
    const files = new Manifests({ paths: [build.dir] });
    this.#cache = new FileCache(files);
    this.#store = new FileStore(files);
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
    if (dryRun) return result;
    const restore = await this.#writeOut(built, proven, meant.ref, signal);
    const { file: added, entry } = proven;
    const list = { name: basename(entry.file.path), text: entry.text };
    await this.#tell(meant.ref, await this.#build.follow(built, [added, list], signal), signal);
    return { ...result, restore };
  }

  async restore(value: Json, { dryRun }: { readonly dryRun: boolean }, signal: AbortSignal): Promise<WriteResult> {
    const restore = restoreOf(value);
    if (restore === undefined) throw new TargetError('failed', 'the journal has no content to restore the files from');
    const back = await this.#asItIsNow(restore, dryRun);
    const given = await giveBack(inOrder(back), { store: this.#store, cache: this.#cache }, dryRun);
    const files = given.map((each) => ({ ...each, path: this.#shown(each.path) }));
    const file = this.#shown(restore.file);
    if (dryRun) return { ...LOCAL, file, files };
    const after = await this.#tell(restore.ref, await this.#build.demand(signal), signal);
    return { ...LOCAL, file, ...(after === undefined ? {} : { after }) };
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
      const found = objectAt(value, []);
      return { ref, proven, ...(found === undefined ? {} : { after: asObject(found) }) };
    }
    const standing = this.#find(request.ref, built);
    if (standing === undefined) throw new TargetError('gone', 'is not built', { subject: request.ref });
    const before = asObject(standing.found);
    const changed = request.op === 'patch' ? patch(standing, request.fieldChanges) : undefined;
    const proven = await provenChange({ standing, wanted: changed?.value, ref: request.ref }, trial);
    return { ref: request.ref, before, proven, ...(changed === undefined ? {} : { after: asObject(changed.after) }) };
  }

  /** The file first: a kustomization never names one that is not there. */
  async #writeOut(
    built: Built,
    { file, entry, documents }: Proven,
    ref: ObjectRef,
    signal: AbortSignal,
  ): Promise<Json> {
    const path = this.#build.pathOf(built, file.name);
    const { top } = built.tree;
    const list = await this.#cache.load(top.path, true);
    if (list.text !== top.text) throw new TargetError('drift', `${top.path} changed since it was read`);
    const sha256 = await this.#store.make(path, Buffer.from(file.text), false);
    const made: FileRestore = { file: this.#store.absolute(path), how: 'remove', sha256 };
    let restore: Json;
    try {
      const hash = await this.#store.replace(list, Buffer.from(entry.text), false);
      const pieces = piecesOf(entry.text, entry.hunks);
      const more: FileRestore = { file: this.#store.absolute(top.path), how: 'splice', sha256: hash, pieces };
      restore = toJson({ ...made, ref, more: [more] });
    } catch (error) {
      await this.#store.remove({ path }, false);
      throw error;
    }
    await this.#demandBuilt(documents, restore, signal);
    return restore;
  }

  /** The tree itself builds what its copy did, or everything is taken back. */
  async #demandBuilt(documents: Proven['documents'], restore: Json, signal: AbortSignal): Promise<void> {
    const now = await this.#build.now(signal);
    const isSame =
      'documents' in now &&
      now.documents.length === documents.length &&
      now.documents.every(({ text }, index) => text === documents[index]?.text);
    if (isSame) return;
    const back = restoreOf(restore);
    if (back !== undefined) await giveBack(inOrder(back), { store: this.#store, cache: this.#cache }, false);
    throw new TargetError('drift', `${this.#build.dir} builds something else than its copy did: it was taken back`);
  }

  /** Where people changed the kustomization since, our entry alone goes. */
  async #asItIsNow(restore: Restore, dryRun: boolean): Promise<Restore> {
    const more = await Promise.all(
      (restore.more ?? []).map((each) => this.#withoutOurs(each, basename(restore.file), dryRun)),
    );
    return { ...restore, more };
  }

  async #withoutOurs(list: FileRestore, name: string, dryRun: boolean): Promise<FileRestore> {
    if (list.how !== 'splice') return list;
    const disk = await this.#cache.load(list.file, true);
    const tried = dryRun ? this.#store.tried(list.file) : undefined;
    const states = [...(tried === undefined ? [] : [parse(list.file, tried.bytes)]), disk];
    if (states.some(({ sha256 }) => sha256 === list.sha256)) return list;
    for (const now of states) {
      const text = withoutOurs(now, name);
      if (text === now.text) continue;
      return { ...list, sha256: now.sha256, pieces: [{ at: 0, length: now.bytes.length, old: text }] };
    }
    return list;
  }

  /** Under the folder as it was given. */
  #shown(path: string): string {
    const { dir } = this.#build;
    const inside = relative(resolve(dir), path);
    return inside.startsWith('..') ? path : join(dir, inside);
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
function withoutOurs(list: LoadedFile, name: string): string {
  const isMeant = (path: string) => path === name || path === `./${name}`;
  const { text } = withoutEntry(list, 'patches', isMeant);
  return text === list.text ? withoutEntry(list, 'resources', isMeant).text : text;
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
    return standingAt(built.file, { path: built.file.path, document: at + 1, line: 1, items: [] });
  }
  return undefined;
}

function isRef(value: JsonObject, ref: ObjectRef): boolean {
  if (value.kind !== ref.kind || !isJsonObject(value.metadata) || value.metadata.name !== ref.name) return false;
  const found = objectAt(value, []);
  return found !== undefined && refKey(refOf(asObject(found))) === refKey(ref);
}

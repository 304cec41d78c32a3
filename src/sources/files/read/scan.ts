/** One reading of all files: the objects in batches, and what could not be read. */
import { basename } from 'node:path';
import { createDecoder, type Decoder } from '../../../decode/decode.ts';
import { refOf } from '../../../kube/refs.ts';
import type { KindRequest, Observed, SourceEvent } from '../../../model/ports.ts';
import type { KubeObject, StoredKind } from '../../../plugin-api/index.ts';
import { PatchFiles } from '../kustomize/asides.ts';
import { isKustomizationFile, saysKustomization } from '../kustomize/kustomization.ts';
import { isPatchAlone } from '../kustomize/patch-alone.ts';
import { ForeignFiles, UnlookedKinds } from './asides.ts';
import { CustomResources, type Settled } from './custom-resources.ts';
import type { Discovered, ManifestPath } from './discover.ts';
import { findDocuments, readDocument, type TextDocument } from './documents.ts';
import { Duplicates } from './duplicates.ts';
import { Failures } from './failures.ts';
import { type Manifests, shownPath } from './manifests.ts';
import { type Found, type FoundObject, objectsIn } from './objects.ts';
import { errorAbout, FileProblems, type MessageEvent, message } from './problems.ts';
import type { ManifestText } from './text.ts';

/** So long is read before what was found is given on, and others may run. */
const SLICE_MS = 10;
const NO_OBJECTS = 'Objects have an apiVersion and a kind.';
const NO_FILES = 'Manifests are files named .yaml, .yml or .json.';
const DEEPER = 'With -R those in sub-folders are read too.';

/** Describes a chart: it has an apiVersion of its own, and no kind. */
const CHART = 'Chart.yaml';

export interface Wanted {
  /** Whether any check looks at objects of the kind. */
  isRead(kind: StoredKind): boolean;
  has(kind: StoredKind, object: KubeObject): boolean;
}

/** Where only places and failures count. */
export const NOTHING: Wanted = { isRead: () => false, has: () => false };

export class Scan {
  readonly #manifests: Manifests;
  readonly #wanted: Wanted;
  readonly #decoder: Decoder;
  readonly #custom: CustomResources;
  readonly #batch = new Map<StoredKind, Observed[]>();
  readonly #foreign = new ForeignFiles();
  readonly #duplicates = new Duplicates();
  readonly #unlooked = new UnlookedKinds();
  readonly #patches = new PatchFiles();
  #objects = 0;
  files = 0;
  readonly failures = new Failures();
  /** Names of the Namespace objects that were read, and stand in one place. */
  readonly namespaces = new Set<string>();

  /** `kinds`: the custom resources among them are given on as such, and of them what is kept. */
  constructor(manifests: Manifests, wanted: Wanted, kinds: readonly KindRequest[] = []) {
    this.#manifests = manifests;
    this.#wanted = wanted;
    this.#decoder = createDecoder(kinds);
    this.#custom = new CustomResources(kinds);
  }

  async *events(signal: AbortSignal): AsyncGenerator<SourceEvent> {
    this.#manifests.forgetAll();
    const files: Discovered[] = [];
    for await (const found of this.#manifests.files()) files.push(found);
    yield* this.#kustomizations(await this.#manifests.lookForKustomizations(files));
    for (const found of files) {
      signal.throwIfAborted();
      if ('problem' in found) {
        this.failures.add('file');
        yield message('error', found.problem);
      } else yield* this.file(found, signal);
    }
    for (const settled of this.#custom.settle()) yield* this.#settled(settled);
    yield* this.#flush();
    yield* this.#closing();
  }

  *#kustomizations(problems: readonly string[]): Generator<MessageEvent> {
    for (const problem of problems) {
      this.failures.add('document');
      yield message('error', problem);
    }
  }

  /** Kustomizations themselves, and what they name that is no object. */
  async #isAside({ path }: ManifestPath): Promise<boolean> {
    if (isKustomizationFile(path)) this.#patches.addKustomization(path);
    else if (await this.#manifests.listed.isAside(path)) this.#patches.add(path);
    else return false;
    return true;
  }

  async *file(file: ManifestPath, signal: AbortSignal): AsyncGenerator<SourceEvent> {
    if (file.isBuilt !== true && (await this.#isAside(file))) return;
    const opened = await this.#manifests.open(file);
    this.files++;
    if ('problem' in opened) {
      this.failures.add('file');
      yield errorAbout(file.path, opened.problem);
      return;
    }
    const problems = new FileProblems(file.path);
    let sliceEnd = performance.now() + SLICE_MS;
    for (const document of findDocuments(opened.text)) {
      this.#document(file, opened, document, problems);
      if (performance.now() < sliceEnd) continue;
      yield* this.#flush();
      await new Promise((done) => setImmediate(done));
      signal.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MS;
    }
    yield* problems.take();
  }

  #document(
    file: ManifestPath,
    { text, isDoubtful }: ManifestText,
    document: TextDocument,
    problems: FileProblems,
  ): void {
    const read = readDocument(text, document, isDoubtful);
    if ('problem' in read) {
      this.failures.add('document');
      problems.add(document.number, read.line, read.problem, read.isTemplate);
      return;
    }
    if (saysKustomization(read.value)) {
      this.#patches.addKustomization(file.path);
      return;
    }
    if (file.isBuilt !== true && isPatchAlone(read.value, text.slice(document.start, document.end))) {
      this.#patches.add(file.path);
      return;
    }
    for (const found of objectsIn(read.value)) {
      if ('ignored' in found) this.#ignored(file, document, found);
      else if ('object' in found) this.#object(file, document, found);
      else if ('foreign' in found && file.isFound) this.#foreign.add(file.path);
      else if (basename(file.path) === CHART) this.#foreign.add(file.path);
      else {
        const kind = 'problem' in found ? found.kind : undefined;
        this.failures.add(kind === undefined ? 'document' : 'object', kind);
        problems.add(document.number, document.line, 'problem' in found ? found.problem : found.foreign);
      }
    }
  }

  #object({ path }: ManifestPath, { number, line }: TextDocument, found: FoundObject): void {
    this.#objects++;
    const origin = { file: path, document: number, line };
    const observed = this.#decoder.decode(found.object, undefined, origin);
    if (found.kind === 'CustomWorkload' || found.kind === 'CustomResourceDefinition')
      this.#custom.add(found.object, { path, document: number, line }, true);
    const ref = refOf(observed.object);
    const earlier = this.#manifests.place(ref, { path, document: number, line, items: found.items });
    if (found.kind === 'Namespace') this.namespaces[earlier === undefined ? 'add' : 'delete'](ref.name);
    if (!this.#wanted.isRead(found.kind)) this.#unlooked.add(observed.object.kind);
    if (!this.#wanted.has(found.kind, observed.object)) return;
    if (earlier !== undefined) {
      this.failures.add('object', found.kind);
      this.#duplicates.add(ref, earlier, { path, line });
    }
    this.#found(found.kind, observed);
  }

  #found(kind: StoredKind, observed: Observed): void {
    const items = this.#batch.get(kind);
    if (items === undefined) this.#batch.set(kind, [observed]);
    else items.push(observed);
  }

  #ignored(
    { path }: ManifestPath,
    { number, line }: TextDocument,
    { ignored, object }: Extract<Found, { readonly ignored: string }>,
  ): void {
    this.#objects++;
    if (this.#custom.add(object, { path, document: number, line }, false)) return;
    this.#unlooked.add(ignored);
  }

  *#settled(settled: Settled): Generator<MessageEvent> {
    const { at } = settled;
    if (settled.type === 'ignored') {
      if (!at.isWorkload) this.#unlooked.add(at.kind);
      return;
    }
    const { resource } = settled;
    if (settled.type === 'problem') {
      this.failures.add('object', resource);
      yield errorAbout(at.path, `document ${at.document}, line ${at.line}: ${settled.problem}`);
      return;
    }
    const origin = { file: at.path, document: at.document, line: at.line };
    const type = { apiVersion: at.apiVersion, kind: at.kind, resource };
    const observed = this.#decoder.decode(settled.object, type, origin);
    const earlier = this.#custom.earlier(observed.object, at);
    // Of what is a workload as well it was said there.
    if (earlier !== undefined && !at.isWorkload) {
      this.failures.add('object', resource);
      this.#duplicates.add(refOf(observed.object), earlier, at);
    }
    this.#found(resource, observed);
  }

  *#flush(): Generator<SourceEvent> {
    for (const [kind, items] of this.#batch) yield { type: 'upsert', kind, items };
    this.#batch.clear();
  }

  *#closing(): Generator<SourceEvent> {
    yield* this.#duplicates.messages();
    const foreign = this.#foreign.message();
    if (foreign !== undefined) yield foreign;
    yield* this.#patches.messages();
    yield* this.#unlooked.messages();
    if (this.#objects > 0 || this.#patches.hasAny || !this.failures.isEmpty) return;
    this.failures.addNothing();
    const where = this.#manifests.paths.map(shownPath).join(', ');
    const next = this.files > 0 ? NO_OBJECTS : this.#manifests.isRecursive ? NO_FILES : `${NO_FILES} ${DEEPER}`;
    yield message('error', `no Kubernetes objects found in ${where}. ${next}`);
  }
}

/** One reading of all files: the objects in batches, and what could not be read. */
import { createDecoder, type Decoder } from '../../../decode/decode.ts';
import { refKey, refOf } from '../../../kube/refs.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import type { KindRequest, Observed, SourceEvent } from '../../../model/ports.ts';
import type { KubeObject, ObjectRef, StoredKind } from '../../../plugin-api/index.ts';
import { PatchFiles } from '../kustomize/asides.ts';
import { isKustomizationFile, saysKustomization } from '../kustomize/kustomization.ts';
import { isPatchAlone } from '../kustomize/patch-alone.ts';
import { ElsewhereObjects, ForeignFiles, LeftOutPaths, UnlookedKinds, UnplacedObjects } from '../told/asides.ts';
import { Drafts } from '../told/drafts.ts';
import { Failures } from '../told/failures.ts';
import { errorAbout, FileProblems, type MessageEvent, message } from '../told/problems.ts';
import { mentionsKind, scopeOfObject, scopeOfText } from '../told/scope.ts';
import { severalMessages } from '../told/several.ts';
import { refusalIn } from '../write/refusal.ts';
import { isPlaceholderAt } from '../yaml/placeholders.ts';
import type { Added } from './copies.ts';
import { CustomResources, type Settled } from './custom-resources.ts';
import type { Discovered, ManifestPath } from './discover.ts';
import { findDocuments, type ReadDocument, readDocument } from './documents.ts';
import { Lines } from './lines.ts';
import { wayTo } from './lists.ts';
import { type Manifests, type Place, shownPath } from './manifests.ts';
import { type Found, type FoundObject, objectsIn } from './objects.ts';
import { type Reading, textOf, type Unread } from './reading.ts';

/** So long is read before what was found is given on, and others may run. */
const SLICE_MS = 10;

const NO_OBJECTS = 'Objects have an apiVersion and a kind.';
const NO_FILES = 'Manifests are files named .yaml, .yml or .json.';
const DEEPER = 'With -R those in sub-folders are read too.';

export interface Wanted {
  /** Whether any check looks at objects of the kind. */
  isRead(kind: StoredKind): boolean;
  has(kind: StoredKind, object: KubeObject): boolean;
  /** Whether it was asked for; one that is not known always is. */
  isAsked(namespace: string | undefined): boolean;
}

/** Where only places and failures count. */
export const NOTHING: Wanted = { isRead: () => false, has: () => false, isAsked: () => true };

export class Scan {
  readonly #manifests: Manifests;
  readonly #wanted: Wanted;
  readonly #decoder: Decoder;
  readonly #custom: CustomResources;
  readonly #batch = new Map<StoredKind, Observed[]>();
  readonly #foreign = new ForeignFiles();
  readonly #unplaced = new UnplacedObjects();
  readonly #elsewhere = new ElsewhereObjects();
  readonly #leftOut = new LeftOutPaths();
  readonly #drafts = new Drafts();
  readonly #withdrawn: { readonly kind: StoredKind; readonly ref: ObjectRef }[] = [];
  readonly #unlooked = new UnlookedKinds();
  readonly #patches = new PatchFiles();
  #objects = 0;
  /** Some file was named by itself: it was meant to hold objects. */
  #isNamed = false;
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
      yield* this.#discovered(found, signal);
    }
    this.#manifests.isScanned = true;
    for (const settled of this.#custom.settle(this.#manifests.namespace)) yield* this.#settled(settled);
    yield* this.#flush();
    yield* this.#closing();
  }

  async *#discovered(found: Discovered, signal: AbortSignal): AsyncGenerator<SourceEvent> {
    const { path } = found;
    if ('problem' in found) {
      this.failures.add('file', shownPath(path));
      yield { ...message('error', found.problem), unread: [path] };
    } else if ('leftOutBy' in found) this.#leftOut.add(found.leftOutBy, path, found.isFolder);
    else if ('special' in found) {
      this.failures.add('file', shownPath(path));
      yield { ...message('warning', `${shownPath(path)} is ${found.special}: it was not read`), unread: [path] };
    } else yield* this.file(found, signal);
  }

  *#kustomizations(problems: readonly string[]): Generator<MessageEvent> {
    for (const problem of problems) {
      this.failures.add('document', 'a kustomization');
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
    this.#isNamed ||= !file.isFound;
    if ('problem' in opened && opened.isForeign === true && file.isFound) {
      this.#foreign.add(file.path);
      return;
    }
    if ('problem' in opened) {
      this.failures.add('file', shownPath(file.path));
      yield errorAbout(file.path, opened.problem);
      return;
    }
    const problems = new FileProblems(file.path);
    const isListed = await this.#manifests.listed.isListed(file.path);
    let sliceEnd = performance.now() + SLICE_MS;
    for (const document of findDocuments(opened.text)) {
      this.#document({ file, opened, document, problems, isListed });
      if (performance.now() < sliceEnd) continue;
      yield* this.#flush();
      await new Promise((done) => setImmediate(done));
      signal.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MS;
    }
    yield* problems.take();
  }

  #document(at: Reading): void {
    const { file, opened, document } = at;
    const read = readDocument(opened.text, document, opened.isDoubtful);
    if ('problem' in read) {
      this.#patches.addDocument(file.path, document.line, false);
      this.#unparsed(at, read);
      return;
    }
    if (saysKustomization(read.value)) {
      this.#patches.addKustomization(file.path);
      return;
    }
    const isPatch = file.isBuilt !== true && isPatchAlone(read.value, textOf(at), file.isFound);
    if (read.value !== null) this.#patches.addDocument(file.path, document.line, isPatch);
    if (isPatch) return;
    const lines = new Lines(opened.text, document);
    for (const found of objectsIn(read.value, this.#manifests.namespace)) {
      if ('ignored' in found) this.#ignored(at, found);
      else if ('foreign' in found) this.#foreign.add(file.path);
      else if ('problem' in found) {
        const { of, ...more } = found;
        const scope = of === undefined ? scopeOfText(textOf(at)) : scopeOfObject(of.kind, of.object);
        const isUnfilled = isPlaceholderAt(read.value, found.way);
        const what = of === undefined ? 'document' : 'object';
        this.#unread(at, { ...more, what, scope, isUnfilled }, () => lines.at(found.way));
      } else this.#object(at, found, lines);
    }
  }

  #unparsed(at: Reading, read: Extract<ReadDocument, { readonly problem: string }>): void {
    const { problem, line, isTemplate = false, isUnfilled } = read;
    const text = `${at.document.separator ?? ''}\n${textOf(at)}`;
    // A file that is found may be anything; who names one means manifests.
    if (at.file.isFound && !isTemplate && !mentionsKind(text)) this.#foreign.add(at.file.path);
    else this.#unread(at, { what: 'document', scope: scopeOfText(text), problem, isTemplate, isUnfilled }, () => line);
  }

  #unread(at: Reading, unread: Unread, line: () => number): void {
    const { file, document, problems } = at;
    this.failures.add(unread.what, `${shownPath(file.path)}:${document.line}`, unread.scope);
    if (!this.#drafts.add(at, unread)) problems.add(document.number, line, unread.problem);
  }

  #object(at: Reading, found: FoundObject, lines: Lines): void {
    const { file, document } = at;
    const { path } = file;
    const line = found.items.length === 0 ? document.line : lines.at(wayTo(found.items));
    const origin = { file: path, document: document.number, line, within: this.#manifests.within(path) };
    const observed = this.#decoder.decode(found.object, undefined, origin);
    this.#objects++;
    if (found.kind === 'CustomWorkload' || found.kind === 'CustomResourceDefinition')
      this.#custom.add(found.object, { path, document: document.number, line }, true);
    const { object } = observed;
    if (found.kind === 'Namespace') this.namespaces.add(object.metadata.name);
    if (!this.#wanted.isRead(found.kind)) this.#unlooked.add(object.kind);
    const isWanted = this.#wanted.has(found.kind, object);
    const { namespace } = this.#manifests;
    if (object.metadata.namespace === UNPLACED) this.#unplaced.add(path);
    if (!this.#wanted.isAsked(object.metadata.namespace)) this.#elsewhere.add(object.metadata.namespace ?? '');
    const place = { path, document: document.number, line, items: found.items, namespace };
    const refuses = refusalIn(() => textOf(at), at.opened.text, place);
    this.#placed(found, { object, facts: { ...observed.facts, refuses } }, place, isWanted);
  }

  #placed({ kind }: FoundObject, observed: Observed, place: Place, isWanted: boolean): void {
    const manifests = this.#manifests;
    const added = manifests.copies.add(kind, observed, place.path, manifests.within(place.path));
    if (added.first !== undefined) {
      const { was, observed } = added.first;
      const first = manifests.placeOf(was);
      if (first !== undefined) manifests.place(refKey(refOf(observed.object)), first);
      manifests.unplace(was);
    }
    manifests.place(added.key, place);
    if (isWanted) this.#give(kind, added);
  }

  /** The first of several was given on as the only one: it is taken back. */
  #give(kind: StoredKind, { observed, first }: Added): void {
    if (first !== undefined) {
      this.#withdrawn.push({ kind, ref: first.was });
      this.#found(kind, first.observed);
    }
    this.#found(kind, observed);
  }

  #found(kind: StoredKind, observed: Observed): void {
    const items = this.#batch.get(kind);
    if (items === undefined) this.#batch.set(kind, [observed]);
    else items.push(observed);
  }

  #ignored({ file, document }: Reading, { ignored, object }: Extract<Found, { readonly ignored: string }>): void {
    const { path } = file;
    this.#objects++;
    if (this.#custom.add(object, { path, document: document.number, line: document.line }, false)) return;
    this.#unlooked.add(ignored);
    this.#manifests.copies.note(object);
  }

  *#settled(settled: Settled): Generator<MessageEvent> {
    const { at } = settled;
    if (settled.type === 'ignored') {
      if (!at.isWorkload) {
        this.#unlooked.add(at.kind);
        this.#manifests.copies.note(at.object);
      }
      return;
    }
    const { resource } = settled;
    if (settled.type === 'problem') {
      this.failures.add('object', `${shownPath(at.path)}:${at.line}`, scopeOfObject(resource, at.object));
      yield errorAbout(at.path, `document ${at.document}, line ${at.line}: ${settled.problem}`);
      return;
    }
    const within = this.#manifests.within(at.path);
    const origin = { file: at.path, document: at.document, line: at.line, within };
    const type = { apiVersion: at.apiVersion, kind: at.kind, resource };
    const observed = this.#decoder.decode(settled.object, type, origin);
    this.#give(resource, this.#manifests.copies.add(resource, observed, at.path, within));
  }

  *#flush(): Generator<SourceEvent> {
    for (const [kind, items] of this.#batch) yield { type: 'upsert', kind, items };
    this.#batch.clear();
    for (const { kind, ref } of this.#withdrawn.splice(0)) yield { type: 'remove', kind, refs: [ref] };
  }

  *#closing(): Generator<SourceEvent> {
    yield* severalMessages(this.#manifests.copies.several(), (kind) => this.#wanted.isRead(kind));
    yield* this.#drafts.messages();
    yield* this.#leftOut.messages();
    yield* this.#unplaced.messages();
    yield* this.#elsewhere.messages(this.#manifests.namespace);
    const foreign = this.#foreign.message();
    if (foreign !== undefined) yield foreign;
    yield* this.#patches.messages();
    yield* this.#unlooked.messages();
    if (this.#objects > 0 || this.#patches.hasAny || !this.failures.isEmpty) return;
    const isSkipped = !this.#foreign.isEmpty && !this.#isNamed;
    this.failures.addNothing();
    const where = this.#manifests.paths.map(shownPath).join(', ');
    const next = this.files > 0 ? NO_OBJECTS : this.#manifests.isRecursive ? NO_FILES : `${NO_FILES} ${DEEPER}`;
    yield message(isSkipped ? 'warning' : 'error', `no Kubernetes objects found in ${where}. ${next}`);
  }
}

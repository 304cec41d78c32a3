/** One reading of all files: the objects in batches, and what could not be read. */
import { basename } from 'node:path';
import { createDecoder, type Decoder } from '../../../decode/decode.ts';
import { refOf } from '../../../kube/kinds.ts';
import type { Observed, SourceEvent } from '../../../model/ports.ts';
import type { Kind, KubeObject } from '../../../plugin-api/index.ts';
import { ForeignFiles, UnlookedKinds } from './asides.ts';
import type { ManifestPath } from './discover.ts';
import { findDocuments, readDocument, type TextDocument } from './documents.ts';
import { Doubles } from './duplicates.ts';
import { Failures } from './failures.ts';
import { type Manifests, shownPath } from './manifests.ts';
import { type FoundObject, objectsIn } from './objects.ts';
import { errorAbout, FileProblems, message } from './problems.ts';
import type { ManifestText } from './text.ts';

/** So long is read before what was found is given on, and others may run. */
const SLICE_MS = 10;
/** Kinds of tools that build manifests: kubectl would refuse them, and so nothing of theirs is applied as it stands. */
const KUSTOMIZATION = new Set(['Kustomization', 'Component']);

const NO_OBJECTS = 'Objects have an apiVersion and a kind.';
const NO_FILES = 'Manifests are files named .yaml, .yml or .json.';
const DEEPER = 'With -R those in sub-folders are read too.';

/** Describes a chart: it has an apiVersion of its own, and no kind. */
const CHART = 'Chart.yaml';

export class Scan {
  readonly #manifests: Manifests;
  readonly #wants: (kind: Kind, object: KubeObject) => boolean;
  readonly #decoder: Decoder = createDecoder();
  readonly #batch = new Map<Kind, Observed[]>();
  readonly #foreign = new ForeignFiles();
  readonly #doubles = new Doubles();
  readonly #unlooked = new UnlookedKinds();
  #kustomizations: string[] = [];
  #objects = 0;
  files = 0;
  readonly failures = new Failures();
  /** Names of the Namespace objects that were read, and stand in one place. */
  readonly namespaces = new Set<string>();

  constructor(manifests: Manifests, wants: (kind: Kind, object: KubeObject) => boolean) {
    this.#manifests = manifests;
    this.#wants = wants;
  }

  async *events(signal: AbortSignal): AsyncGenerator<SourceEvent> {
    this.#manifests.forgetAll();
    for await (const found of this.#manifests.files()) {
      signal.throwIfAborted();
      if ('problem' in found) {
        this.failures.add('file');
        yield message('error', found.problem);
      } else yield* this.file(found, signal);
    }
    yield* this.#flush();
    yield* this.#closing();
  }

  async *file(file: ManifestPath, signal: AbortSignal): AsyncGenerator<SourceEvent> {
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
    for (const found of objectsIn(read.value)) {
      if ('object' in found) this.#object(file, document, found);
      else if ('ignored' in found) this.#ignored(file, found.ignored);
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
    const ref = refOf(observed.object);
    const earlier = this.#manifests.place(ref, { path, document: number, line, items: found.items });
    if (found.kind === 'Namespace') this.namespaces[earlier === undefined ? 'add' : 'delete'](ref.name);
    if (!this.#wants(found.kind, observed.object)) return;
    if (earlier !== undefined) {
      this.failures.add('object', found.kind);
      this.#doubles.add(ref, earlier, { path, line });
    }
    const items = this.#batch.get(found.kind);
    if (items === undefined) this.#batch.set(found.kind, [observed]);
    else items.push(observed);
  }

  #ignored({ path }: ManifestPath, kind: string): void {
    this.#objects++;
    if (KUSTOMIZATION.has(kind)) this.#kustomizations.push(path);
    else this.#unlooked.add(kind);
  }

  *#flush(): Generator<SourceEvent> {
    for (const [kind, items] of this.#batch) yield { type: 'upsert', kind, items };
    this.#batch.clear();
  }

  *#closing(): Generator<SourceEvent> {
    yield* this.#doubles.messages();
    const foreign = this.#foreign.message();
    if (foreign !== undefined) yield foreign;
    for (const path of this.#kustomizations) {
      const build = 'build it to check the result (kubectl kustomize FOLDER | kubectl harden -f -)';
      yield message('warning', `${shownPath(path)} is a kustomization; its patches are not applied: ${build}`);
    }
    yield* this.#unlooked.messages();
    if (this.#objects > 0 || !this.failures.isEmpty) return;
    this.failures.addNothing();
    const where = this.#manifests.paths.map(shownPath).join(', ');
    const next = this.files > 0 ? NO_OBJECTS : this.#manifests.isRecursive ? NO_FILES : `${NO_FILES} ${DEEPER}`;
    yield message('error', `no Kubernetes objects found in ${where}. ${next}`);
  }
}

/** A change tried in a copy until one way of it builds exactly what was meant. */
import { basename } from 'node:path';
import { valueAt } from '../../../kube/path.ts';
import { refKey, refOf } from '../../../kube/refs.ts';
import { knownNamespace } from '../../../kube/unplaced.ts';
import { TargetError, type WrittenFile } from '../../../model/ports.ts';
import type { Json, JsonObject, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { renderDocument } from '../edit/render.ts';
import type { FileCache } from '../read/loaded.ts';
import type { Standing } from '../write/patch.ts';
import type { Build, Built } from './build.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { additionIn, type BuiltDocument, changeProblem } from './compare.ts';
import { type EditedFile, type Field, shownEdit, withEntry } from './entry.ts';
import { BuildError } from './kubectl.ts';
import { membersOf } from './kustomization.ts';
import type { Origin } from './origins.ts';
import { patchFile } from './patch-text.ts';
import type { TriedFile } from './workshop.ts';

export interface Trial {
  readonly build: Build;
  readonly built: Built;
  readonly cache: FileCache;
  readonly signal: AbortSignal;
}

/** What may be written. */
export interface Proven {
  readonly file: TriedFile;
  readonly entry: EditedFile;
  /** What is built then. */
  readonly documents: readonly BuiltDocument[];
  /** For the preview. */
  readonly shown: readonly WrittenFile[];
}

export interface Change {
  readonly standing: Standing;
  /** The whole object; `undefined`: it is to go. */
  readonly wanted: Json | undefined;
  readonly ref: ObjectRef;
}

/** Throws TargetError where no way is proven: then nothing may be written. */
export async function provenChange({ standing, wanted, ref }: Change, trial: Trial): Promise<Proven> {
  const { build, built, signal } = trial;
  const at = standing.document.number - 1;
  const before = standing.value as JsonObject;
  const written = await build.originOf(built, before, signal);
  const wish = { before, after: wanted as JsonObject | undefined, written };
  const name = await nameFor(ref, trial);
  const problems: string[] = [];
  for (const candidate of candidatesFor(wish, built.naming)) {
    const file = { name, text: patchFile(candidate.content) };
    const entry = await entryIn(trial, candidate.field, { path: name, ...targetOf(candidate) });
    const documents = await tried(trial, file, entry);
    const problem = typeof documents === 'string' ? documents : changeProblem(built.documents, documents, at, wanted);
    if (problem === undefined && typeof documents !== 'string')
      return { file, entry, documents, shown: shownFiles(trial, file, candidate.content, entry) };
    problems.push(problem ?? '');
  }
  throw notProven(built, problems, byHand(written, built));
}

/** Throws TargetError. `value` is the new object as it is built. */
export async function provenAddition(
  object: KubeObject,
  trial: Trial,
): Promise<{ readonly proven: Proven; readonly value: Json }> {
  const { built } = trial;
  const content = object as unknown as JsonObject;
  const file = { name: await nameFor(refOf(object), trial), text: renderDocument(content) };
  const entry = await entryIn(trial, 'resources', file.name);
  const documents = await tried(trial, file, entry);
  if (typeof documents === 'string') throw notProven(built, [documents], APART);
  const found = additionIn(built.documents, documents, content, built.naming);
  if ('problem' in found) throw notProven(built, [found.problem], APART);
  const proven = { file, entry, documents, shown: shownFiles(trial, file, content, entry) };
  return { proven, value: documents[found.at]?.value ?? null };
}

async function entryIn({ built, cache }: Trial, field: Field, entry: Json): Promise<EditedFile> {
  return withEntry(await cache.load(built.tree.top.path, true), field, entry);
}

/** What is built then, or why nothing is. */
async function tried(
  { build, built, signal }: Trial,
  file: TriedFile,
  entry: EditedFile,
): Promise<readonly BuiltDocument[] | string> {
  try {
    return await build.with(built, [file, { name: basename(entry.file.path), text: entry.text }], signal);
  } catch (error) {
    if (error instanceof BuildError) return error.message;
    throw error;
  }
}

/** Of ways that build something, what they built says more than that others built nothing. */
function notProven({ tree }: Built, problems: readonly string[], advice: string): TargetError {
  const problem = problems.find((each) => !each.startsWith('kubectl kustomize:')) ?? problems[0] ?? '';
  const { buildmetadata = [] } = membersOf(tree.top.value);
  const notes = Array.isArray(buildmetadata) && buildmetadata.includes(NOTES);
  const hand = notes ? `${NOTES} of buildMetadata notes each patch at every object: take it out first` : advice;
  return new TargetError('invalid', `cannot be changed from ${tree.top.path} alone: ${problem}. ${hand}`);
}

const NOTES = 'transformerAnnotations';
const APART = 'Make it by hand where no other transformation reaches it';

function byHand({ file, line }: Origin, { tree }: Built): string {
  const isTop = file === tree.top.path;
  return `Change it by hand where it is ${isTop ? 'made' : 'written'}, or what sets it afterwards: ${file}${isTop ? '' : `, line ${line}`}`;
}

function targetOf({ target }: Candidate): JsonObject {
  return target === undefined ? {} : { target };
}

function shownFiles(
  { build, built }: Trial,
  { name }: TriedFile,
  content: Json,
  entry: EditedFile,
): readonly WrittenFile[] {
  return [{ path: build.pathOf(built, name), content }, shownEdit(entry)];
}

function nameFor(ref: ObjectRef, { build, built }: Trial): Promise<string> {
  const { short, long } = stemsOf(ref, built);
  return build.freeName(built, short, long, refKey(ref));
}

/** `harden-deployment-web`, and with the namespace where another one has the name. */
function stemsOf(ref: ObjectRef, { documents }: Built): { readonly short: string; readonly long: string } {
  const { kind, name } = ref;
  const namespace = knownNamespace(ref.namespace);
  const same = documents.filter(({ value }) => value.kind === kind && valueAt(value, ['metadata', 'name']) === name);
  const isAlone = same.every(({ value }) => (valueAt(value, ['metadata', 'namespace']) ?? namespace) === namespace);
  const [short, long] = [fileStem(kind, name), fileStem(kind, namespace, name)];
  return { short: isAlone ? short : long, long };
}

/** What may not stand in a file's name gives way. */
function fileStem(...parts: readonly string[]): string {
  const stem = ['harden', ...parts.filter((part) => part !== '')].join('-').toLowerCase();
  return stem.replace(/[^a-z0-9.-]+/g, '-').slice(0, 200);
}

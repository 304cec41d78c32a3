/** Touches carried out on a file's text, and the proof that nothing else changed. */
import { deepEqual } from '../../model/canonical.ts';
import { driftedTouches, EditError, withTouches } from '../../model/edits.ts';
import { formatPath, valueAt } from '../../model/path.ts';
import { TargetError, type Touch } from '../../model/ports.ts';
import type { Json, JsonObject, KubeObject } from '../../plugin-api/index.ts';
import { withoutNulls } from './defaults.ts';
import { findDocuments, readDocument, type TextDocument } from './documents.ts';
import { read, rewrite, updated } from './edit/apply.ts';
import { EditRefused, type Way } from './edit/difference.ts';
import type { Hunk } from './edit/hunks.ts';
import type { LoadedFile } from './loaded.ts';
import { type Place, shownPath } from './manifests.ts';
import { type FoundObject, objectsIn } from './objects.ts';
import { linesIn } from './yaml/parse.ts';

/** An object where it stands. */
export interface Standing {
  readonly file: LoadedFile;
  readonly place: Place;
  readonly document: TextDocument;
  /** Value of the whole document. */
  readonly value: Json;
  readonly found: FoundObject;
}
export interface Patched {
  readonly text: string;
  readonly hunks: readonly Hunk[];
  readonly after: FoundObject;
}

/** `undefined`: it does not stand there any more. */
export function standingAt(file: LoadedFile, place: Place): Standing | undefined {
  const document = file.documents[place.document - 1];
  if (document === undefined) return undefined;
  const value = readDocument(file.text, document);
  if (!('value' in value)) return undefined;
  const found = objectAt(value.value, place.items);
  return found === undefined ? undefined : { file, place, document, value: value.value as Json, found };
}

export function asObject({ object }: FoundObject): KubeObject {
  return object as unknown as KubeObject;
}

/** Throws TargetError: drift, or invalid with the line and what stands in the way. */
export function patch(standing: Standing, touches: readonly Touch[]): Patched {
  const { file, document, found } = standing;
  const before = asObject(found);
  const [drifted] = driftedTouches(before, touches);
  if (drifted !== undefined)
    throw new TargetError('drift', `${where(file, document.line)}: ${formatPath(drifted.path)} is not as it was read`);
  try {
    const after = withTouches(before, touches);
    const { text, hunks } = rewriteDocument(standing, touches);
    return { ...inFile(file, document, text, hunks), after: proven(standing, text, after) };
  } catch (error) {
    throw asTargetError(error, file, document);
  }
}

function rewriteDocument(standing: Standing, touches: readonly Touch[]): ReturnType<typeof rewrite> {
  const { file, document, place, value, found } = standing;
  const body = file.text.slice(document.start, document.end);
  const wanted = updated(withoutNulls(value), wayTo(place.items), (raw) => touched(raw, found.object, touches));
  return rewrite(body, wanted, document.format === 'json');
}

/** The object as it is written (without defaults) with the touches carried out. */
function touched(raw: Json, filled: JsonObject, touches: readonly Touch[]): Json {
  const written = touches.map((touch) => ({ ...touch, ...asWritten(raw, filled, touch) }));
  return withTouches(raw as unknown as KubeObject, written) as unknown as Json;
}

/** Items of a list that stay keep the form that they have in the file. */
function asWritten(raw: Json, filled: JsonObject, { path, after }: Touch): { readonly after?: Json } {
  const [own, full] = [valueAt(raw, path), valueAt(filled, path)];
  if (after === undefined || !Array.isArray(after) || !Array.isArray(own) || !Array.isArray(full)) return {};
  const items = after.map((item: Json) => {
    const index = full.findIndex((other: Json) => deepEqual(other, item));
    return index < 0 ? item : (own[index] ?? item);
  });
  return { after: items };
}

function proven({ place, document }: Standing, text: string, wanted: KubeObject): FoundObject {
  const bodies = [...findDocuments(text)];
  const after = bodies.length === 1 ? objectAt(read(text), place.items) : undefined;
  if (after === undefined || !deepEqual(after.object, wanted))
    throw new EditRefused(`document ${document.number} would not read as wanted after the change`, 0);
  return after;
}

function inFile({ text }: LoadedFile, { start, end }: TextDocument, body: string, hunks: readonly Hunk[]) {
  return {
    text: `${text.slice(0, start)}${body}${text.slice(end)}`,
    hunks: hunks.map((hunk) => ({ ...hunk, start: hunk.start + start, end: hunk.end + start })),
  };
}

export function asTargetError(error: unknown, file: LoadedFile, document: TextDocument): unknown {
  if (error instanceof EditError) return new TargetError('invalid', `${where(file, document.line)}: ${error.message}`);
  if (!(error instanceof EditRefused)) return error;
  const line = document.startLine + linesIn(file.text, document.start + error.at, document.start);
  return new TargetError('invalid', `${where(file, error.at === 0 ? document.line : line)}: ${error.message}`);
}

export function where({ path }: { readonly path: string }, line: number): string {
  return `${shownPath(path)}:${line}`;
}

export function wayTo(items: readonly number[]): Way {
  return items.flatMap((index) => ['items', index]);
}

function objectAt(value: unknown, items: readonly number[]): FoundObject | undefined {
  for (const found of objectsIn(value)) if ('object' in found && deepEqual(found.items, items)) return found;
  return undefined;
}

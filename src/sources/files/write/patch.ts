/** Field changes made in a file's text, and the proof that nothing else changed. */

import { deepEqual } from '../../../kube/canonical.ts';
import type { FieldChange } from '../../../kube/field-change.ts';
import { formatPath, valueAt } from '../../../kube/path.ts';
import { driftedFields, EditError, withFieldChanges } from '../../../model/edits.ts';
import { TargetError } from '../../../model/ports.ts';
import type { Json, JsonObject, KubeObject } from '../../../plugin-api/index.ts';
import { rewrite, updated } from '../edit/apply.ts';
import { EditRefused } from '../edit/difference.ts';
import type { Hunk } from '../edit/hunks.ts';
import { findDocuments, type TextDocument } from '../read/documents.ts';
import { wayTo } from '../read/lists.ts';
import { documentValue, type LoadedFile } from '../read/loaded.ts';
import { type Place, shownPath } from '../read/manifests.ts';
import { type FoundObject, objectAt } from '../read/objects.ts';
import { linesIn } from '../yaml/parse.ts';
import { demandUnsealed } from './sealed.ts';
import { type Stretch, stretchOf } from './stretch.ts';

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
  /** Of the whole document. */
  readonly value: Json;
}

/** Finding where values stand takes some hundred times the text in memory. */
const LARGEST = 5_000_000;

/** Template actions of a chart in strings: the text is valid YAML, and still not what is applied. */
const CHART_ACTION = /\{\{-?\s*(?:\.Values|\.Release|\.Chart|include\s|template\s)/;
const TEMPLATE =
  'it is a Helm template: change the chart, or render it first (helm template CHART | kubectl harden scan -f -)';

/** `undefined`: it does not stand there any more. */
export function standingAt(file: LoadedFile, place: Place): Standing | undefined {
  const document = file.documents[place.document - 1];
  if (document === undefined) return undefined;
  const value = documentValue(file, document);
  const found = value === undefined ? undefined : objectAt(value, place.items, place.namespace);
  return found === undefined || value === undefined ? undefined : { file, place, document, value, found };
}

export function asObject({ object }: FoundObject): KubeObject {
  return object as unknown as KubeObject;
}

/** Throws TargetError: drift, or invalid with the line and what stands in the way. */
export function patch(standing: Standing, fieldChanges: readonly FieldChange[]): Patched {
  const { file, document, found } = standing;
  const before = asObject(found);
  const [drifted] = driftedFields(before, fieldChanges);
  if (drifted !== undefined)
    throw new TargetError(
      'drift',
      `${where(file, document.line)}: ${formatPath(drifted.path)} changed since it was read`,
    );
  try {
    return rewritten(standing, fieldChanges, withFieldChanges(before, fieldChanges));
  } catch (error) {
    throw asTargetError(error, file, document);
  }
}

function rewritten(standing: Standing, fieldChanges: readonly FieldChange[], after: KubeObject): Patched {
  const { file, document, place, value, found } = standing;
  demandUnsealed(value);
  const stretch = stretchOf(file.text, document, value, place.items);
  const body = file.text.slice(stretch.start, stretch.end);
  if (body.length > LARGEST) throw new EditRefused('the document is too large to be edited', 0);
  const action = body.search(CHART_ACTION);
  if (action >= 0) throw new EditRefused(TEMPLATE, stretch.start + action - document.start);
  let object: Json = null;
  const wanted = updated(stretch.value, stretch.way, (raw) => {
    object = changed(raw, found.object, fieldChanges);
    return object;
  });
  const edited = within(stretch, () => rewrite(body, wanted, document.format === 'json'), document);
  const whole = updated(value, wayTo(place.items), () => object);
  const filled =
    [...findDocuments(edited.text)].length === 1 ? objectAt(whole, place.items, place.namespace) : undefined;
  if (filled === undefined || !deepEqual(filled.object, after))
    throw new EditRefused(`document ${document.number} would read differently than intended after the change`, 0);
  return { ...inFile(file, stretch, edited.text, edited.hunks), after: filled, value: whole };
}

/** Offsets of refusals count from the start of the document. */
function within<T>(stretch: Stretch, edit: () => T, document: TextDocument): T {
  try {
    return edit();
  } catch (error) {
    if (error instanceof EditRefused && error.at > 0)
      throw new EditRefused(error.message, error.at + stretch.start - document.start);
    throw error;
  }
}

/** The object as it is written (without defaults) with the field changes made. */
function changed(raw: Json, filled: JsonObject, fieldChanges: readonly FieldChange[]): Json {
  const written = fieldChanges.map((each) => ({ ...each, ...asWritten(raw, filled, each) }));
  return withFieldChanges(raw as unknown as KubeObject, written) as unknown as Json;
}

/** Items of a list that stay keep the form that they have in the file. */
function asWritten(raw: Json, filled: JsonObject, { path, after }: FieldChange): { readonly after?: Json } {
  const [own, full] = [valueAt(raw, path), valueAt(filled, path)];
  if (after === undefined || !Array.isArray(after) || !Array.isArray(own) || !Array.isArray(full)) return {};
  const items = after.map((item: Json) => {
    const index = full.findIndex((other: Json) => deepEqual(other, item));
    return index < 0 ? item : (own[index] ?? item);
  });
  return { after: items };
}

function inFile({ text }: LoadedFile, { start, end }: Stretch, body: string, hunks: readonly Hunk[]) {
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

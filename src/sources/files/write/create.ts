/** New objects and objects taken away: where their documents go, and how the file looks then. */
import { dirname, join } from 'node:path';
import { withoutOrdinal } from '../../../kube/copies.ts';
import { refOf } from '../../../kube/refs.ts';
import { newFileName, UNPLACED } from '../../../kube/unplaced.ts';
import { TargetError } from '../../../model/ports.ts';
import type { JsonObject, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { rewrite, updated } from '../edit/apply.ts';
import type { Hunk } from '../edit/hunks.ts';
import { renderDocument } from '../edit/render.ts';
import { lineEndingAt } from '../edit/style.ts';
import { STDIN } from '../read/discover.ts';
import type { TextDocument } from '../read/documents.ts';
import { wayTo } from '../read/lists.ts';
import { documentValue, type LoadedFile } from '../read/loaded.ts';
import type { Manifests, Place } from '../read/manifests.ts';
import { asTargetError, type Standing } from './patch.ts';
import { demandUnsealed, SEAL } from './sealed.ts';

export interface Edited {
  readonly text: string;
  readonly hunks: readonly Hunk[];
}

/** Where a new object goes: a file, and the one that it stands beside. */
export interface Home {
  readonly path: string;
  readonly beside: string;
}

/** Beside the first file of its namespace, or in that file itself when it was named. */
export function homeFor(object: KubeObject, manifests: Manifests): Home {
  const { file } = refOf(object);
  if (file !== undefined) {
    const path = manifests.pathOf(withoutOrdinal(file));
    return { path, beside: path };
  }
  const { namespace } = object.metadata;
  const places = [...manifests.places()];
  const home = places.find(([key]) => namespace !== undefined && isIn(key, namespace)) ?? places[0];
  const beside = home?.[1].path ?? manifests.paths[0] ?? STDIN;
  if (beside === STDIN || manifests.isNamed(beside)) return { path: beside, beside };
  return { path: join(dirname(beside), newFileName(namespace)), beside };
}

/** Keys are `group/kind/namespace/name`; the Namespace object itself stands at its name. */
function isIn(key: string, namespace: string): boolean {
  const [group, kind, place, name] = key.split('/');
  return place === namespace || (group === '' && kind === 'Namespace' && name?.split('@', 1)[0] === namespace);
}

/** The document at the end of a file, behind a separator where one is needed. */
export function appended(file: LoadedFile, object: KubeObject): Edited {
  const { text, documents } = file;
  if (SEAL.test(text)) for (const document of documents) unsealed(file, document);
  const lineEnd = lineEndingAt(text, text.length);
  const last = documents.at(-1);
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const added =
    last?.format === 'json'
      ? `${gap}${JSON.stringify(asJson(object), null, 2).replaceAll('\n', lineEnd)}${lineEnd}`
      : `${gap}${endsWithSeparator(text) ? '' : `---${lineEnd}`}${renderDocument(asJson(object), lineEnd, dashOf(text))}`;
  const start = text.length;
  return { text: `${text}${added}`, hunks: [{ start, end: start + added.length, old: '' }] };
}

export function newFile(object: KubeObject): string {
  return renderDocument(asJson(object));
}

/** As it is written: where an object goes to that names no namespace is not for us to say. */
function asJson(object: KubeObject): JsonObject {
  const { namespace, ...rest } = object.metadata;
  const written = namespace === UNPLACED ? { ...object, metadata: rest } : object;
  return written as unknown as JsonObject;
}

function endsWithSeparator(text: string): boolean {
  return text === '' || /(?:^|\n)---[ \t]*\r?\n\s*$/.test(text);
}

/** Whether lists are moved in from their key, by the first list of the file. */
function dashOf(text: string): number {
  return /^( *)[^\s#][^\n]*:[ \t]*\r?\n\1- /m.test(text) ? 0 : 2;
}

/** Without the document, or without the item of the list; `undefined`: nothing remains in the file. */
export function removed(standing: Standing): Edited | undefined {
  const { file, document, place } = standing;
  if (place.items.length > 0) return withoutItem(standing);
  const { text, documents } = file;
  if (documents.length === 1) return undefined;
  unsealed(file, document);
  const next = documents[place.document];
  const before = documents[place.document - 2];
  const start = next === undefined ? Math.min(document.start, lineAfter(text, before?.end ?? 0)) : document.start;
  const end = next === undefined ? text.length : next.start;
  return {
    text: `${text.slice(0, start)}${text.slice(end)}`,
    hunks: [{ start, end: start, old: text.slice(start, end) }],
  };
}

/** Documents end where the line of their separator begins, JSON values before the end of their line. */
function lineAfter(text: string, at: number): number {
  if (at === 0 || text[at - 1] === '\n') return at;
  const feed = text.indexOf('\n', at);
  return feed < 0 ? text.length : feed + 1;
}

/** Throws TargetError. */
function unsealed(file: LoadedFile, document: TextDocument): void {
  try {
    demandUnsealed(documentValue(file, document) ?? null);
  } catch (error) {
    throw asTargetError(error, file, document);
  }
}

function withoutItem({ file, document, place, value }: Standing): Edited {
  const { text } = file;
  try {
    demandUnsealed(value);
    const wanted = updated(value, wayTo(place.items), () => undefined);
    const body = rewrite(text.slice(document.start, document.end), wanted, document.format === 'json');
    const hunks = body.hunks.map((hunk) => ({
      ...hunk,
      start: hunk.start + document.start,
      end: hunk.end + document.start,
    }));
    return { text: `${text.slice(0, document.start)}${body.text}${text.slice(document.end)}`, hunks };
  } catch (error) {
    throw asTargetError(error, file, document);
  }
}

export function refuseTaken(ref: ObjectRef, place: Place | undefined): void {
  if (place === undefined) return;
  throw new TargetError('conflict', `already exists, at ${place.path}:${place.line}`, { subject: ref });
}

/** A file as it is, and what giving back an earlier state makes of it. Pure. */
import type { RestoreResult } from '../../../model/ports.ts';
import type { FileBytes } from '../../../model/restore.ts';
import type { KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { decoded } from '../../../text/encoding.ts';
import { findDocuments, readDocument } from '../read/documents.ts';
import { objectsIn } from '../read/objects.ts';
import { sha256 } from '../read/text.ts';
import { foundAgain } from './piece-lines.ts';
import { isWhole, putBack } from './restore.ts';

/** null: there is no file. */
export type Content = Buffer | null;

export interface GivenBack {
  readonly state: RestoreResult['state'];
  readonly content: Content;
}

export function hashOf(content: Content): string | null {
  return content === null ? null : sha256(content);
}

/** `undefined`: what was written cannot be told from what was changed since. */
export function givenBack(restore: FileBytes, content: Content): GivenBack | undefined {
  const hash = hashOf(content);
  if (hash === restore.before) return { state: 'as-before', content };
  return hash === restore.after ? exactly(restore, content) : inPart(restore, content);
}

function exactly(restore: FileBytes, content: Content): GivenBack | undefined {
  if (restore.before === null) return { state: 'exact', content: null };
  const bytes = putBack(content ?? Buffer.alloc(0), restore);
  if (bytes === undefined) return undefined;
  if (!isWhole(restore)) return { state: 'in-part', content: bytes };
  return sha256(bytes) === restore.before ? { state: 'exact', content: bytes } : undefined;
}

function inPart({ before, after, pieces, encoding = 'utf-8' }: FileBytes, content: Content): GivenBack | undefined {
  if (content === null || before === null || after === null) return undefined;
  const places = foundAgain(content, pieces);
  const bytes = places === undefined ? undefined : putBack(content, { pieces: places, encoding });
  if (bytes === undefined || look(bytes).unreadable > look(content).unreadable) return undefined;
  return { state: 'in-part', content: bytes };
}

/** Of several files that one write changed: a part of them may be as before when a process was killed between two. */
export function stateOf(backs: readonly GivenBack[]): Pick<RestoreResult, 'state' | 'isHalf'> {
  const states = new Set(backs.map(({ state }) => state));
  const state = states.has('in-part') ? 'in-part' : states.has('exact') ? 'exact' : 'as-before';
  return states.has('as-before') && state !== 'as-before' ? { state, isHalf: true } : { state };
}

/** The object as it stands in a file; `undefined`: it does not, or cannot be read. */
export function objectIn(content: Content, ref: ObjectRef): KubeObject | undefined {
  return look(content).objects.find(({ apiVersion, kind, metadata }) => {
    if (kind !== ref.kind || metadata?.name !== ref.name || apiVersion !== ref.apiVersion) return false;
    return ref.namespace === undefined || metadata.namespace === ref.namespace;
  });
}

interface Look {
  readonly objects: readonly KubeObject[];
  readonly unreadable: number;
}

const looked = new WeakMap<Buffer, Look>();

function look(content: Content): Look {
  if (content === null) return { objects: [], unreadable: 0 };
  const known = looked.get(content) ?? lookAt(decoded(content));
  looked.set(content, known);
  return known;
}

function lookAt(text: string): Look {
  const objects: KubeObject[] = [];
  let unreadable = 0;
  for (const document of findDocuments(text)) {
    const read = readDocument(text, document);
    if ('problem' in read) unreadable++;
    else
      for (const found of objectsIn(read.value))
        if ('object' in found && 'kind' in found) objects.push(found.object as unknown as KubeObject);
  }
  return { objects, unreadable };
}

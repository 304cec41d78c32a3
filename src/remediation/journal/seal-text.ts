/** The text of files in a journal: kept byte by byte, unless it holds something that no journal keeps. Pure. */
import { recreatable } from '../../kube/server-owned.ts';
import type { WriteRequest } from '../../model/ports.ts';
import { type BytePiece, restoreJson, restoreOf } from '../../model/restore.ts';
import type { Json, KubeObject } from '../../plugin-api/index.ts';
import { isHarmless, looksLikeCredential } from '../../redaction/credentials.ts';
import { redact } from '../../redaction/redact.ts';
import { isSealed, sealFieldChange, sealObject, unkeptIn } from './seal.ts';

/** `before`: the object that the request changes, as it stands in the file. */
export function sealRestore(
  value: Json | undefined,
  request: WriteRequest,
  before: KubeObject | undefined,
): Json | undefined {
  const restore = restoreOf(value);
  if (restore === undefined) return undefined;
  const pieces = restore.pieces.map((piece) =>
    isKeptText(piece.old, request, before) ? piece : standIn(piece, request, before),
  );
  const more = (restore.more ?? []).map((file) => ({ ...file, pieces: file.pieces.map(withoutComments) }));
  return restoreJson({ ...restore, pieces, ...(more.length === 0 ? {} : { more }) });
}

/** Of other files nothing but comments could hold a credential. */
function withoutComments(piece: BytePiece): BytePiece {
  return comments(piece.old).some(looksLikeCredential) ? { ...piece, old: '', isLost: true } : piece;
}

/** Whether all of the text that the restore gives back is in the journal. */
export function isTextKept(value: Json | undefined, request: WriteRequest, before: KubeObject | undefined): boolean {
  return restoreOf(value)?.pieces.every(({ old }) => isKeptText(old, request, before)) ?? true;
}

function isKeptText(text: string, request: WriteRequest, before: KubeObject | undefined): boolean {
  if (text === '' || before === undefined) return true;
  if (comments(text).some(looksLikeCredential)) return false;
  if (request.op === 'delete') return isWhollyKept(before);
  if (request.op === 'create') return true;
  const isValueKept = request.fieldChanges.every(({ path, before: value }) => {
    const change = value === undefined ? { path } : { path, before: value };
    return !isSealed(sealFieldChange(change, ''));
  });
  return isValueKept && !credentialsOf(before).some((credential) => text.includes(credential));
}

export function isWhollyKept(object: KubeObject): boolean {
  return unkeptIn(object).length === 0 && !isSealed(sealObject(recreatable(object), ''));
}

function comments(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)#(.*)$/gm)].map(([, comment = '']) => comment);
}

/** Each line of a value that is more than a switch or a number. */
function credentialsOf(object: KubeObject): readonly string[] {
  const found: string[] = [];
  redact(object as unknown as Json, 'keep', (value) => {
    found.push(...String(value).split('\n'));
    return null;
  });
  return found.map((line) => line.trim()).filter((line) => line.length > 3 && !isHarmless(line));
}

/** The object as far as it is kept, for a whole document; nothing for a part of one. */
function standIn({ old, ...place }: BytePiece, { op }: WriteRequest, before: KubeObject | undefined): BytePiece {
  const object = before === undefined ? undefined : sealObject(recreatable(before), '');
  const isDocument = op === 'delete' && /^(apiVersion|kind):/m.test(old);
  if (!isDocument || object === undefined || isSealed(object)) return { ...place, old: '', isLost: true };
  const [first = ''] = /^---[ \t]*\r?\n/.exec(old) ?? [];
  const [last = ''] = /(?<=\n)---[ \t]*\r?\n$/.exec(old) ?? [];
  return { ...place, old: `${first}\0${last}`, object };
}

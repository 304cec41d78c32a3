/** An entry of a list of a kustomization comes or goes; every other byte of its file stays. */
import { isJsonObject } from '../../../kube/path.ts';
import { TargetError, type WrittenFile } from '../../../model/ports.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { encoded } from '../../../text/encoding.ts';
import { rewrite } from '../edit/apply.ts';
import type { Hunk } from '../edit/hunks.ts';
import { withoutNulls } from '../read/defaults.ts';
import { documentValue, type LoadedFile } from '../read/loaded.ts';
import { shownPath } from '../read/manifests.ts';
import { asTargetError } from '../write/patch.ts';

export interface EditedFile {
  readonly file: LoadedFile;
  readonly text: string;
  readonly hunks: readonly Hunk[];
}

export function bytesOf({ file, text }: EditedFile): Buffer {
  return encoded(text, file.encoding);
}

export type Field = 'resources' | 'patches' | 'patchesJson6902';

/** Throws TargetError with the line that a person can add. */
export function withEntry(file: LoadedFile, field: Field, entry: Json): EditedFile {
  const said = typeof entry === 'string' ? entry : `path: ${isJsonObject(entry) ? String(entry.path) : ''}`;
  return edited(file, `add "- ${said}" to ${field}: there`, (value) => {
    const key = keyOf(value, field);
    return { ...value, [key]: [...listAt(value, key), entry] };
  });
}

/** Throws TargetError with the line that a person can remove. */
export function withoutEntry(file: LoadedFile, field: Field, isMeant: (path: string) => boolean): EditedFile {
  return edited(file, `remove it from ${field}: there`, (value) => {
    const key = keyOf(value, field);
    const list = listAt(value, key);
    const rest = list.filter((entry) => !isMeant(pathOf(entry)));
    if (rest.length === list.length) return value;
    const { [key]: _, ...others } = value;
    return rest.length === 0 ? others : { ...value, [key]: rest };
  });
}

/** Of resources the entry itself; '' where it names no file. */
function pathOf(entry: Json): string {
  if (typeof entry === 'string') return entry;
  return isJsonObject(entry) && typeof entry.path === 'string' ? entry.path : '';
}

/** As it is written there: kustomize reads its keys whatever their case. */
function keyOf(value: JsonObject, field: Field): string {
  return field in value
    ? field
    : (Object.keys(value).find((key) => key.toLowerCase() === field.toLowerCase()) ?? field);
}

function listAt(value: JsonObject, field: string): readonly Json[] {
  const list = value[field] ?? [];
  if (!Array.isArray(list)) throw new TargetError('invalid', `${field} is not a list`);
  return list;
}

function edited(file: LoadedFile, advice: string, change: (value: JsonObject) => JsonObject): EditedFile {
  const [document] = file.documents;
  const value = document === undefined ? undefined : documentValue(file, document);
  try {
    if (document === undefined || !isJsonObject(value)) throw new TargetError('invalid', 'it holds no fields');
    const { text } = file;
    const body = text.slice(document.start, document.end);
    const { text: changed, hunks } = rewrite(
      body,
      change(withoutNulls(value) as JsonObject),
      document.format === 'json',
    );
    return {
      file,
      text: `${text.slice(0, document.start)}${changed}${text.slice(document.end)}`,
      hunks: hunks.map((hunk) => ({
        ...hunk,
        start: hunk.start + document.start,
        end: hunk.end + document.start,
      })),
    };
  } catch (error) {
    const problem = document === undefined ? error : asTargetError(error, file, document);
    if (!(problem instanceof TargetError)) throw problem;
    const place = problem.reason.startsWith(shownPath(file.path)) ? '' : `${shownPath(file.path)}: `;
    throw new TargetError('invalid', `${place}${problem.reason}: ${advice}`, { cause: error });
  }
}

export function shownEdit({ file, text }: EditedFile): WrittenFile {
  return { path: shownPath(file.path), before: file.text, after: text };
}

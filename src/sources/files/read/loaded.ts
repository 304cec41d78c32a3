/** A file as it is now, with its documents found; kept as long as the file does not change. */
import { stat } from 'node:fs/promises';
import { isMissing } from '../../../disk/errors.ts';
import { TargetError } from '../../../model/ports.ts';
import type { Json } from '../../../plugin-api/index.ts';
import type { Encoding } from '../../../text/encoding.ts';
import { problemText } from '../../../text/errors.ts';
import { STDIN } from './discover.ts';
import { findDocuments, readDocument, type TextDocument } from './documents.ts';
import { type Manifests, type Place, shownPath } from './manifests.ts';
import { sha256, textOf } from './text.ts';

export interface LoadedFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly text: string;
  readonly sha256: string;
  readonly encoding: Encoding;
  readonly documents: readonly TextDocument[];
  /** Values of long documents, by number: reading one again takes long. */
  readonly values: Map<number, Json>;
}

const LONG = 50_000;

export function isLong({ start, end }: TextDocument): boolean {
  return end - start > LONG;
}

/** `undefined`: it cannot be read. */
export function documentValue({ text, values }: LoadedFile, document: TextDocument): Json | undefined {
  const known = values.get(document.number);
  if (known !== undefined) return known;
  const read = readDocument(text, document);
  if (!('value' in read)) return undefined;
  const value = read.value as Json;
  if (isLong(document)) values.set(document.number, value);
  return value;
}

interface Kept {
  readonly stamp: string;
  readonly file: LoadedFile;
}

/** So many files are kept: a run works through them one after the other. */
const MOST_KEPT = 8;

export class FileCache {
  readonly #manifests: Manifests;
  readonly #kept = new Map<string, Kept>();

  constructor(manifests: Manifests) {
    this.#manifests = manifests;
  }

  /** `isSure`: read again even if time and size of the file say that it is the same. Throws TargetError. */
  async load(path: string, isSure: boolean): Promise<LoadedFile> {
    try {
      const stamp = await stampOf(path);
      const kept = this.#kept.get(path);
      if (!isSure && kept !== undefined && kept.stamp === stamp && stamp !== '') return kept.file;
      const bytes = await this.#manifests.content(path);
      const hash = sha256(bytes);
      if (kept !== undefined && kept.file.sha256 === hash) return kept.file;
      const file = parse(path, bytes);
      this.#keep(path, { stamp, file });
      return file;
    } catch (error) {
      if (error instanceof TargetError) throw error;
      const code = isMissing(error) ? 'gone' : 'failed';
      throw new TargetError(code, `${shownPath(path)}: ${problemText(error)}`, { cause: error });
    }
  }

  /** What a document of the file is known to hold after a write. */
  async setValue({ path, document }: Place, value: Json): Promise<void> {
    (await this.load(path, true)).values.set(document, value);
  }

  #keep(path: string, kept: Kept): void {
    this.#kept.delete(path);
    this.#kept.set(path, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

/** Throws TargetError for what cannot be edited. */
export function parse(path: string, bytes: Buffer): LoadedFile {
  const found = textOf(bytes);
  if ('problem' in found) throw new TargetError('invalid', `${shownPath(path)}: ${found.problem}`);
  if (found.isDoubtful)
    throw new TargetError('invalid', `${shownPath(path)}: it is not valid ${found.encoding.toUpperCase()} text`);
  return {
    path,
    bytes,
    text: found.text,
    sha256: found.sha256,
    encoding: found.encoding,
    documents: [...findDocuments(found.text)],
    values: new Map(),
  };
}

/** '' never equals another: standard input has no state of its own. */
async function stampOf(path: string): Promise<string> {
  if (path === STDIN) return '';
  const { mtimeMs, size, ino } = await stat(path);
  return `${ino}:${size}:${mtimeMs}`;
}

/**
 * Copies: one identity that manifests define in several places, as environments do. Which copy an object is travels
 * with the object, under a key that is no part of what is compared, printed or written.
 */
import type { KubeObject } from '../plugin-api/index.ts';

const FILE = Symbol('file of a copy');

type Marked = KubeObject & { readonly [FILE]?: string };

/** `file`: from the folder that holds all that is read; `#2` tells the second copy in one file from the first. */
export function asCopy<T extends KubeObject>(object: T, file: string | undefined): T {
  return file === undefined ? object : { ...object, [FILE]: file };
}

/** `undefined`: there is no other object of its name. */
export function fileOfCopy(object: KubeObject): string | undefined {
  return (object as Marked)[FILE];
}

const ORDINAL = /#\d+$/;

/** The file of a copy without its number. */
export function withoutOrdinal(file: string): string {
  return file.replace(ORDINAL, '');
}

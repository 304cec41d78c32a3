/** One document of a file while it is read, and what of it could not be taken in. */
import type { FileProblems } from '../told/problems.ts';
import type { Scope } from '../told/scope.ts';
import type { ManifestPath } from './discover.ts';
import type { TextDocument } from './documents.ts';
import type { ManifestText } from './text.ts';

/** A document while it is read. */
export interface Reading {
  readonly file: ManifestPath;
  readonly opened: ManifestText;
  readonly document: TextDocument;
  readonly problems: FileProblems;
  /** A kustomization names the file among its resources. */
  readonly isListed: boolean;
}

export interface Unread {
  readonly what: 'document' | 'object';
  readonly scope: Scope;
  readonly problem: string;
  readonly isTemplate?: boolean | undefined;
  /** What is wrong with it is a placeholder. */
  readonly isUnfilled?: boolean | undefined;
  /** A later step may complete it. */
  readonly isIncomplete?: boolean | undefined;
  /** It has pod templates that nothing tells apart. */
  readonly isUnnamed?: boolean | undefined;
}

export function textOf({ opened, document }: Reading): string {
  return opened.text.slice(document.start, document.end);
}

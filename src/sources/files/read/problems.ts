/** Messages about what could not be read: each with file, document and line, never more than can be read by people. */

import type { SourceEvent } from '../../../model/ports.ts';
import { printable } from '../../../text/printable.ts';
import { shownPath } from './manifests.ts';

export type MessageEvent = Extract<SourceEvent, { readonly type: 'message' }>;

const MOST_PER_FILE = 20;

export function errorAbout(path: string, problem: string): MessageEvent {
  return message('error', `${shownPath(path)}: ${problem}`);
}
export function message(level: MessageEvent['level'], text: string): MessageEvent {
  return { type: 'message', level, text: printable(text) };
}

/** Collects the problems of one file. */
export class FileProblems {
  readonly #path: string;
  readonly #messages: MessageEvent[] = [];
  #templates = 0;
  #unsaid = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add(document: number, line: number, problem: string, isTemplate = false): void {
    if (isTemplate && this.#templates++ > 0) return;
    if (this.#messages.length >= MOST_PER_FILE) this.#unsaid++;
    else this.#messages.push(errorAbout(this.#path, `document ${document}, line ${line}: ${problem}`));
  }

  take(): readonly MessageEvent[] {
    const rest = this.#unsaid + Math.max(0, this.#templates - 1);
    if (rest > 0) this.#messages.push(errorAbout(this.#path, `${rest} more documents could not be read`));
    return this.#messages;
  }
}

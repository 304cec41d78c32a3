/** Messages about what could not be read: each with file, document and line, never more than can be read by people. */

import type { SourceEvent } from '../../../model/ports.ts';
import { printable } from '../../../text/printable.ts';
import { shownPath } from '../read/manifests.ts';

export type MessageEvent = Extract<SourceEvent, { readonly type: 'message' }>;

const MOST_PER_FILE = 20;
/** Of what a file says itself, such as a name, no more is repeated. */
const LONGEST = 1000;

export function errorAbout(path: string, problem: string): MessageEvent {
  return { ...message('error', `${shownPath(path)}: ${problem}`), unread: [path] };
}
export function message(level: MessageEvent['level'], text: string): MessageEvent {
  return { type: 'message', level, text: cut(printable(text), LONGEST) };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`;
}

/** Collects the problems of one file. */
export class FileProblems {
  readonly #path: string;
  readonly #messages: MessageEvent[] = [];
  #unsaid = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** `line`: looked up only where it is told. */
  add(document: number, line: () => number, problem: string): void {
    if (this.#messages.length >= MOST_PER_FILE) this.#unsaid++;
    else this.#messages.push(errorAbout(this.#path, `document ${document}, line ${line()}: ${problem}`));
  }

  take(): readonly MessageEvent[] {
    if (this.#unsaid > 0)
      this.#messages.push(errorAbout(this.#path, `${this.#unsaid} more documents could not be read`));
    return this.#messages;
  }
}

/** Messages about what could not be read: each with file, document and line, never more than can be read by people. */

import { resourceName } from '../../model/kinds.ts';
import type { SourceEvent } from '../../model/ports.ts';
import { printable } from '../../model/printable.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { shownPath } from './manifests.ts';

export type MessageEvent = Extract<SourceEvent, { readonly type: 'message' }>;

const MOST_PER_FILE = 20;
const MOST_DOUBLES = 20;
const MOST_NAMED = 5;

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

/** Files in which other YAML was found: values of charts, kustomizations. */
export class ForeignFiles {
  readonly #paths = new Set<string>();
  #documents = 0;

  add(path: string): void {
    this.#paths.add(path);
    this.#documents++;
  }

  message(): MessageEvent | undefined {
    if (this.#documents === 0) return undefined;
    const paths = [...this.#paths];
    const named = paths.slice(0, MOST_NAMED).map(shownPath).join(', ');
    const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more files` : '';
    const what =
      this.#documents === 1
        ? '1 document is no Kubernetes object'
        : `${this.#documents} documents are no Kubernetes objects`;
    return message('warning', `${what}, which apiVersion and kind would tell: ${named}${more}`);
  }
}

/** Kinds of which no check reads an object. */
export class UnlookedKinds {
  readonly #kinds = new Set<string>();
  #objects = 0;

  add(kind: string): void {
    this.#kinds.add(kind);
    this.#objects++;
  }

  *messages(): Generator<MessageEvent> {
    if (this.#objects === 0) return;
    const kinds = [...this.#kinds].sort();
    const more = kinds.length > MOST_NAMED ? ` and ${kinds.length - MOST_NAMED} more` : '';
    const what = this.#objects === 1 ? '1 object is of a kind' : `${this.#objects} objects are of kinds`;
    yield message('info', `${what} that no check looks at: ${kinds.slice(0, MOST_NAMED).join(', ')}${more}.`);
  }
}

interface Line {
  readonly path: string;
  readonly line: number;
}

/** Objects that stand in two places. Which of the two goes to a cluster nobody knows. */
export class Doubles {
  readonly #messages: MessageEvent[] = [];
  #unsaid = 0;

  add(ref: ObjectRef, earlier: Line, later: Line): void {
    if (this.#messages.length >= MOST_DOUBLES) {
      this.#unsaid++;
      return;
    }
    const name = `${resourceName(ref)}${ref.namespace === undefined ? '' : ` in ${ref.namespace}`}`;
    const places = [earlier, later].map(({ path, line }) => `${shownPath(path)}:${line}`).join(' and ');
    const text = `${name} is defined twice, at ${places}: only the last was checked. Check each of them by itself.`;
    this.#messages.push(message('error', text));
  }

  messages(): readonly MessageEvent[] {
    if (this.#unsaid === 0) return this.#messages;
    const text = `${this.#unsaid} more objects are defined twice: only the last of each was checked.`;
    return [...this.#messages, message('error', text)];
  }
}

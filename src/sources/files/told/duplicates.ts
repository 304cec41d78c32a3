/** Objects that stand in two places. */
import { placedResource } from '../../../kube/refs.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import { shownPath } from '../read/manifests.ts';
import { type MessageEvent, message } from './problems.ts';

const MOST_TOLD = 20;

interface Line {
  readonly path: string;
  readonly line: number;
}

/** Which of the two goes to a cluster nobody knows. */
export class Duplicates {
  readonly #messages: MessageEvent[] = [];
  #unsaid = 0;

  add(ref: ObjectRef, earlier: Line, later: Line): void {
    if (this.#messages.length >= MOST_TOLD) {
      this.#unsaid++;
      return;
    }
    const name = placedResource(ref);
    const places = [earlier, later].map(({ path, line }) => `${shownPath(path)}:${line}`).join(' and ');
    const text = `${name} is defined twice, at ${places}: only the last was checked. Check each one separately.`;
    this.#messages.push(message('error', text));
  }

  messages(): readonly MessageEvent[] {
    if (this.#unsaid === 0) return this.#messages;
    const text = `${this.#unsaid} more objects are defined twice: only the last of each was checked.`;
    return [...this.#messages, message('error', text)];
  }
}

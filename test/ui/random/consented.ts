/** Whether the key that is about to be pressed consents to a write: told from the screen alone, as a person would. */

import type { Harness } from '../../support/render.tsx';
import { drawn } from '../../support/walk/drawn.ts';

const BUTTON = /^\[[▸>](Apply|Undo) \]/;

export function consents(walk: Harness, chunk: string): boolean {
  const text = walk.screen.text();
  if (!/(Apply to|Undo on) [^\n]*\?/.test(text)) return false;
  if (chunk === 'y') return /y: (apply|undo)/.test(text);
  if (chunk !== '\r') return false;
  const isFocused = drawn(walk.screen).buttons.some((run) => BUTTON.test(run.text));
  const typed = /Type (.+?) to (?:apply|undo)[^:]*: ?(\S*?)▌/.exec(text);
  return isFocused && (typed === null ? !/Type .+ to (apply|undo)/.test(text) : typed[1] === typed[2]);
}

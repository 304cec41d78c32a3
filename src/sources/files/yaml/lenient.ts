/**
 * What kubectl's reader lets pass and YAML 1.2, hence ours, does not.
 * Inside brackets, braces and quotes kubectl does not mind how far a line is moved in; YAML 1.2 does, and so does our
 * reader. Spaces there mean nothing, so that adding some makes the same text readable. And a comment may follow a
 * closing quote or bracket without a space.
 */
import { YAMLException } from 'js-yaml';

const ENOUGH = ' '.repeat(400);
/** Characters that are read again in all, so that long texts do not take forever. */
const MOST_READ = 50_000_000;

/** What the reader says when something follows a value that must not. */
const AFTER_A_VALUE = /^(?:bad indentation of a (?:mapping|sequence) entry|missed comma between flow)/;

/** `load` is tried again with more spaces for as long as those are what it lacks. */
export function withSpaces<T>(text: string, load: (text: string) => T): T {
  let current = text;
  let isRead = 0;
  for (;;) {
    try {
      return load(current);
    } catch (error) {
      const next = isRead > MOST_READ ? undefined : readable(error, current);
      if (next === undefined) throw error;
      isRead += current.length;
      current = next;
    }
  }
}

function readable(error: unknown, text: string): string | undefined {
  if (!(error instanceof YAMLException) || error.mark === undefined) return undefined;
  const { position } = error.mark;
  if (error.reason.startsWith('deficient indentation')) return indented(text, position);
  if (!AFTER_A_VALUE.test(error.reason)) return undefined;
  const isTight = text[position] === '#' && /["'\]}]/.test(text[position - 1] ?? '');
  return isTight ? `${text.slice(0, position)} ${text.slice(position)}` : undefined;
}

function indented(text: string, at: number): string | undefined {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const lead = text.slice(start, at);
  if (lead.trim() === '')
    return lead.length >= ENOUGH.length ? undefined : `${text.slice(0, start)}${ENOUGH}${text.slice(at)}`;
  const kept = lead.trimEnd();
  const gap = lead.slice(kept.length);
  if (!gap.includes('\t')) return undefined;
  return `${text.slice(0, start + kept.length)}${' '.repeat(gap.length)}${text.slice(at)}`;
}

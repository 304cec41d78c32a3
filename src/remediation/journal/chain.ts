/**
 * Lines of a journal hang together: each ends with a hash of itself and of the line before, so that a line that was
 * altered, moved, left out or put in is found, and named. Lines that are missing at the end look like a process that
 * was killed; who may write the file can make a whole chain anew, which is why nobody else may. Pure.
 */
import { createHash } from 'node:crypto';

const LINK = /^(\{.*),"link":"([0-9a-f]{64})"\}$/s;

/** What goes before the first line. */
export const NO_LINK = '';

export interface Linked {
  /** Without its end. */
  readonly line: string;
  readonly link: string;
}

/** `json`: one object on one line. `previous`: the link of the line before. */
export function withLink(json: string, previous: string): Linked {
  const body = json.slice(0, -1);
  const link = linkOf(body, previous);
  return { line: `${body},"link":"${link}"}`, link };
}

/** The link of a line that is as it was written, after the line before it; `undefined`: it is not. */
export function checkedLink(line: string, previous: string): string | undefined {
  const [, body, link] = LINK.exec(line) ?? [];
  return body !== undefined && link === linkOf(body, previous) ? link : undefined;
}

/** Whether it ends as lines do: what a process was writing when it was killed does not. */
export function isWhole(line: string): boolean {
  return LINK.test(line);
}

function linkOf(body: string, previous: string): string {
  return createHash('sha256').update(`${previous}\n${body}`).digest('hex');
}

import type { Check } from './check.ts';

/** One area of the checklist: the default export of `plugins/<area>/index.ts`. */
export interface Plugin {
  readonly apiVersion: 1;
  /** The area: prefix of its check ids. */
  readonly name: string;
  readonly title: string;
  readonly checks: readonly Check[];
}

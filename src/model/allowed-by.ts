/** With which flag a script allows what is refused by default: screens and messages name it, the command line reads it. */
import type { Acknowledgement } from './decision.ts';

export const ALLOWED_BY = {
  system: 'include-system',
  managed: 'allow-managed',
} as const satisfies Readonly<Record<Acknowledgement, string>>;

/** `--include-system`. */
export function flagThatAllows(allowance: Acknowledgement): string {
  return `--${ALLOWED_BY[allowance]}`;
}

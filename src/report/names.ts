/** `scan -o name`: the objects that something is to be decided about, as kubectl names them. */
import { resourceName } from '../kube/refs.ts';
import { printable } from '../text/printable.ts';
import type { Selection } from './selection.ts';

export function nameList({ decisions }: Selection): string {
  const names = new Set(decisions.map(({ subject }) => printable(resourceName(subject))));
  return [...names].map((name) => `${name}\n`).join('');
}

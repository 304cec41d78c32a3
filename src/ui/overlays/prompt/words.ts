/** What may follow a command: the names that there are now. Pure. */
import { allItems } from '../../select/checklist.ts';
import { allNamespaces } from '../../select/namespaces.ts';
import type { WalkState, WalkView } from '../../types.ts';

export function checkIds({ harden, nav }: WalkState): readonly string[] {
  const items = allItems(harden.snapshot, nav);
  return items.flatMap(({ checks }) => checks.map(({ check }) => check.meta.id)).toSorted();
}

export function namespaceNames({ harden }: WalkState): readonly string[] {
  return allNamespaces(harden.snapshot, true)
    .flatMap(({ names }) => names)
    .toSorted();
}

/** Of this session, and those that the journal listed. */
export function runIds({ nav: { runs, journal } }: WalkState): readonly string[] {
  const ended = runs.flatMap(({ result }) => (result === undefined ? [] : [result.run]));
  return [...new Set([...ended, ...(journal?.runs ?? []).map(({ run }) => run)])];
}

/** Those that lead elsewhere. */
export function contextNames({ nav, options }: WalkState & Partial<Pick<WalkView, 'options'>>): readonly string[] {
  return (nav.contexts ?? []).filter((name) => name !== options?.context).toSorted();
}

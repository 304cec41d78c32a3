/** Keys that would do nothing for what has the focus: they are not offered. */
import type { NavState } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';
import { type Entry, focusedEntry, focusedItem } from './checklist.ts';
import { openDecision } from './decision.ts';

const DECIDING: Readonly<Record<string, readonly Entry['kind'][]>> = {
  diff: ['decision'],
  add: ['decision'],
  waive: ['decision', 'waived'],
  skip: ['decision', 'question'],
  attest: ['question'],
};

const WITHOUT_DECISION = ['back', 'next', 'help'];

export function isForFocus(scope: string, id: string, { snapshot }: HardenState, nav: NavState): boolean {
  switch (scope) {
    case 'items':
    case 'entries': {
      const kinds = DECIDING[id];
      const entry = focusedEntry(focusedItem(snapshot, nav), nav);
      return kinds === undefined || (entry !== undefined && kinds.includes(entry.kind));
    }
    case 'decision':
      return WITHOUT_DECISION.includes(id) || openDecision(snapshot, nav) !== undefined;
    case 'form': {
      const field = nav.form?.fields[nav.form.focus];
      return id !== 'choice-left' || field?.choices !== undefined;
    }
    default:
      return true;
  }
}

/** Whether what is shown can change at all: manifests are read once. */
export function canPause({ snapshot, phase }: HardenState): boolean {
  return snapshot !== undefined && snapshot.source.type !== 'files' && phase !== 'done' && phase !== 'failed';
}

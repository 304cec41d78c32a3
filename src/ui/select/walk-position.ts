/** Where the walk stands, as it is kept for the next start. */
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Commands } from '../../session/commands.ts';
import type { NavState } from '../../store/nav.ts';
import { focusedEntry, focusedItem } from './checklist.ts';

export type WalkPosition = Parameters<Commands['remember']>[0];

/** Undefined before the checklist was entered. */
export function walkPosition(snapshot: ScanSnapshot | undefined, nav: NavState): WalkPosition | undefined {
  const item = nav.firstCounts === undefined ? undefined : focusedItem(snapshot, nav);
  if (item === undefined) return undefined;
  const entry = focusedEntry(item, nav);
  const decision = entry?.kind === 'decision' ? { decision: entry.lead.id } : {};
  // While the news alone are listed the place is where the last walk was left.
  if (nav.isOnlyNew && nav.remembered?.item !== undefined)
    return { ...nav.remembered, item: nav.remembered.item, skipped: nav.skipped, plan: nav.plan };
  const within = nav.within === undefined ? {} : { within: nav.within };
  return { item: item.id, ...decision, ...within, skipped: nav.skipped, plan: nav.plan };
}

/** What is thrown at once is a rejection as well. */
export async function keepPosition(commands: Commands, position: WalkPosition): Promise<void> {
  await commands.remember(position);
}

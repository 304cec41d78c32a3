/** The state as it is displayed: current or paused, with platform components or without. Pure. */
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { NavState } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';

export function displayedState(harden: HardenState, { frozen, isUnfolded }: NavState): HardenState {
  const snapshot = frozen ?? harden.snapshot;
  if (snapshot === undefined || (frozen === undefined && !isUnfolded)) return harden;
  return {
    ...harden,
    snapshot: isUnfolded ? unfold(snapshot) : snapshot,
    phase: frozen === undefined ? harden.phase : 'paused',
  };
}

const unfolded = new WeakMap<ScanSnapshot, ScanSnapshot>();

/** The same snapshot gives the same result, so that nothing is drawn again without need. */
function unfold(snapshot: ScanSnapshot): ScanSnapshot {
  const known = unfolded.get(snapshot);
  if (known !== undefined) return known;
  const whole = { ...snapshot, items: snapshot.items.map((item) => withPlatform(item, snapshot)) };
  unfolded.set(snapshot, whole);
  return whole;
}

/** Decisions of the platform come after those of applications. */
function withPlatform(item: ItemSummary, { waived }: ScanSnapshot): ItemSummary {
  const rows = item.platform ?? [];
  const accepted = waived.filter((decision) => decision.platform && decision.item === item.id);
  if (rows.length === 0 && accepted.length === 0) return item;
  return { ...item, rows: [...item.rows, ...rows], waived: [...(item.waived ?? []), ...accepted] };
}

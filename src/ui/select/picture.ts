/** What is shown: what the session published last, or what is held still. */
import type { NavState } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';

export function pictureOf(harden: HardenState, { frozen }: NavState): HardenState {
  return frozen === undefined ? harden : { ...harden, snapshot: frozen, phase: 'paused' };
}

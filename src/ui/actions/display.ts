/** What is displayed: paused or following, with platform components or without, and its coverage. */
import { type Control, harden, navigation, notify, push } from '../control/control.ts';
import { canPause } from '../select/stream.ts';

export function showCoverage(control: Control): void {
  push(control, { screen: 'page', page: { kind: 'coverage' } });
}

export function togglePlatform(control: Control): void {
  const { isUnfolded } = navigation(control);
  control.nav.setState({ isUnfolded: !isUnfolded });
  notify(
    control,
    'info',
    isUnfolded ? 'Platform components are hidden.' : 'Platform components are shown; . hides them.',
  );
}

/** What is shown stays as it is; the session goes on reading. */
export function togglePause(control: Control): void {
  const { frozen } = navigation(control);
  if (frozen === undefined && !canPause(harden(control))) {
    notify(control, 'info', 'Nothing to pause: what is shown does not change by itself.');
    return;
  }
  control.nav.setState({ frozen: frozen === undefined ? control.store.getState().snapshot : undefined });
  notify(control, 'info', frozen === undefined ? 'Paused; p resumes.' : 'Resumed: following the cluster.');
}

/** Moving over the changes of a run, while it goes and after it. */
import { STEPS_LIST } from '../select/run.ts';
import { type Control, harden, moveCursor, navigation } from './control.ts';

export function moveSteps(control: Control, by: number): void {
  const { run } = navigation(control);
  const steps = run?.result?.steps ?? harden(control).run?.steps ?? [];
  moveCursor(
    control,
    STEPS_LIST,
    steps.map(({ step }) => String(step)),
    by,
  );
}

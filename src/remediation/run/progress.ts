/** How a run goes, step by step, for whoever watches. */
import type { StepPhase, StepProgress } from '../../model/plan.ts';
import type { OnProgress } from '../context.ts';
import type { Job } from './run.ts';

/** What there is to say of how a step ended. */
export type Ending = Pick<StepProgress, 'error' | 'mayStand' | 'remains'>;

export interface ProgressBoard {
  setRun(run: string): void;
  set(step: number, phase: StepPhase, ending?: Ending): void;
  /** Every step that has not begun is skipped. */
  end(): void;
  readonly steps: () => readonly StepProgress[];
}

const ENDED: ReadonlySet<StepPhase> = new Set(['verified', 'failed', 'skipped']);

export function createProgress(
  { kind, steps: previews }: Pick<Job, 'kind' | 'steps'>,
  now: () => Date,
  onProgress: OnProgress | undefined,
): ProgressBoard {
  let run = '';
  let done = false;
  const began = new Map<number, number>();
  const steps = new Map(
    previews.map(({ step, title, ref }): [number, StepProgress] => [step, { step, title, ref, phase: 'waiting' }]),
  );
  const list = () => [...steps.values()];
  const publish = () => onProgress?.({ run, kind, steps: list(), done });
  const put = (step: number, phase: StepPhase, ending: Ending | undefined) => {
    const known = steps.get(step);
    if (known === undefined) return;
    if (phase !== 'checked' && !began.has(step)) began.set(step, now().getTime());
    const start = began.get(step);
    const took = ENDED.has(phase) && phase !== 'skipped' && start !== undefined ? now().getTime() - start : undefined;
    steps.set(step, {
      ...known,
      phase,
      ...(took === undefined ? {} : { tookMs: took }),
      ...ending,
    });
  };
  return {
    setRun: (id) => {
      run = id;
    },
    set: (step, phase, ending) => {
      put(step, phase, ending);
      publish();
    },
    end: () => {
      for (const { step, phase } of list())
        if (phase === 'waiting' || phase === 'checked') put(step, 'skipped', undefined);
      done = true;
      publish();
    },
    steps: list,
  };
}

/** How a run that was consented to is told: one line for each object as it is written, an exit code for how it ended. */
import type { PlanPreview, RunProgress, RunResult, StepPreview } from '../../model/plan.ts';
import { type ResultOptions, resultLine } from '../../report/result-line.ts';
import type { HardenStore } from '../../store/state.ts';
import { EXIT, type ExitCode } from '../exit.ts';

/** Prints the line of each step as soon as it is verified. Returns what ends it. */
export function printResults(
  store: HardenStore,
  { steps }: PlanPreview,
  print: (line: string) => void,
  options: ResultOptions = {},
): () => void {
  const byNumber = new Map(steps.map((step) => [step.step, step]));
  const printed = new Set<number>();
  const show = (run: RunProgress | undefined): void => {
    for (const { step, phase } of run?.steps ?? []) {
      const preview = byNumber.get(step);
      if (phase !== 'verified' || preview === undefined || printed.has(step)) continue;
      printed.add(step);
      print(resultLine(preview, options));
    }
  };
  return store.subscribe(({ run }) => show(run));
}

export function unchangedSteps({ steps }: PlanPreview): readonly StepPreview[] {
  return steps.filter(({ effect }) => effect === 'unchanged');
}

export function exitCodeOf({ outcome }: RunResult): ExitCode {
  switch (outcome) {
    case 'applied':
    case 'nothing':
      return EXIT.ok;
    case 'refused':
      return EXIT.refused;
    case 'failed':
    case 'journal-unwritable':
      return EXIT.failed;
  }
}

/** One line for each object that a run wrote, as kubectl prints them. */
import { isRbac } from '../kube/rbac.ts';
import { copySuffix, resourceName } from '../kube/refs.ts';
import type { StepPreview } from '../model/plan.ts';
import { printable } from '../text/printable.ts';

export interface ResultOptions {
  /** Nothing was stored; `server`: the API server computed it. */
  readonly dryRun?: 'server' | 'local';
  readonly isUndo?: boolean;
}

export function resultLine(step: Pick<StepPreview, 'ref' | 'effect' | 'change'>, options: ResultOptions = {}): string {
  const suffix = options.dryRun === undefined ? '' : options.dryRun === 'server' ? ' (server dry run)' : ' (dry run)';
  return `${printable(`${resourceName(step.ref)}${copySuffix(step.ref)}`)} ${wordFor(step, options.isUndo === true)}${suffix}`;
}

function wordFor({ ref, effect, change }: Pick<StepPreview, 'ref' | 'effect' | 'change'>, isUndo: boolean): string {
  switch (effect) {
    case 'create':
      return isUndo ? 'restored' : 'created';
    case 'delete':
      return 'deleted';
    case 'unchanged':
      return 'unchanged';
    case 'patch':
      if (isUndo) return 'restored';
      if (isRbac(ref)) return 'configured';
      return isLabelled(change) ? 'labeled' : 'patched';
  }
}

function isLabelled(change: StepPreview['change']): boolean {
  return (
    change.op === 'edit' &&
    change.edits.every(({ path: [first, second] }) => first === 'metadata' && second === 'labels')
  );
}

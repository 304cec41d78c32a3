/** A run can be looked at and stopped between two changes. */
import { moves } from '../../control/move.ts';
import { moveSteps } from '../../control/steps.ts';
import { defineKeys } from '../define.ts';
import { stopRun } from '../review/run.ts';

export const applyKeys = defineKeys('apply', { on: { ...moves(moveSteps), stop: stopRun } });

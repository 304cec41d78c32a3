import { ACCESS } from './access.ts';
import { CONTROL_PLANE } from './control-plane.ts';
import type { Part } from './row.ts';
import { SURROUNDINGS } from './surroundings.ts';
import { WORKLOADS } from './workloads.ts';

export const COVERAGE: readonly Part[] = [...WORKLOADS, ...ACCESS, ...SURROUNDINGS, ...CONTROL_PLANE];

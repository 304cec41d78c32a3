/** A realistic, imperfect cluster held in memory: the whole product can be tried on it, applying and undo included. */
import type { Source, Target } from '../../model/ports.ts';
import { BUNDLED, createSampleCluster } from './cluster.ts';
import { fileMemory, forget, NO_MEMORY } from './memory.ts';
import { createSampleSource } from './source.ts';
import { createSampleTarget } from './target.ts';

export interface SampleOptions {
  /** Where changes are kept for the next time; without it they last as long as the cluster in memory. */
  readonly file?: string;
  /** What was kept there is forgotten. */
  readonly isAnew?: boolean;
}

/** A cluster of its own for each call. Throws TargetError where what was kept cannot be forgotten. */
export function openSample({ file, isAnew = false }: SampleOptions = {}): {
  readonly source: Source;
  readonly target: Target;
} {
  if (file !== undefined && isAnew) forget(file);
  const cluster = createSampleCluster(file === undefined ? NO_MEMORY : fileMemory(file, BUNDLED));
  return { source: createSampleSource(cluster), target: createSampleTarget(cluster) };
}

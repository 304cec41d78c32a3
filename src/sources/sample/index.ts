/** A realistic, imperfect cluster held in memory: the whole product can be tried on it, applying and undo included. */
import type { Source, Target } from '../../model/ports.ts';
import { createSampleCluster } from './cluster.ts';
import { createSampleSource } from './source.ts';
import { createSampleTarget } from './target.ts';

/** A cluster of its own for each call; changes last as long as it does. */
export function openSample(): { readonly source: Source; readonly target: Target } {
  const cluster = createSampleCluster();
  return { source: createSampleSource(cluster), target: createSampleTarget(cluster) };
}

/** Whether something of a kind works in the cluster, for checks that ask for no more than that. */
import { evidenceOf, isWorking, type READS, toolsIn } from '../analysis/installed/index.ts';
import type { Evidence, Outcome, View } from '../plugin-api/index.ts';
import { type ClusterTool, clusterTools } from '../tables/index.ts';
import { clause } from '../text/words.ts';
import { pass, unknown } from './outcomes.ts';

/** What is installed of it and does not work. */
export interface Idle {
  readonly idle: readonly Evidence[];
}

/** A pass or an unknown; else what there is of it. `inFiles`: what manifests do not show, a sentence. */
export function toolAtWork(
  view: View<(typeof READS)[number]>,
  wanted: ClusterTool['role'],
  inFiles: string,
): Outcome | Idle {
  if (!view.isCluster) return unknown(inFiles);
  const rows = view.table(clusterTools).filter(({ role }) => role === wanted);
  const { found, isWhole, coverage } = toolsIn(view, rows);
  const working = found.filter(isWorking);
  if (working.length > 0) return pass(working.map(evidenceOf));
  if (!isWhole) return unknown(`Workloads: ${clause(coverage.reason ?? 'they were not read')}.`);
  return { idle: found.map(evidenceOf) };
}

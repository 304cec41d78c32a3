/** Which cluster a consent is about, and as whom. Pure. */
import { whereAndWho } from '../../../model/cluster.ts';
import type { PlanPreview } from '../../../model/plan.ts';
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import type { Answer } from './answers.ts';

const WHERE = 'Cluster';

/** Flags may lead elsewhere than the context by its name, and as somebody else. Of what is no cluster, nothing. */
export function whereAnswers({ cluster }: PlanPreview, snapshot: ScanSnapshot | undefined): readonly Answer[] {
  if ((snapshot?.source.type ?? 'live') !== 'live') return [];
  return [{ label: WHERE, text: printable(whereAndWho(cluster)), isDanger: false }];
}

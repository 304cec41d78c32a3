/** Which tools run in a cluster, recognised by their images, and whether they are ready. */
import { objectName, refOf } from '../../kube/refs.ts';
import { type Coverage, type Evidence, may, type View } from '../../plugin-api/index.ts';
import type { ClusterTool } from '../../tables/index.ts';
import { isImageOf, parseImage } from '../pod-template/images.ts';
import {
  cronJobsByImage,
  daemonSetsByImage,
  deploymentsByImage,
  lastPart,
  runningImages,
  statefulSetsByImage,
} from './lookups.ts';
import type { Controller } from './types.ts';

export {
  cronJobsByImage,
  daemonSetsByImage,
  deploymentsByImage,
  runnersOf,
  runningImages,
  statefulSetsByImage,
} from './lookups.ts';
export { type Controller, wordsOf } from './types.ts';

export interface Installed {
  readonly tool: ClusterTool;
  readonly object: Controller;
  readonly tag: string;
  readonly wanted: number;
  readonly ready: number;
}

/** What a check declares that asks for tools. */
export const READS = [
  may.fact(deploymentsByImage),
  may.fact(statefulSetsByImage),
  may.fact(daemonSetsByImage),
  may.fact(cronJobsByImage),
] as const;

export interface Tools {
  readonly found: readonly Installed[];
  /** Nothing else runs in the cluster. */
  readonly isWhole: boolean;
  /** Why not. */
  readonly coverage: Coverage;
}

/** Those of the rows that run, ready or not. What is being deleted counts no more. */
export function toolsIn(view: View<(typeof READS)[number]>, rows: readonly ClusterTool[]): Tools {
  const seen = [
    view.derive(deploymentsByImage),
    view.derive(statefulSetsByImage),
    view.derive(daemonSetsByImage),
    view.derive(cronJobsByImage),
  ];
  const found = rows.flatMap((tool) => {
    const keys = new Set(tool.images.map(lastPart));
    const objects = seen.flatMap(({ value }) => [...keys].flatMap((key): readonly Controller[] => value.at(key)));
    return [...new Set(objects)].flatMap((object) => runs(tool, object));
  });
  const hole = seen.find(({ isWhole }) => !isWhole);
  return { found, isWhole: hole === undefined, coverage: (hole ?? seen[0])?.coverage ?? { state: 'full' } };
}

function runs(tool: ClusterTool, object: Controller): readonly Installed[] {
  if (object.metadata.deletionTimestamp !== undefined) return [];
  const image = runningImages(object).find((each) => isImageOf(each, tool.images));
  return image === undefined ? [] : [{ tool, object, tag: parseImage(image).tag, ...countsOf(object) }];
}

/** A CronJob is ready when it may run at all. */
function countsOf(object: Controller): { readonly wanted: number; readonly ready: number } {
  const { spec, status } = object;
  if (status !== undefined && 'numberReady' in status)
    return { wanted: status.desiredNumberScheduled ?? 0, ready: status.numberReady ?? 0 };
  if (spec !== undefined && 'jobTemplate' in spec) return { wanted: 1, ready: spec.suspend === true ? 0 : 1 };
  const wanted = spec !== undefined && 'replicas' in spec ? (spec.replicas ?? 1) : 1;
  return { wanted, ready: status !== undefined && 'readyReplicas' in status ? (status.readyReplicas ?? 0) : 0 };
}

/** Somebody is there to do the work; one of several may be missing for a while. */
export function isWorking({ wanted, ready }: Installed): boolean {
  return wanted > 0 && ready > 0;
}

/** "Kyverno (Deployment kyverno/kyverno) is ready with 2 of 3." */
export function evidenceOf({ tool, object, wanted, ready }: Installed): Evidence {
  const source = refOf(object);
  return { text: `${tool.name} (${objectName(source)}) is ready with ${ready} of ${wanted}.`, source };
}

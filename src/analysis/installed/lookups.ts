/** What runs an image, by the last part of its repository. */
import { defineLookup, type Keyed, may } from '../../plugin-api/index.ts';
import { compareText } from '../../text/words.ts';
import { isImageOf, parseImage } from '../pod-template/images.ts';
import { type Controller, podOf } from './types.ts';

/** Of containers that go on running: an init container is over when the others begin, but for a sidecar. */
export function runningImages(object: Controller): readonly string[] {
  const pod = podOf(object);
  const sidecars = (pod?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(pod?.containers ?? []), ...sidecars].flatMap(({ image }) => image ?? []);
}

export function lastPart(repository: string): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

function keysOf(object: Controller): readonly string[] {
  return [...new Set(runningImages(object).map((image) => lastPart(parseImage(image).repository)))];
}

export const deploymentsByImage = defineLookup({
  name: 'Deployments by image',
  reads: [may('Deployment')],
  keysOf,
});
export const statefulSetsByImage = defineLookup({
  name: 'StatefulSets by image',
  reads: [may('StatefulSet')],
  keysOf,
});
export const daemonSetsByImage = defineLookup({
  name: 'DaemonSets by image',
  reads: [may('DaemonSet')],
  keysOf,
});
export const cronJobsByImage = defineLookup({
  name: 'CronJobs by image',
  reads: [may('CronJob')],
  keysOf,
});

/** Those that run one of the images, by namespace and name. `ends`: of repositories, in whole path segments. */
export function runnersOf<C extends Controller>(found: Keyed<C>, ends: readonly string[]): readonly C[] {
  const keys = new Set(ends.map(lastPart));
  const objects = new Set([...keys].flatMap((key) => found.at(key)));
  return [...objects]
    .filter((object) => runningImages(object).some((image) => isImageOf(image, ends)))
    .sort((left, right) => compareText(placeOf(left), placeOf(right)));
}

function placeOf({ metadata }: Controller): string {
  return `${metadata.namespace ?? ''}\u0000${metadata.name}`;
}

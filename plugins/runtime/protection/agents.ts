/** DaemonSets that are agents of runtime protection, by image or, less surely, by name. */
import { fitsPattern, type KindMap, podTemplate, type tables } from 'kubectl-harden/plugin-api';

export type DaemonSet = KindMap['DaemonSet'];
export type PodSpec = NonNullable<NonNullable<DaemonSet['spec']>['template']['spec']>;

export interface Agent {
  readonly product: string;
  readonly object: DaemonSet;
  /** Else only its name speaks for it. */
  readonly isByImage: boolean;
}

/** Those that are being deleted protect nothing for long. */
export function agentsIn(
  daemonSets: readonly DaemonSet[],
  rows: readonly tables.RuntimeProtection[],
): readonly Agent[] {
  return daemonSets
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .flatMap((each) => agentOf(each, rows));
}

function agentOf(object: DaemonSet, rows: readonly tables.RuntimeProtection[]): readonly Agent[] {
  const repositories = runningImages(podOf(object)).map(repositoryOf);
  const byImage = rows.find(({ images }) => images.some((end) => repositories.some((each) => endsWith(each, end))));
  if (byImage !== undefined) return [{ product: byImage.name, object, isByImage: true }];
  const byName = rows.find(({ daemonSets }) =>
    daemonSets.some((pattern) => fitsPattern(pattern, object.metadata.name)),
  );
  return byName === undefined ? [] : [{ product: byName.name, object, isByImage: false }];
}

export function podOf({ spec }: DaemonSet): PodSpec | undefined {
  return spec?.template.spec;
}

/** Of containers that go on running: an init container is over when the others begin, but for a sidecar. */
function runningImages(pod: PodSpec | undefined): readonly string[] {
  const sidecars = (pod?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(pod?.containers ?? []), ...sidecars].flatMap(({ image }) => image ?? []);
}

function repositoryOf(image: string): string {
  const { registry, repository } = podTemplate.parseImage(image);
  return `${registry}/${repository}`;
}

/** In whole segments, so that mirrors fit: `registry.local:5000/mirror/falcosecurity/falco`. */
function endsWith(repository: string, end: string): boolean {
  return `/${repository}`.endsWith(`/${end}`);
}

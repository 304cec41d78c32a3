/** DaemonSets that are agents of runtime protection, by image or, less surely, by name. */
import { fitsPattern, installed, type KindMap, podTemplate, type tables } from 'kubectl-harden/plugin-api';

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
  const running = installed.runningImages(object);
  const byImage = rows.find(({ images }) => running.some((image) => podTemplate.isImageOf(image, images)));
  if (byImage !== undefined) return [{ product: byImage.name, object, isByImage: true }];
  const byName = rows.find(({ daemonSets }) =>
    daemonSets.some((pattern) => fitsPattern(pattern, object.metadata.name)),
  );
  return byName === undefined ? [] : [{ product: byName.name, object, isByImage: false }];
}

export function podOf({ spec }: DaemonSet): PodSpec | undefined {
  return spec?.template.spec;
}

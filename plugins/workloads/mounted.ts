/** What of a node the containers of a workload mount. */
import type { Container, Workload } from 'kubectl-harden/plugin-api';
import { normalPath } from './host-paths.ts';

type Mount = NonNullable<Container['spec']['volumeMounts']>[number];
export type Volume = NonNullable<Workload['pod']['volumes']>[number];

/** One folder or file of the node in one container. */
export interface HostMount {
  readonly container: Container;
  readonly mount: Mount;
  /** As it is written, with what is taken of it. */
  readonly path: string;
  readonly normal: string;
}

export function hostVolumes({ pod }: Workload): readonly (Volume & { readonly hostPath: { readonly path: string } })[] {
  return (pod.volumes ?? []).filter(hasHostPath);
}

function hasHostPath(volume: Volume): volume is Volume & { readonly hostPath: { readonly path: string } } {
  return typeof volume.hostPath?.path === 'string';
}

/** `root`: where the volume begins on the node. */
export function hostMounts(workload: Workload, volume: string, root: string): readonly HostMount[] {
  return workload.containers.flatMap((container) =>
    (container.spec.volumeMounts ?? [])
      .filter(({ name }) => name === volume)
      .map((mount) => {
        const path = mount.subPath ? `${root.replace(/\/$/, '')}/${mount.subPath}` : root;
        return { container, mount, path, normal: normalPath(path) };
      }),
  );
}

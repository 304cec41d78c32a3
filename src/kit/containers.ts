/** One verdict for each container of a workload. */
import type { Container, Violation, Workload } from '../plugin-api/index.ts';

/** What is said of one container: its name comes before the message, its path before the field. */
export type Judged = Omit<Violation, 'path' | 'part'> & Pick<Violation, 'path'>;

/**
 * A violation for each container that `judge` finds something wrong with. The message goes on where the name of the
 * container ends: "may gain privileges". `field` is below the container: `['securityContext', 'privileged']`.
 */
export function eachContainer(
  { containers }: Workload,
  field: readonly string[],
  judge: (container: Container) => Judged | undefined,
): readonly Violation[] {
  return containers.flatMap((container) => {
    const judged = judge(container);
    if (judged === undefined) return [];
    const message = `${containerName(container)} ${judged.message}`;
    return [{ path: [...container.path, ...field], ...judged, message, part: container.name }];
  });
}

/** `Container api`, `Init container migrate`. */
export function containerName({ name, role }: Container): string {
  switch (role) {
    case 'app':
      return `Container ${name}`;
    case 'init':
      return `Init container ${name}`;
    case 'ephemeral':
      return `Ephemeral container ${name}`;
  }
}

type Mount = NonNullable<Container['spec']['volumeMounts']>[number];
type Volume = NonNullable<Workload['pod']['volumes']>[number];

/** What a container mounts, each with its volume. Volumes that are not listed, such as those of claims, are left out. */
export function mountsOf({ pod }: Workload, { spec }: Container): readonly (readonly [Mount, Volume])[] {
  return (spec.volumeMounts ?? []).flatMap((mount) => {
    const volume = pod.volumes?.find(({ name }) => name === mount.name);
    return volume === undefined ? [] : [[mount, volume] as const];
  });
}

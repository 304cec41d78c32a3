/** A root filesystem that cannot be written, with volumes where the image is known to write. */
import type { Container, Edit, Proposal, Workload } from '../../plugin-api/index.ts';
import { contextOf, patchTemplate } from './patch.ts';
import { isCovered, writablePaths } from './writable-paths.ts';

export function makeRootReadOnly(workload: Workload, container: Container): Proposal | undefined {
  if (container.role === 'ephemeral') return undefined;
  const image = container.spec.image ?? '';
  const known = writablePaths(image);
  const paths = known ?? ['/tmp'];
  const mounts = (container.spec.volumeMounts ?? []).map(({ mountPath }) => mountPath);
  const missing = paths.filter((path) => !isCovered(path, mounts));
  return patchTemplate(workload, {
    ...judge(container, known, missing),
    edits: [
      { op: 'set', path: contextOf(container, 'readOnlyRootFilesystem'), value: true },
      ...missing.flatMap((path) => volumeFor(workload, container, path)),
    ],
    caveats: [
      ...missing.map((path) => `What the image of ${container.name} holds in ${path} is hidden by an empty volume.`),
      ...(container.role === 'init' ? [`${container.name} runs only at rollout: what it writes was not seen.`] : []),
    ],
  });
}

function judge(
  { name, spec: { image = '' } }: Container,
  known: readonly string[] | undefined,
  missing: readonly string[],
) {
  if (known === undefined)
    return { readiness: 'plan', reason: `Where ${image || `the image of ${name}`} writes is not known.` } as const;
  if (missing.length > 0)
    return {
      readiness: 'look',
      reason: `${name} writes to ${missing.join(', ')}, where no volume is mounted.`,
    } as const;
  return { readiness: 'ready', reason: `Volumes are mounted where ${name} writes: ${known.join(', ')}.` } as const;
}

function volumeFor(workload: Workload, container: Container, path: string): readonly Edit[] {
  const name = volumeName(workload, container, path);
  return [
    { op: 'add', path: [...workload.podPath, 'volumes'], key: 'name', value: { name, emptyDir: {} } },
    { op: 'add', path: [...container.path, 'volumeMounts'], key: 'mountPath', value: { name, mountPath: path } },
  ];
}

/** Containers do not share what they write: each has volumes of its own. A name has at most 63 characters. */
function volumeName({ containers }: Workload, { name }: Container, path: string): string {
  const place = path.split('/').filter(Boolean).join('-').toLowerCase();
  const own = containers.length > 1 ? `${name}-` : '';
  return `harden-${own}${place}`.slice(0, 63).replace(/-+$/, '');
}

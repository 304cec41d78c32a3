/** A root filesystem that cannot be written, with volumes where the image is known to write. */
import type { Container, Edit, Proposal, Readiness, Workload } from '../../plugin-api/index.ts';
import { type ImageKnowledge, knowledgeOf } from './images.ts';
import { isWritable, mountAt } from './mounts.ts';
import { contextOf, patchTemplate } from './patch.ts';
import { volumeName } from './volume-name.ts';

/** The paths that a container writes, by what is mounted there. */
interface Places {
  readonly paths: readonly string[];
  /** Nothing is mounted. */
  readonly missing: readonly string[];
  /** What is mounted may not be writable; a volume below it could not be mounted either. */
  readonly doubtful: readonly string[];
}

export function makeRootReadOnly(workload: Workload, container: Container): Proposal | undefined {
  if (container.role === 'ephemeral') return undefined;
  const known = knowledgeOf(container.spec.image ?? '');
  const places = placesOf(workload, container, known?.paths ?? ['/tmp']);
  return patchTemplate(workload, {
    ...judge(container, known, places),
    edits: [
      { op: 'set', path: contextOf(container, 'readOnlyRootFilesystem'), value: true },
      ...places.missing.flatMap((path) => volumeFor(workload, container, path)),
    ],
    caveats: [
      ...places.missing.map(
        (path) => `What the image of ${container.name} holds in ${path} is hidden by an empty volume.`,
      ),
      ...(container.role === 'init' ? [`${container.name} runs only at rollout: what it writes was not seen.`] : []),
    ],
  });
}

function placesOf(workload: Workload, { spec }: Container, paths: readonly string[]): Places {
  const at = paths.map((path) => ({ path, mount: mountAt(path, spec.volumeMounts ?? []) }));
  return {
    paths,
    missing: at.filter(({ mount }) => mount === undefined).map(({ path }) => path),
    doubtful: at.filter(({ mount }) => mount !== undefined && !isWritable(workload, mount)).map(({ path }) => path),
  };
}

function judge(
  container: Container,
  known: ImageKnowledge | undefined,
  places: Places,
): { readonly readiness: Exclude<Readiness, 'elsewhere'>; readonly reason: string } {
  const { name, spec } = container;
  if (known === undefined)
    return { readiness: 'needs-input', reason: `Where ${spec.image || `the image of ${name}`} writes is not known.` };
  if (isSet(spec.command))
    return { readiness: 'needs-input', reason: `${name} runs a command of its own: where it writes is unknown.` };
  const doubts = [...doubtsAboutPlaces(name, places), ...doubtsAboutImage(container, known)];
  if (doubts.length > 0) return { readiness: 'review', reason: doubts.join(' ') };
  return { readiness: 'ready', reason: `Volumes are mounted where ${name} writes: ${places.paths.join(', ')}.` };
}

function doubtsAboutPlaces(name: string, { missing, doubtful }: Places): readonly string[] {
  return [
    ...(missing.length > 0 ? [`${name} writes to ${missing.join(', ')}, where no volume is mounted.`] : []),
    ...(doubtful.length > 0
      ? [`${name} writes to ${doubtful.join(', ')}, where what is mounted may not be writable.`]
      : []),
  ];
}

/** What may make the program write elsewhere than its image does by itself. */
function doubtsAboutImage({ name, spec }: Container, known: ImageKnowledge): readonly string[] {
  const { isOfficial, isBase, repository, variables = [], settings = [] } = known;
  const told = (spec.env ?? []).map((variable) => variable.name).filter((variable) => variables.includes(variable));
  const mounts = (spec.volumeMounts ?? []).map(({ mountPath }) => mountPath);
  const own = mounts.filter((path) => settings.some((folder) => path === folder || path.startsWith(`${folder}/`)));
  return [
    ...(isOfficial ? [] : [`${spec.image} is not ${repository} of Docker Hub: it may write elsewhere.`]),
    ...(isBase === true ? [`${spec.image} is a base image: the program in it decides where it writes.`] : []),
    ...(isSet(spec.args) ? [`${name} has arguments of its own, which may name other places.`] : []),
    ...(spec.lifecycle ? [`${name} has hooks of its own, which may write elsewhere.`] : []),
    ...(variables.length > 0 && spec.envFrom?.length
      ? [`${name} takes variables from elsewhere: ${variables[0]} may be one of them and name another place.`]
      : []),
    ...(told.length > 0 ? [`${told.join(', ')} may name another place for ${name}.`] : []),
    ...(own.length > 0 ? [`${name} has settings of its own in ${own.join(', ')}, which may name other places.`] : []),
  ];
}

function isSet(list: readonly string[] | undefined): boolean {
  return (list ?? []).length > 0;
}

function volumeFor(workload: Workload, container: Container, path: string): readonly Edit[] {
  const name = volumeName(workload, container, path);
  return [
    { op: 'add', path: [...workload.podPath, 'volumes'], key: 'name', value: { name, emptyDir: {} } },
    { op: 'add', path: [...container.path, 'volumeMounts'], key: 'mountPath', value: { name, mountPath: path } },
  ];
}

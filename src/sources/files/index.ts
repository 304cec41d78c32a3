/** Manifests in files: where objects are read from, and where changes go as edits of their text. */
import type { Source, Target } from '../../model/ports.ts';
import { Build } from './kustomize/build.ts';
import { createBuildSource } from './kustomize/rendered.ts';
import { KustomizeTarget } from './kustomize/target.ts';
import { type FilesOptions, Manifests } from './read/manifests.ts';
import { createFilesSource } from './read/source.ts';
import { Changes } from './write/changes.ts';
import { FilesTarget } from './write/target.ts';

/** A folder that kustomize builds: objects are what is built, changes are patches in that folder. `namespace` as in `FilesOptions`. */
export function openKustomization(
  dir: string,
  namespace?: string,
): Pick<Files, 'source' | 'target'> & { close(): Promise<void> } {
  const build = new Build(dir);
  const changes = new Changes();
  return {
    source: createBuildSource(build, changes, namespace),
    target: new KustomizeTarget(build, changes),
    close: () => build.close(),
  };
}

export { identityOfBuild } from './kustomize/rendered.ts';
export type { FilesOptions } from './read/manifests.ts';

export interface Files {
  readonly source: Source;
  readonly target: Target;
  /** What came from standard input, with the changes made since, in the encoding in which it came. */
  editedStdin(): Buffer;
}

/** Reads nothing yet: what is missing or unreadable is told by the stream. */
export function openFiles(options: FilesOptions): Files {
  const manifests = new Manifests(options);
  const changes = new Changes();
  return {
    source: createFilesSource(manifests, changes),
    target: new FilesTarget(manifests, changes),
    editedStdin: () => manifests.stdin ?? Buffer.alloc(0),
  };
}

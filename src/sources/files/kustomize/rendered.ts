/** What a kustomization builds, in place of manifests: one text with every object. */
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { refKey, refOf } from '../../../kube/refs.ts';
import type { ClusterIdentity, Source, SourceEvent } from '../../../model/ports.ts';
import type { Discovered } from '../read/discover.ts';
import { Manifests } from '../read/manifests.ts';
import { PositionFinder } from '../read/positions.ts';
import { createFilesSource } from '../read/source.ts';
import { sha256 } from '../read/text.ts';
import type { Changes } from '../write/changes.ts';
import { type Build, shownBuild } from './build.ts';
import type { Origin } from './origins.ts';

export class RenderedManifests extends Manifests {
  readonly #build: Build;
  readonly #signal: AbortSignal;
  #text = '';

  constructor(build: Build, namespace: string | undefined, signal: AbortSignal) {
    super({ paths: [build.dir], ...(namespace === undefined ? {} : { namespace }) });
    this.#build = build;
    this.#signal = signal;
  }

  override async *files(): AsyncGenerator<Discovered> {
    const built = await this.#build.now(this.#signal);
    if ('problems' in built) {
      for (const problem of built.problems) yield { path: this.#build.dir, problem };
      return;
    }
    this.#text = built.text;
    yield { path: shownBuild(this.#build.dir), isFound: false, isBuilt: true };
  }

  override async lookForKustomizations(): Promise<readonly string[]> {
    return [];
  }

  override async bytes(): Promise<Buffer> {
    return Buffer.from(this.#text);
  }

  override content(): Promise<Buffer> {
    return this.bytes();
  }

  override identity(): Promise<ClusterIdentity> {
    return identityOfBuild(this.#build.dir);
  }
}

/** Another one than that of the manifests in the folder: what was written there is not undone as if it was written here. */
export async function identityOfBuild(dir: string): Promise<ClusterIdentity> {
  const server = await realpath(dir).catch(() => resolve(dir));
  return { id: sha256(`kustomization\n${server}`), server, ca: '', context: '', user: '', version: '' };
}

/** Reads once; with `watch`, what is written here is told on. */
export function createBuildSource(build: Build, changes: Changes, namespace?: string): Source {
  const positions = new PositionFinder(new Manifests({ paths: [build.dir] }));
  const origins: Origins = new Map();
  return {
    type: 'files',
    label: `what ${build.dir} builds`,
    identity: () => identityOfBuild(build.dir),
    async positionOf(ref, path) {
      const origin = origins.get(refKey(ref));
      return origin === undefined ? undefined : positions.of({ ...origin, path: origin.file, items: [] }, path);
    },
    async *stream(options, signal) {
      const source = createFilesSource(new RenderedManifests(build, namespace, signal), changes);
      for await (const event of source.stream(options, signal)) yield await withOrigins(event, build, origins, signal);
    },
  };
}

/** By `refKey`. */
type Origins = Map<string, Pick<Origin, 'file' | 'document'>>;

/** The file that an object was built from stands in the place of the text that holds them all. */
async function withOrigins(
  event: SourceEvent,
  build: Build,
  origins: Origins,
  signal: AbortSignal,
): Promise<SourceEvent> {
  if (event.type !== 'upsert') return event;
  const built = await build.now(signal);
  if ('problems' in built) return event;
  const items = await Promise.all(
    event.items.map(async (item) => {
      const { origin } = item.facts ?? {};
      const value = origin?.file === shownBuild(build.dir) ? built.documents[origin.document - 1]?.value : undefined;
      if (value === undefined) return item;
      const { file, document, line } = await build.originOf(built, value, signal);
      origins.set(refKey(refOf(item.object)), { file, document });
      return { ...item, facts: { ...item.facts, origin: { file, document, line } } };
    }),
  );
  return { ...event, items };
}

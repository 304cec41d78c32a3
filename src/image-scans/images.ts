/** Which images are to be scanned: those that workloads name, and of each the builds that run. */
import { parseReference, runningIn } from '../analysis/pod-template/index.ts';
import { isWorkloadKind, templatesIn } from '../inventory/templates.ts';
import type { Observed } from '../model/ports.ts';
import type { Kind, StoredKind, Workload } from '../plugin-api/index.ts';

export interface Wanted {
  /** As workloads name it. */
  readonly image: string;
  /** Of a build that runs. Absent: none is told. */
  readonly digest?: string;
}

/** By image as it is named; an empty set: no build of it is told. */
export type Seen = Map<string, Set<string>>;

/** Notes what these objects run or would run. */
export function see(seen: Seen, kind: StoredKind, items: readonly Observed[]): void {
  if (!isWorkloadKind(kind)) return;
  for (const { object } of items) {
    if (kind === 'Pod')
      for (const { image, digest } of runningIn(object as Workload['pods'][number])) note(image, digest);
  }
  const of = (asked: Kind) => (asked === kind && kind !== 'Pod' ? items.map(({ object }) => object) : []);
  for (const { template } of templatesIn(of)) {
    const { initContainers = [], containers = [] } = template.spec ?? {};
    for (const { image } of [...initContainers, ...containers]) if (image) note(image);
  }

  function note(image: string, digest?: string): void {
    const builds = seen.get(image) ?? new Set();
    seen.set(image, builds);
    if (digest !== undefined) builds.add(digest);
  }
}

/** Sorted, each build once. */
export function wantedOf(seen: Seen): readonly Wanted[] {
  const images = [...seen].sort(([left], [right]) => (left < right ? -1 : 1));
  return images.flatMap(([image, builds]): readonly Wanted[] =>
    builds.size === 0 ? [{ image }] : [...builds].sort().map((digest) => ({ image, digest })),
  );
}

/** What a registry is asked for, `undefined` where the name is none that a registry takes. */
export function targetOf({ image, digest }: Wanted): string | undefined {
  const target = digest === undefined ? image : `${parseReference(image).repository}@${digest}`;
  return target.length <= 512 && REFERENCE.test(target) ? target : undefined;
}

/** What a cluster calls an image becomes an argument of a program: never a flag, a path or an address. */
const REFERENCE =
  /^[a-z0-9]+(?:[._-]+[a-zA-Z0-9]+)*(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha\d+:[0-9a-f]{32,128})?$/;

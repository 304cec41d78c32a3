/** References of images, and which build of them runs. Pure. */
import { type Container, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

export type Reference = podTemplate.Reference;

/** `undefined`: no image is named. */
export function referenceOf({ spec }: Container): Reference | undefined {
  return spec.image ? parse(spec.image) : undefined;
}

export const parse = podTemplate.parseReference;

/** Where a tag is named that its makers move with each release, or none is. */
export function isLatest({ tag, digest }: Reference): boolean {
  return digest === undefined && (tag === undefined || tag === 'latest');
}

export interface Build {
  readonly pod: string;
  /** Absent: the node names none that a registry knows, such as that of an image which was loaded by hand. */
  readonly digest?: string;
}

/** What the pods of this very reference run. */
export function buildsOf({ pods }: Workload, { name, spec }: Container): readonly Build[] {
  return pods.flatMap((pod) => {
    const running = podTemplate.runningIn(pod).find(({ container }) => container === name);
    if (running === undefined || running.image !== spec.image) return [];
    const { digest } = running;
    return [{ pod: pod.metadata.name, ...(digest === undefined ? {} : { digest }) }];
  });
}

export function shortDigest(digest: string): string {
  return `${digest.slice(0, 19)}…`;
}

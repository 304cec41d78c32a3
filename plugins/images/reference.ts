/** References of images, and which build of them runs. Pure. */
import { type Container, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

export interface Reference {
  /** With its registry: `docker.io/library/nginx`. */
  readonly repository: string;
  /** Absent: none is named. */
  readonly tag?: string;
  /** `sha256:...` */
  readonly digest?: string;
}

const DIGEST = /@(sha\d+:[0-9a-f]{32,})$/;

/** `undefined`: no image is named. */
export function referenceOf({ spec }: Container): Reference | undefined {
  return spec.image ? parse(spec.image) : undefined;
}

export function parse(image: string): Reference {
  const { registry, repository, tag } = podTemplate.parseImage(image);
  const digest = DIGEST.exec(image)?.[1];
  return {
    repository: `${registry}/${repository}`,
    ...(tag === '' ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

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
  const repository = spec.image ? parse(spec.image).repository : '';
  return pods.flatMap((pod) => {
    const specs = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
    if (specs.find((each) => each.name === name)?.image !== spec.image) return [];
    const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
    const status = [...initContainerStatuses, ...containerStatuses].find((each) => each.name === name);
    const ran = status?.imageID ? parse(status.imageID.replace(/^[a-z-]+:\/\//, '')) : undefined;
    const digest = ran?.repository === repository ? ran.digest : undefined;
    return [{ pod: pod.metadata.name, ...(digest === undefined ? {} : { digest }) }];
  });
}

export function shortDigest(digest: string): string {
  return `${digest.slice(0, 19)}…`;
}

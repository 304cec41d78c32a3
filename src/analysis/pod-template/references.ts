/** References of images, and which build of them a pod runs. */
import type { Workload } from '../../plugin-api/index.ts';
import { parseImage } from './images.ts';

export interface Reference {
  /** With its registry: `docker.io/library/nginx`. */
  readonly repository: string;
  /** Absent: none is named. */
  readonly tag?: string;
  /** `sha256:...` */
  readonly digest?: string;
}

const DIGEST = /@(sha\d+:[0-9a-f]{32,})$/;

export function parseReference(image: string): Reference {
  const { registry, repository, tag } = parseImage(image);
  const digest = DIGEST.exec(image)?.[1];
  return {
    repository: `${registry}/${repository}`,
    ...(tag === '' ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

type Pod = Workload['pods'][number];

export interface Running {
  readonly container: string;
  /** As the pod names it. */
  readonly image: string;
  /** Absent: the node names none that a registry knows, such as that of an image which was loaded by hand. */
  readonly digest?: string;
}

/** Of each container with an image, ephemeral ones left out. */
export function runningIn({ spec, status }: Pod): readonly Running[] {
  const { initContainerStatuses = [], containerStatuses = [] } = status ?? {};
  const statuses = [...initContainerStatuses, ...containerStatuses];
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap(({ name, image }) => {
    if (!image) return [];
    const id = statuses.find((each) => each.name === name)?.imageID;
    const ran = id ? parseReference(id.replace(/^[a-z-]+:\/\//, '')) : undefined;
    const digest = ran?.repository === parseReference(image).repository ? ran.digest : undefined;
    return [{ container: name, image, ...(digest === undefined ? {} : { digest }) }];
  });
}

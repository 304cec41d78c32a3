/** What a volume for one path of one container is called. Containers do not share what they write. */
import { shortHash } from '../../kube/canonical.ts';
import type { Container, Workload } from '../../plugin-api/index.ts';

const MOST = 63;

/** The container and the path in words where that is short enough and can mean nothing else, with a hash of both elsewhere. */
export function volumeName(workload: Workload, container: Container, path: string): string {
  const place = path.split('/').filter(Boolean).join('-').toLowerCase();
  const isAlone = workload.containers.length === 1;
  const plain = isAlone ? `harden-${place}` : `harden-${container.name}-${place}`;
  const isTaken = workload.pod.volumes?.some(({ name }) => name === plain) === true;
  if (plain.length <= MOST && !isTaken && !mayBeMistaken(workload, container)) return plain;
  const end = `-${place}-${shortHash([container.name, path], 8)}`;
  return `harden-${container.name.slice(0, MOST - 'harden-'.length - end.length)}${end}`;
}

/** Path `/run` of container `api-var` reads like path `/var/run` of container `api`. */
function mayBeMistaken({ containers }: Workload, { name }: Container): boolean {
  return containers.some((other) => other.name.startsWith(`${name}-`) || name.startsWith(`${other.name}-`));
}

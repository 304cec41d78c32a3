/** Images that are mounted as volumes: what runs in a pod comes out of them, too. */
import type { Judged, Violation, Workload } from 'kubectl-harden/plugin-api';

/** What a check says of one image, whether it is run or mounted; the name of what it belongs to comes before the message. */
export type JudgeImage = (image: string) => Omit<Judged, 'path' | 'proposal'> | undefined;

/** A violation for each image of a volume that `judge` finds something wrong with. */
export function eachImageVolume({ pod, podPath }: Workload, judge: JudgeImage): readonly Violation[] {
  return (pod.volumes ?? []).flatMap(({ name, image }) => {
    const judged = image?.reference ? judge(image.reference) : undefined;
    if (judged === undefined) return [];
    const path = [...podPath, 'volumes', { key: 'name', is: name }, 'image', 'reference'];
    return [{ ...judged, message: `Volume ${name} ${judged.message}`, path, key: `volume ${name}` }];
  });
}

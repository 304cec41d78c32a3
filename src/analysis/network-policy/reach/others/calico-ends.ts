/** Whom selectors of Calico mean: pods, sets of addresses, and nodes where they are endpoints by themselves. */
import { type End, isOutside } from '../ends.ts';
import type { OtherSource, ReachPod, ReachWorld } from '../types.ts';
import { isAmongAddresses } from './blocks.ts';
import {
  type AddressSet,
  addressSet,
  isSelected,
  type Labelled,
  labelledPod,
  type Selecting,
} from './calico-labels.ts';
import { both, either } from './members.ts';
import type { Known } from './types.ts';

export { EVERYTHING, type Selecting } from './calico-labels.ts';

export interface CalicoEnds {
  /** In rules: by what it is, or by its addresses. */
  isAmong(end: End, selecting: Selecting): Known;
  /** As what a policy is about: only what it is counts. */
  isPod(end: End, selecting: Selecting): Known;
}

type Source = Pick<OtherSource, 'networkSets' | 'accounts' | 'hasHostEndpoints'>;

export function calicoEnds(source: Source, namespaces: ReachWorld['namespaces']): CalicoEnds {
  const sets = source.networkSets.map((object) => addressSet(object, namespaces));
  const pods = new Map<ReachPod, Labelled>();
  const labelled = (pod: ReachPod) => {
    const known = pods.get(pod) ?? labelledPod(pod, namespaces, source.accounts);
    pods.set(pod, known);
    return known;
  };
  const isItself = (end: End, selecting: Selecting): Known => {
    if (isOutside(end)) return false;
    if (end.pod.isHostNetwork) return source.hasHostEndpoints ? undefined : false;
    return isSelected(selecting, labelled(end.pod));
  };
  return {
    isPod: (end, selecting) => (isOutside(end) || end.pod.isHostNetwork ? false : isItself(end, selecting)),
    isAmong(end, selecting) {
      const itself = isItself(end, selecting);
      return itself === true || sets.length === 0 ? itself : either(itself, isInSets(end, sets, selecting));
    },
  };
}

function isInSets(end: End, sets: readonly AddressSet[], selecting: Selecting): Known {
  return sets
    .map((set) => {
      const isMeant = isSelected(selecting, set);
      if (isMeant === false) return false;
      const isHeld = isAmongAddresses(end, set.blocks);
      return both(isMeant, set.isWhole ? isHeld : either(isHeld, undefined));
    })
    .reduce<Known>(either, false);
}

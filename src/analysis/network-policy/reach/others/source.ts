/** From objects of other makers to what they say of a pod. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json, KubeObject } from '../../../../plugin-api/index.ts';
import { keysIn } from '../../other/calico-selector.ts';
import type { End } from '../ends.ts';
import type { OtherSource, ReachWorld } from '../types.ts';
import { calicoPolicies } from './calico.ts';
import { calicoTiers } from './calico-rules.ts';
import { ciliumPolicies } from './cilium.ts';
import { blocksIn, ciliumLabelKeys, ciliumRules } from './cilium-rules.ts';
import { Members } from './members.ts';
import type { OtherDistinctions, OtherPolicies } from './types.ts';

export function distinctionsOfOthers({ cilium, calico }: OtherSource): OtherDistinctions {
  return {
    labelKeys: [...ciliumLabelKeys(cilium), ...selectorTexts(calico as unknown as Json).flatMap(keysIn)],
    blocks: blocksIn(
      [...cilium, ...calico].map((object) => (object as KubeObject & { readonly spec?: Json }).spec ?? null),
    ),
  };
}

/** One for each maker. */
export function othersOf(
  source: OtherSource,
  namespaces: ReachWorld['namespaces'],
  ends: readonly End[],
): readonly OtherPolicies[] {
  const members = new Members(ends);
  const distinctions = distinctionsOfOthers(source);
  const { cilium, calico, tiers, hasNetworkSets, isAlways } = source;
  return [
    ...(cilium.length === 0
      ? []
      : [ciliumPolicies({ policies: ciliumRules({ objects: cilium, namespaces }), distinctions, isAlways }, members)]),
    ...(calico.length === 0
      ? []
      : [
          calicoPolicies(
            { tiers: calicoTiers({ policies: calico, tiers, namespaces, hasNetworkSets }), distinctions },
            members,
          ),
        ]),
  ];
}

const SELECTORS: ReadonlySet<string> = new Set(['selector', 'notSelector', 'namespaceSelector']);

function selectorTexts(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(selectorTexts);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    SELECTORS.has(key) && typeof each === 'string' ? [each] : selectorTexts(each),
  );
}

/** From objects of other makers to what they say of a pod. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json, KubeObject } from '../../../../plugin-api/index.ts';
import { keysIn } from '../../other/calico-selector.ts';
import type { End } from '../ends.ts';
import type { OtherSource, ReachWorld } from '../types.ts';
import { blocksIn } from './blocks.ts';
import { calicoPolicies } from './calico.ts';
import { calicoEnds } from './calico-ends.ts';
import { calicoOfNodes, calicoTiers } from './calico-rules.ts';
import { ciliumPolicies } from './cilium.ts';
import { ciliumLabelKeys, ciliumOfNodes, ciliumRules } from './cilium-rules.ts';
import { Members } from './members.ts';
import type { OtherDistinctions, OtherPolicies } from './types.ts';

export function distinctionsOfOthers({ cilium, calico, networkSets }: OtherSource): OtherDistinctions {
  const specs = [...cilium, ...calico, ...networkSets].map((object) => {
    const { spec, specs: more } = object as KubeObject & { readonly spec?: Json; readonly specs?: Json };
    return [spec ?? null, more ?? null];
  });
  return {
    labelKeys: [...ciliumLabelKeys(cilium), ...selectorTexts(calico as unknown as Json).flatMap(keysIn)],
    isByAccount: /serviceaccount|pcsa\./i.test(JSON.stringify(specs)),
    blocks: blocksIn(specs),
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
  return [
    ...(source.cilium.length === 0 && source.isAlways !== true ? [] : [ofCilium(source)]),
    ...(source.calico.length === 0 ? [] : [ofCalico(source)]),
  ];

  function ofCilium({ cilium, isAlways, hasHostFirewall }: OtherSource): OtherPolicies {
    const policies = ciliumRules({ objects: cilium, namespaces });
    const ofNodes: OtherPolicies['ofNodes'] = (direction) =>
      hasHostFirewall === false ? [] : ciliumOfNodes(cilium, direction);
    return ciliumPolicies({ policies, distinctions, isAlways, ofNodes }, members);
  }

  function ofCalico({ calico, tiers, ...rest }: OtherSource): OtherPolicies {
    const ofNodes: OtherPolicies['ofNodes'] = (direction) =>
      rest.hasHostEndpoints ? calicoOfNodes(calico, direction) : [];
    const ends_ = calicoEnds(rest, namespaces);
    return calicoPolicies(
      { tiers: calicoTiers({ policies: calico, tiers, ends: ends_ }), distinctions, ofNodes },
      members,
    );
  }
}

const SELECTORS: ReadonlySet<string> = new Set(['selector', 'notSelector', 'namespaceSelector']);

function selectorTexts(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(selectorTexts);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    SELECTORS.has(key) && typeof each === 'string' ? [each] : selectorTexts(each),
  );
}

/** Policies of Cilium: rules of all objects, NetworkPolicies among them, count together, and denials before all. */
import type { KubeObject } from '../../../../plugin-api/index.ts';
import type { Direction } from '../../types.ts';
import type { PodEnd } from '../ends.ts';
import { ALL_PORTS, difference, NO_PORTS, type PortSet, union } from '../ports.ts';
import type { Members } from './members.ts';
import type { Bounds, OtherDistinctions, OtherPolicies, OtherPolicyRules, Standard } from './types.ts';

export interface CiliumWorld {
  readonly policies: readonly OtherPolicyRules[];
  readonly distinctions: OtherDistinctions;
  /** `enable-policy: always`: what no policy allows is refused, whoever is selected. Undefined: not known. */
  readonly isAlways: boolean | undefined;
  /** Objects with rules for nodes, as far as they are enforced. */
  readonly ofNodes: (direction: Direction) => readonly KubeObject[];
}

export function ciliumPolicies(
  { policies, distinctions, isAlways, ofNodes }: CiliumWorld,
  members: Members,
): OtherPolicies {
  return {
    distinctions,
    ofNodes,
    boundsOf(end, direction, standard) {
      const own = selecting(policies, end, direction);
      if (own.length === 0 && isAlways !== true) return undefined;
      const bounds = judge(own, { end, direction, standard: standard(), isAlways }, members);
      return isAlways === true ? { ...bounds, isAlways } : bounds;
    },
  };
}

export interface Selecting {
  readonly each: OtherPolicyRules;
  readonly isCertain: boolean;
}

export function selecting(
  policies: readonly OtherPolicyRules[],
  end: PodEnd,
  direction: Direction,
): readonly Selecting[] {
  return policies.flatMap((each) => {
    if (each.direction !== direction) return [];
    const answer = each.subject.meets(end);
    return answer === false ? [] : [{ each, isCertain: answer === true && each.doubt === undefined }];
  });
}

interface Judged {
  readonly end: PodEnd;
  readonly direction: Direction;
  readonly standard: Standard;
  readonly isAlways: boolean | undefined;
}

function judge(own: readonly Selecting[], { end, direction, standard, isAlways }: Judged, members: Members): Bounds {
  const allowed = emptyRows(members.count);
  const denied = emptyRows(members.count);
  const isRequiring = own.some(({ each }) => each.isRequiring === true);
  for (const { each, isCertain } of own)
    for (const rule of each.rules) {
      const isKnown = isCertain && !(isRequiring && rule.isOfEndpoints === true);
      for (const { at, sure, maybe } of members.hits(rule, end, direction, isKnown)) {
        const rows = rule.action === 'Deny' ? denied : allowed;
        rows.sure[at] = union(rows.sure[at] ?? NO_PORTS, sure);
        rows.maybe[at] = union(rows.maybe[at] ?? NO_PORTS, maybe);
      }
    }
  const denying = own.filter(({ each }) => each.isDenying);
  const isOther = standard.isSelected || isAlways === true;
  const isDenied = isOther || denying.some(({ isCertain }) => isCertain);
  const mayBeDenied = isDenied || denying.length > 0 || isAlways === undefined;
  const bound = (rows: readonly PortSet[], isClosed: boolean, refused: readonly PortSet[]) =>
    rows.map((ports, at) => {
      const open = isClosed ? union(ports, standard.granted[at] ?? NO_PORTS) : ALL_PORTS;
      return difference(open, refused[at] ?? NO_PORTS);
    });
  return {
    sure: bound(allowed.sure, mayBeDenied, denied.maybe),
    maybe: bound(allowed.maybe, isDenied, denied.sure),
    doubted: own.map(({ each }) => each.policy),
  };
}

export function emptyRows(count: number): { readonly sure: PortSet[]; readonly maybe: PortSet[] } {
  return { sure: Array.from({ length: count }, () => NO_PORTS), maybe: Array.from({ length: count }, () => NO_PORTS) };
}

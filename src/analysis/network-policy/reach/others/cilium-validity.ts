/** Rule sets that versions of Cilium refuse, or read in other ways: nobody knows what they come down to. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json, JsonObject } from '../../../../plugin-api/index.ts';

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;
/** Of a rule only one of these may be given. */
const PEERS = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Nodes', 'Groups', 'Services', 'FQDNs'] as const;

/** A clause; one rule set that is refused takes the whole object with it. */
export function ciliumDoubt(specs: readonly JsonObject[]): string | undefined {
  return specs.map(doubtOf).find((doubt) => doubt !== undefined);
}

function doubtOf(spec: JsonObject): string | undefined {
  const rules = SECTIONS.flatMap((section) => objectsIn(spec[section]).map((rule) => ({ rule, section })));
  if (rules.length === 0) return 'it has a rule set without rules';
  if (isJsonObject(spec.endpointSelector) && isJsonObject(spec.nodeSelector))
    return 'it selects pods and nodes at once';
  for (const { rule, section } of rules) {
    const way = section.startsWith('ingress') ? 'from' : 'to';
    if (PEERS.filter((field) => isGiven(rule[`${way}${field}`])).length > 1)
      return 'a rule of it names peers in several ways';
    if (isGiven(rule.icmps) && isGiven(rule.toPorts)) return 'a rule of it names ports and ICMP at once';
    if (isGiven(rule[`${way}Nodes`])) return 'it names nodes';
    if (isGiven(rule[`${way}Requires`])) return `it uses ${way}Requires`;
  }
  return undefined;
}

export function isGiven(list: Json | undefined): boolean {
  return Array.isArray(list) && list.length > 0;
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

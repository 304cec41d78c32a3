/** ClusterNetworkPolicies that deny every pod: a default deny that stands before or behind NetworkPolicies. */
import { matchesLabels, selectsAll } from '../../../kube/label-selector.ts';
import { refOf } from '../../../kube/refs.ts';
import type { ResourceName } from '../../../plugin-api/index.ts';
import { clusterRules, subjectOf } from '../reach/cluster-rules.ts';
import { ALL_PORTS } from '../reach/ports.ts';
import type { ClusterPolicy, FlowRule, PeerTerm } from '../reach/types.ts';
import type { OtherPolicy } from './types.ts';

const DIRECTIONS = ['Ingress', 'Egress'] as const;

export function clusterPolicy(kind: ResourceName, object: ClusterPolicy): OtherPolicy {
  const subject = subjectOf(object);
  return {
    kind,
    ref: refOf(object),
    directions: DIRECTIONS.filter((direction) => clusterRules(object, direction).length > 0),
    covers({ name, labels }) {
      if (subject?.is !== 'pods' || typeof subject.namespace === 'string') return false;
      if (labels === undefined && !selectsAll(subject.namespace)) return undefined;
      if (!matchesLabels(subject.namespace, { ...labels, 'kubernetes.io/metadata.name': name })) return false;
      return selectsAll(subject.pods) ? true : undefined;
    },
    // The first rule that fits decides.
    outcome(direction) {
      const first = clusterRules(object, direction).find(isForEverything);
      return first?.action === 'Deny' ? 'denied' : first?.action === 'Accept' ? 'allowed' : 'nothing';
    },
  };
}

function isForEverything(rule: FlowRule): boolean {
  const isAllPorts = rule.namedPorts.length === 0 && rule.fixedPorts === ALL_PORTS;
  return isAllPorts && rule.peers.some(isAnyPod);
}

function isAnyPod(term: PeerTerm): boolean {
  if (term.is === 'everybody') return true;
  return (
    term.is === 'pods' && typeof term.namespace !== 'string' && selectsAll(term.namespace) && selectsAll(term.pods)
  );
}

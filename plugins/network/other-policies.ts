/** Policies of other kinds may isolate too, and are not read: then what is said of NetworkPolicies is inferred. */
import type { Evidence, ObjectRead, View } from 'kubectl-harden/plugin-api';

const OTHER_POLICIES: readonly (readonly [group: string, resource: string])[] = [
  ['cilium.io', 'ciliumnetworkpolicies'],
  ['crd.projectcalico.org', 'networkpolicies'],
  ['projectcalico.org', 'networkpolicies'],
  ['policy.networking.k8s.io', 'clusternetworkpolicies'],
  ['policy.networking.k8s.io', 'adminnetworkpolicies'],
  ['crd.antrea.io', 'networkpolicies'],
];

/** What else may isolate pods, or why that is not visible; `undefined`: nothing of that kind is served. */
export function otherPolicies(view: View<ObjectRead<'Discovery', 'own'>>): Evidence | undefined {
  const { value, coverage } = view.evidence('Discovery');
  const source = 'GET /apis';
  if (value === undefined && coverage.state !== 'absent')
    return {
      text: `Whether other kinds of policies are served is unknown: ${coverage.reason ?? coverage.state}.`,
      source,
    };
  const found = OTHER_POLICIES.filter(([group, resource]) =>
    (value ?? []).some((each) => each.group === group && each.resource === resource),
  ).map(([group, resource]) => `${resource}.${group}`);
  if (found.length === 0) return undefined;
  return {
    text: `${found.join(' and ')} are served here as well and were not read: they may isolate pods too.`,
    source,
  };
}

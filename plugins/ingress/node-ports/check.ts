/** Ports that a Service opens on every node. */
import { defineCheck, insideOnly, type Proposal, type SubjectOf, type Violation } from 'kubectl-harden/plugin-api';

type Service = SubjectOf<'Service'>;

function closed(service: Service, ports: readonly number[]): Proposal {
  const which = ports.length === 0 ? 'the ports that were given to it' : `port ${ports.join(', ')}`;
  return {
    readiness: 'review',
    reason: 'Who connects by the address of a node is not visible here.',
    changes: [insideOnly(service)],
    caveats: [
      `Clients and load balancers that use the address of a node and ${which} get no answer any more.`,
      'Pods go on using the name and the address of the Service.',
    ],
  };
}

/** Port numbers that are given are the ones people connect to: they are given back when the type changes. */
function violationsOf(service: Service): readonly Violation[] {
  const { spec } = service.object;
  if (spec?.type !== 'NodePort') return [];
  const given = (spec.ports ?? []).flatMap(({ nodePort }) =>
    nodePort === undefined || nodePort === 0 ? [] : [nodePort],
  );
  const ports = [...new Set(given)];
  const which = ports.length === 0 ? 'a port' : `port ${ports.join(', ')}`;
  const message = `It opens ${which} on every node, for everybody who reaches a node.`;
  return [{ message, path: ['spec', 'type'], value: [...ports], proposal: closed(service, ports) }];
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/node-ports',
    title: 'Services open no ports on the nodes',
    severity: 'medium',
    rationale:
      'A NodePort answers on every address of every node, also on those that face other networks, without TLS, names or a filter in front. Addresses of clients are often replaced by those of nodes, so that network policies and logs see the wrong ones.',
    guidance:
      'Use `type: ClusterIP` and let an Ingress, a Gateway or a LoadBalancer publish the program. Where a load balancer outside needs node ports, allow them from its addresses only, by the firewall of the nodes.',
    item: 'ingress',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Service',
  evaluate: violationsOf,
  remediation: { title: 'Close the ports of the nodes', kind: 'patch', disruption: 'traffic' },
});

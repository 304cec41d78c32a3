/** Three pods in two namespaces under policies of Cilium and Calico, and what is open, closed or unknown among them. */
import { hasPort, Reach, type ReachPod, type ReachWorld } from '../../../../src/analysis/network-policy/index.ts';
import type { KubeObject } from '../../../../src/plugin-api/index.ts';

export function pod(name: string, namespace = 'shop', more: Partial<ReachPod> = {}): ReachPod {
  return {
    ...{ namespace, labels: { app: name }, isHostNetwork: false, isFinished: false, addresses: [] },
    namedPorts: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    ...more,
  };
}
export const [WEB, DB, OTHER] = [pod('web'), pod('db'), pod('tool', 'ops')];

export function policy(kind: string, spec: object, name = 'p', namespace?: string): KubeObject {
  const apiVersion = kind.startsWith('Cilium') ? 'cilium.io/v2' : 'projectcalico.org/v3';
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion, kind, metadata, spec } as unknown as KubeObject;
}

export const NOTHING: NonNullable<ReachWorld['others']> = {
  ...{ cilium: [], isAlways: false, hasHostFirewall: false },
  ...{ calico: [], tiers: [], networkSets: [], hasHostEndpoints: false, accounts: new Map() },
};

export function world(others: Partial<NonNullable<ReachWorld['others']>>, more: Partial<ReachWorld> = {}) {
  const reach = new Reach({
    pods: [WEB, DB, OTHER],
    namespaces: new Map([
      ['shop', { team: 'a' }],
      ['ops', { team: 'b' }],
    ]),
    ...{ policies: [], clusterPolicies: [], doBlocksSelectPods: false },
    others: { ...NOTHING, ...others },
    ...more,
  });
  const outside = (own: ReachPod, address: string, port: number, direction: 'Ingress' | 'Egress') => {
    if (hasPort(reach.atAddress(own, address, direction), 'TCP', port)) return 'open';
    const unknown = reach.unknownAt(own, address, direction);
    return unknown !== undefined && hasPort(unknown.ports, 'TCP', port) ? 'unknown' : 'closed';
  };
  return {
    between(from: ReachPod, to: ReachPod, port: number) {
      if (hasPort(reach.between(from, to), 'TCP', port)) return 'open';
      const unknown = reach.unknownBetween(reach.classOf(from), reach.classOf(to));
      return unknown !== undefined && hasPort(unknown.ports, 'TCP', port) ? 'unknown' : 'closed';
    },
    out: (from: ReachPod, address: string, port: number) => outside(from, address, port, 'Egress'),
    in: (to: ReachPod, address: string, port: number) => outside(to, address, port, 'Ingress'),
    reasons: (from: ReachPod, to: ReachPod) => reach.reasons({ from, to }, [8080, 8081]),
  };
}

/** From web and from tool, on 8080 and on 9000, to db. */
export function fourOf(found: ReturnType<typeof world>): string {
  return [WEB, OTHER].flatMap((from) => [8080, 9000].map((port) => found.between(from, DB, port))).join(' ');
}

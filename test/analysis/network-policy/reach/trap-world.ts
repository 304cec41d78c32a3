/** A small world for rows of traps: the rules, connections, and which of them are open. */
import { expect } from 'vitest';
import {
  type ClusterPolicy,
  hasPort,
  type Policy,
  type Protocol,
  Reach,
  type ReachPod,
} from '../../../../src/analysis/network-policy/index.ts';

type Pods = Record<'web' | 'db' | 'other' | 'node', ReachPod>;

function pod(app: string, rest: Partial<ReachPod> = {}): ReachPod {
  const own = {
    namespace: 'shop',
    labels: { app },
    isHostNetwork: false,
    isFinished: false,
    namedPorts: [],
    addresses: [],
  };
  return { ...own, ...rest };
}

const PODS: Pods = {
  web: pod('web', { addresses: ['10.0.0.1'], namedPorts: [{ name: 'http', protocol: 'TCP', port: 8080 }] }),
  db: pod('db', { addresses: ['10.0.0.2'], namedPorts: [{ name: 'http', protocol: 'TCP', port: 9090 }] }),
  other: pod('web', { namespace: 'team', addresses: ['10.0.1.1'] }),
  node: pod('agent', { isHostNetwork: true, addresses: ['192.168.0.1'] }),
};
const NAMESPACES = new Map([['team', { tier: 'back' }]]);

export interface World {
  readonly policies?: readonly object[];
  readonly cluster?: readonly object[];
  readonly doBlocksSelectPods?: boolean;
}

function reachOf({ policies = [], cluster = [], doBlocksSelectPods = true }: World): Reach<ReachPod> {
  return new Reach({
    pods: Object.values(PODS),
    namespaces: NAMESPACES,
    doBlocksSelectPods,
    policies: policies.map((spec, at) => ({ metadata: { name: `p${at}`, namespace: 'shop' }, spec }) as Policy),
    clusterPolicies: cluster.map((spec, at) => ({ metadata: { name: `c${at}` }, spec }) as ClusterPolicy),
  });
}

/** `web>db`, `10.9.9.9>web 53/UDP`; the port is 80 of TCP where none is named. */
function isOpen(reach: Reach<ReachPod>, flow: string): boolean {
  const [ends = '', port = '80'] = flow.split(' ');
  const [from = '', to = ''] = ends.split('>');
  const [number, protocol = 'TCP'] = port.split('/');
  const [sender, receiver] = [PODS[from as keyof Pods], PODS[to as keyof Pods]];
  const ports =
    sender !== undefined && receiver !== undefined
      ? reach.between(sender, receiver)
      : sender === undefined
        ? reach.atAddress(receiver ?? PODS.web, from, 'Ingress')
        : reach.atAddress(sender, to, 'Egress');
  return hasPort(ports, protocol as Protocol, Number(number));
}

export type Row = readonly [trap: string, world: World, open: readonly string[], closed: readonly string[]];

/** The open flows of the row are open, and the closed ones are not. */
export function expectFlows(world: World, open: readonly string[], closed: readonly string[]): void {
  const reach = reachOf(world);
  expect([...open, ...closed].filter((flow) => isOpen(reach, flow))).toEqual(open);
}

export const ONLY_WEB = { podSelector: { matchLabels: { app: 'web' } } };
export const toWeb = (ingress: readonly object[]) => ({ ...ONLY_WEB, ingress });
export const fromWeb = (egress: readonly object[]) => ({ ...ONLY_WEB, policyTypes: ['Egress'], egress });
export const ANY = { matchLabels: {} };
export const BACK = { matchLabels: { tier: 'back' } };
export const DB = { matchLabels: { app: 'db' } };

export const CLUSTER = { tier: 'Admin', priority: 10, subject: { namespaces: {} } };
export const tcp = (number: number) => ({ tcp: { destinationPort: { number } } });
export const ALL = [{ namespaces: {} }];
export const NO_INGRESS = { podSelector: {} };

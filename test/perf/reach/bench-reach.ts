/** Who may connect to whom among many pods under many policies: processor time, and its growth with their number. */
import { type Policy, Reach, type ReachPod, type ReachWorld } from '../../../src/analysis/network-policy/index.ts';
import { type Figure, round, seconds } from '../report.ts';
import { calicoPoliciesOf, ciliumPoliciesOf, NAMESPACES, type Size } from './policies-of-others.ts';

const LARGE: Size = { pods: 2000, policies: 500 };
const SMALL: Size = { pods: 500, policies: 125 };
const GROWTH = 16;
const WHOLE_MS = 5000;
const RUNS = 3;

export async function benchReach(print: (figure: Figure) => void): Promise<void> {
  for (const [name, rules] of RULES) printGrowth(print, name, rules);
}

type Rules = (size: Size) => Partial<ReachWorld>;
const RULES: readonly (readonly [name: string, rules: Rules])[] = [
  ['policies', (size) => ({ policies: policiesOf(size) })],
  ['policies of Cilium', (size) => ({ doBlocksSelectPods: false, others: ciliumPoliciesOf(size) })],
  ['policies of Calico', (size) => ({ others: calicoPoliciesOf(size) })],
];

function printGrowth(print: (figure: Figure) => void, name: string, rules: Rules): void {
  const [small, large] = [bestOf(SMALL, rules), bestOf(LARGE, rules)];
  print({
    name: `reach: every connection of ${LARGE.pods} pods under ${LARGE.policies} ${name}`,
    value: `processor ${seconds(large)}`,
    goal: { is: large, atMost: WHOLE_MS, unit: ' ms' },
  });
  const growth = large / small;
  print({
    name: `reach: growth from ${SMALL.pods} pods under ${SMALL.policies} ${name}`,
    value: `${round(growth)}x for ${LARGE.pods / SMALL.pods}x of each`,
    goal: { is: growth, atMost: GROWTH, unit: 'x' },
  });
}

function bestOf(size: Size, rules: Rules): number {
  return Math.min(...Array.from({ length: RUNS }, () => cpuOf(size, rules)));
}

/** Milliseconds for all pairs of classes, and for what each reaches outside. */
function cpuOf(size: Size, rules: Rules): number {
  const world = { ...NO_RULES, pods: podsOf(size), ...rules(size) };
  const began = process.cpuUsage();
  const reach = new Reach(world);
  for (let from = 0; from < reach.classes; from++) {
    for (let to = 0; to < reach.classes; to++) {
      reach.betweenClasses(from, to);
      reach.unknownBetween(from, to);
    }
    reach.outsideOfClass(from, 'Egress');
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

const NO_RULES: Omit<ReachWorld, 'pods'> = {
  ...{ policies: [], clusterPolicies: [], namespaces: new Map(), doBlocksSelectPods: true },
};

/** Four pods of each application; every namespace has as many applications as any other. */
function podsOf({ pods }: Size): readonly ReachPod[] {
  return Array.from({ length: pods }, (_, at): ReachPod => {
    const [namespace, app] = [at % NAMESPACES, Math.floor(at / NAMESPACES / 4)];
    return {
      namespace: `ns-${namespace}`,
      labels: { app: `app-${app}`, 'pod-template-hash': `${at}` },
      isHostNetwork: false,
      isFinished: false,
      namedPorts: [{ name: 'http', protocol: 'TCP', port: 8080 }],
      addresses: [`10.${namespace}.${app}.${at % 250}`],
    };
  });
}

/** One for each application: from its neighbour, from some namespaces and from a block of addresses; to all pods, and outside. */
function policiesOf({ policies }: Size): readonly Policy[] {
  return Array.from({ length: policies }, (_, at): Policy => {
    const [namespace, app] = [at % NAMESPACES, Math.floor(at / NAMESPACES)];
    const from = [
      { podSelector: { matchLabels: { app: `app-${app + 1}` } } },
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': `ns-${namespace + 1}` } } },
      { ipBlock: { cidr: `10.${namespace}.0.0/16`, except: [`10.${namespace}.${app}.0/24`] } },
    ];
    const spec = {
      podSelector: { matchLabels: { app: `app-${app}` } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from, ports: [{ port: 'http' }] }],
      egress: [
        { to: [{ namespaceSelector: {} }] },
        { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] },
      ],
    };
    const metadata = { name: `policy-${app}`, namespace: `ns-${namespace}` };
    return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec } as unknown as Policy;
  });
}

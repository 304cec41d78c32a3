/** Does anything on the nodes enforce NetworkPolicies? Objects are accepted, and do nothing, where nothing does. */
import { objectName, refOf } from '../../../kube/refs.ts';
import { defineFact, type Evidence, type KindMap, may } from '../../../plugin-api/index.ts';
import { networkPlugins } from '../../../tables/index.ts';
import { clause, count, nameSome } from '../../../text/words.ts';
import { type Agent, agentsIn, type Settings } from './agents.ts';

type Node = KindMap['Node'];

export interface Enforcement {
  /** partly: on some nodes only. unseen: what would tell was not readable. */
  readonly state: 'enforced' | 'ignored' | 'partly' | 'unknown' | 'unseen';
  /** One sentence on it. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
  /** Cilium keeps blocks of addresses to what is outside of the cluster. */
  readonly doBlocksSelectPods: boolean;
  /** Names of those that enforce policies. */
  readonly plugins: readonly string[];
  /** Cilium refuses what no policy allows, also where no policy selects a pod. Undefined: what would tell was not readable. */
  readonly isAlways: boolean | undefined;
  /** Cilium holds the networks of nodes to policies, too. Undefined: what would tell was not readable. */
  readonly hasHostFirewall: boolean | undefined;
}

/** What DaemonSets show. */
type Judged = Omit<Enforcement, 'hasHostFirewall'>;

const SYSTEM = 'kube-system';

export const enforcement = defineFact({
  name: 'enforcement of network policies',
  scope: 'cluster',
  reads: [may.all('DaemonSet'), may('Node'), may.in(SYSTEM, 'ConfigMap')],
  tables: [networkPlugins],
  derive(view): Enforcement {
    const daemonSets = view.all('DaemonSet');
    if (!view.isCluster) return unknown('Manifests do not show which network plugin runs.');
    const config = view.named('ConfigMap');
    const settings = config.isRead ? settingsOf(config.value) : undefined;
    if (!daemonSets.isWhole) {
      const text = `DaemonSets: ${clause(daemonSets.coverage.reason ?? 'they were not read')}.`;
      const isOff = settings !== undefined && settings['enable-policy'] !== 'always';
      return { ...unseen(text), isAlways: isOff ? false : undefined, hasHostFirewall: hostFirewallIn(settings) };
    }
    const nodes = view.own('Node');
    const agents = agentsIn(daemonSets.value, view.table(networkPlugins), settings);
    const sight = { areNodesRead: nodes.isRead, isWhole: daemonSets.isWhole };
    return { ...judge(agents, linuxNodes(nodes.value), sight), hasHostFirewall: hostFirewallIn(settings) };
  },
});

interface Sight {
  readonly areNodesRead: boolean;
  readonly isWhole: boolean;
}

function judge(agents: readonly Agent[], nodes: readonly Node[], { areNodesRead, isWhole }: Sight): Judged {
  const enforcing = agents.filter(({ enforces }) => enforces === true);
  const best = enforcing.toSorted((left, right) => readyOf(right) - readyOf(left))[0];
  if (best !== undefined) return spread(best, areNodesRead ? nodes.length : undefined, agents);
  const open = agents.find(({ enforces }) => enforces === undefined);
  if (open !== undefined)
    return {
      ...unknown(`${said(open)}.`),
      ...(open.isUnread === true ? { state: 'unseen' as const } : {}),
      ...seen(agents),
    };
  const embedded = embeddedIn(nodes);
  if (embedded !== undefined) return embedded;
  if (agents.length > 0 && isWhole)
    return {
      state: 'ignored',
      text: `${agents.map((agent) => said(agent)).join('; ')}: policies are accepted and ignored.`,
      ...seen(agents),
    };
  return unknown('No DaemonSet is a network plugin that is known here.');
}

function spread(agent: Agent, nodes: number | undefined, agents: readonly Agent[]): Judged {
  const ready = readyOf(agent);
  const wanted = Math.max(agent.object.status?.desiredNumberScheduled ?? 0, nodes ?? 0);
  const where = `on ${ready} of ${count(wanted, 'node')}`;
  if (wanted > 0 && ready >= wanted && nodes !== undefined)
    return { state: 'enforced', text: `${said(agent, where)}.`, ...seen(agents) };
  if (ready >= wanted)
    return { ...unseen(`${said(agent, where)}; how many nodes there are was not read.`), ...seen(agents) };
  return { state: 'partly', text: `${said(agent, where)}: elsewhere policies have no effect.`, ...seen(agents) };
}

function readyOf({ object }: Agent): number {
  return object.status?.numberReady ?? 0;
}

function said({ plugin, object, enforces, because }: Agent, where?: string): string {
  const does = { true: 'enforces policies', false: 'does not enforce policies', undefined: 'may enforce policies' }[
    `${enforces}`
  ];
  const [place, why] = [where === undefined ? '' : ` ${where}`, because === undefined ? '' : ` (${because})`];
  return `${plugin} (${objectName(refOf(object))}) ${does}${place}${why}`;
}

function hostFirewallIn(settings: Settings | undefined): boolean | undefined {
  return settings === undefined ? undefined : settings['enable-host-firewall'] === 'true';
}

function seen(agents: readonly Agent[]): Omit<Judged, 'state' | 'text'> {
  const evidence = agents.map((agent) => ({ text: `${said(agent)}.`, source: refOf(agent.object) }));
  const enforcing = agents.filter(({ enforces }) => enforces === true);
  return {
    evidence,
    doBlocksSelectPods: agents.every(({ plugin }) => plugin !== 'Cilium'),
    plugins: [...new Set(enforcing.map(({ plugin }) => plugin))],
    isAlways: agents.some(({ isUnread }) => isUnread === true)
      ? undefined
      : enforcing.some(({ isAlways }) => isAlways === true),
  };
}

function unseen(text: string): Enforcement {
  return { ...unknown(text), state: 'unseen' };
}

function unknown(text: string): Enforcement {
  return {
    state: 'unknown',
    text,
    evidence: [],
    doBlocksSelectPods: true,
    plugins: [],
    isAlways: false,
    hasHostFirewall: undefined,
  };
}

/** k3s runs the firewall of kube-router within its own process: no DaemonSet shows it. */
function embeddedIn(nodes: readonly Node[]): Enforcement | undefined {
  const k3s = nodes.filter(({ status }) => status?.nodeInfo?.kubeletVersion?.includes('+k3s') === true);
  if (k3s.length === 0 || k3s.length < nodes.length) return undefined;
  const names = nameSome(k3s.map(({ metadata }) => metadata.name));
  return unknown(
    `k3s (${names}) enforces policies by itself unless it is started with --disable-network-policy, which was not read.`,
  );
}

/** Those that a DaemonSet for Linux reaches. */
function linuxNodes(nodes: readonly Node[]): readonly Node[] {
  return nodes.filter(
    ({ metadata: { labels = {} }, status }) =>
      (status?.nodeInfo?.operatingSystem || labels['kubernetes.io/os']) !== 'windows' &&
      labels.type !== 'virtual-kubelet' &&
      labels['eks.amazonaws.com/compute-type'] !== 'fargate',
  );
}

const CONFIG_MAPS: ReadonlySet<string> = new Set(['cilium-config', 'amazon-vpc-cni']);

function settingsOf(configMaps: readonly KindMap['ConfigMap'][]): Settings {
  const own = configMaps.filter(({ metadata }) => CONFIG_MAPS.has(metadata.name));
  return Object.assign({}, ...own.map(({ data }) => data ?? {}));
}

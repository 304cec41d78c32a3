/** DaemonSets that are agents of network plugins, and what each of them does with policies. */
import type { KindMap } from '../../../plugin-api/index.ts';
import type { NetworkPlugin } from '../../../tables/index.ts';
import { fitsPattern } from '../../../text/pattern.ts';
import { isImageOf, parseImage } from '../../pod-template/index.ts';

export type DaemonSet = KindMap['DaemonSet'];
type Container = NonNullable<NonNullable<DaemonSet['spec']>['template']['spec']>['containers'][number];
export type Settings = Readonly<Record<string, string>>;

export interface Agent {
  readonly plugin: string;
  readonly object: DaemonSet;
  /** undefined: its settings were not readable. */
  readonly enforces: boolean | undefined;
  /** Its settings were not readable. */
  readonly isUnread?: boolean;
  /** It refuses what no policy allows, also where none selects a pod. */
  readonly isAlways?: boolean;
  /** Why, where its settings decide: a clause. */
  readonly because?: string;
}

/** `settings`: of the ConfigMaps of the plugins; undefined: not read. */
export function agentsIn(
  daemonSets: readonly DaemonSet[],
  plugins: readonly NetworkPlugin[],
  settings: Settings | undefined,
): readonly Agent[] {
  return daemonSets
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .flatMap((object) => plugins.flatMap((plugin) => agentOf(object, plugin, settings)));
}

function agentOf(object: DaemonSet, plugin: NetworkPlugin, settings: Settings | undefined): readonly Agent[] {
  const containers = object.spec?.template.spec?.containers ?? [];
  const container = containers.find(({ image = '' }) => isImageOf(image, plugin.images));
  const isNamed = plugin.daemonSets.some((pattern) => fitsPattern(pattern, object.metadata.name));
  if (container === undefined && !isNamed) return [];
  // Anybody can give a name.
  if (container === undefined)
    return [{ plugin: plugin.name, object, enforces: undefined, because: 'only its name speaks for it' }];
  const said = plugin.enforces === 'settings' ? DECIDE[plugin.name]?.(container, settings) : undefined;
  const enforces = plugin.enforces === 'settings' ? said?.enforces : plugin.enforces === 'yes';
  return [{ plugin: plugin.name, object, enforces, ...(said === undefined ? {} : said) }];
}

interface Said extends Pick<Agent, 'enforces' | 'isUnread' | 'isAlways'> {
  readonly because: string;
}

const DECIDE: Readonly<Record<string, (container: Container, settings: Settings | undefined) => Said>> = {
  Cilium: (_, settings) => {
    if (settings === undefined)
      return { enforces: undefined, isUnread: true, because: 'ConfigMap kube-system/cilium-config was not read' };
    if (settings['enable-policy'] === 'never') return { enforces: false, because: 'enable-policy is never' };
    if (settings['policy-audit-mode'] === 'true') return { enforces: false, because: 'policy-audit-mode is true' };
    const mode = settings['enable-policy'] || 'default';
    return { enforces: true, because: `enable-policy is ${mode}`, ...(mode === 'always' ? { isAlways: true } : {}) };
  },
  'kube-router': (container) =>
    flagOf(container, 'run-firewall') === 'false'
      ? { enforces: false, because: '--run-firewall is false' }
      : { enforces: true, because: '--run-firewall is on' },
  'Amazon network policy agent': (container, settings) => {
    if (flagOf(container, 'enable-network-policy') === 'true')
      return { enforces: true, because: '--enable-network-policy is true' };
    if (settings === undefined)
      return { enforces: undefined, isUnread: true, because: 'ConfigMap kube-system/amazon-vpc-cni was not read' };
    const isOn = settings['enable-network-policy-controller'] === 'true';
    return { enforces: isOn, because: `--enable-network-policy is ${isOn ? 'left to its controller' : 'not true'}` };
  },
  // Tags are dates; policies are enforced from this one on.
  kindnet: (container) => {
    const tag = /^v(\d{8})/.exec(parseImage(container.image ?? '').tag)?.[1];
    if (tag === undefined) return { enforces: undefined, because: 'its image has no tag with a date' };
    return tag >= FIRST_KINDNET
      ? { enforces: true, because: `its image is of ${tag}` }
      : { enforces: false, because: `its image is of ${tag}, before policies were enforced` };
  },
};
const FIRST_KINDNET = '20240813';

function flagOf({ command = [], args = [] }: Container, name: string): string | undefined {
  const words = [...command, ...args];
  const found = words.map((word) => new RegExp(`^--${name}(?:=(.*))?$`).exec(word)).filter((match) => match !== null);
  const last = found.at(-1);
  return last === undefined ? undefined : (last[1] ?? 'true');
}

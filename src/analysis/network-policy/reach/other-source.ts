/** Policies of Cilium and of Calico as they were read, as far as what runs enforces them. */
import { type KindMap, type KubeObject, may, type Seen, type View } from '../../../plugin-api/index.ts';
import type { Enforcement } from '../enforcement/index.ts';
import { CALICO, CALICO_HOSTS, CALICO_SETS, CALICO_TIERS, CILIUM } from '../other/kinds.ts';
import type { OtherSource } from './types.ts';

const RULES = { keep: ['spec', 'specs'] };

export const OTHER_SOURCE_READS = [
  may.all(CILIUM[0], RULES),
  may.all(CILIUM[1], RULES),
  may.all(CALICO[0], { keep: ['spec'] }),
  may.all(CALICO[1], { keep: ['spec'] }),
  may.all(CALICO[2], { keep: ['spec'] }),
  may.all(CALICO[3], { keep: ['spec'] }),
  may.all(CALICO_TIERS[0], { keep: ['spec'] }),
  may.all(CALICO_TIERS[1], { keep: ['spec'] }),
  may.all(CALICO_SETS[0], { keep: ['spec.nets'] }),
  may.all(CALICO_SETS[1], { keep: ['spec.nets'] }),
  may.all(CALICO_SETS[2], { keep: ['spec.nets'] }),
  may.all(CALICO_SETS[3], { keep: ['spec.nets'] }),
  may.all(CALICO_HOSTS[0], { keep: [] }),
  may.all(CALICO_HOSTS[1], { keep: [] }),
  may.all('ServiceAccount'),
] as const;
type Reads = View<(typeof OTHER_SOURCE_READS)[number]>;

export interface SeenOthers {
  /** Undefined: there are none. */
  readonly source: OtherSource | undefined;
  /** By resource; those that no server knows are left out. */
  readonly unread: readonly (readonly [resource: string, seen: Seen<unknown>])[];
}

/** What another plugin enforces is not asked; where nobody knows which one runs, both count. */
export function seenOthers(view: Reads, { plugins, isAlways, hasHostFirewall }: Enforcement): SeenOthers {
  const mayBe = (...names: readonly string[]) => plugins.length === 0 || plugins.some((each) => names.includes(each));
  const cilium = mayBe('Cilium') ? CILIUM.map((kind) => [kind, view.all(kind)] as const) : [];
  const calico = mayBe('Calico', 'Canal') ? CALICO.map((kind) => [kind, view.all(kind)] as const) : [];
  const isCalico = calico.some(([, { value }]) => value.length > 0);
  const [tiers, sets, hosts] = [CALICO_TIERS, CALICO_SETS, CALICO_HOSTS].map((kinds) =>
    isCalico ? kinds.map((kind) => [kind, view.all(kind)] as const) : [],
  );
  const all = [...cilium, ...calico, ...(tiers ?? []), ...(sets ?? []), ...(hosts ?? [])];
  const unread = all.filter(([, { isRead, coverage }]) => !isRead && coverage.state !== 'absent');
  const objects = (seen: typeof all | undefined) =>
    (seen ?? []).flatMap(([, { value }]) => value as readonly KubeObject[]);
  const ciliumObjects = objects(cilium);
  if (ciliumObjects.length === 0 && !isCalico && isAlways !== true) return { source: undefined, unread };
  return {
    unread,
    source: {
      ...{ isAlways, hasHostFirewall, cilium: ciliumObjects },
      calico: served(objects(calico)),
      tiers: objects(tiers),
      networkSets: served(objects(sets)),
      accounts: accountLabels(view.all('ServiceAccount')),
      hasHostEndpoints: objects(hosts).length > 0,
    },
  };
}

function accountLabels({ value, isWhole }: Seen<readonly KindMap['ServiceAccount'][]>): OtherSource['accounts'] {
  if (!isWhole) return undefined;
  return new Map(value.map(({ metadata: { namespace = '', name, labels = {} } }) => [`${namespace}/${name}`, labels]));
}

/** Both groups show the same policies, where both are served. */
function served(objects: readonly KubeObject[]): readonly KubeObject[] {
  const shown = objects.filter(({ apiVersion }) => apiVersion.startsWith('projectcalico.org/'));
  return shown.length > 0 ? shown : objects;
}

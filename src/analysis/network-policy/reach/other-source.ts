/** Policies of Cilium and of Calico as they were read, as far as what runs enforces them. */
import { type CustomObject, type KubeObject, may, type Seen, type View } from '../../../plugin-api/index.ts';
import type { Enforcement } from '../enforcement/index.ts';
import { CALICO, CALICO_SETS, CALICO_TIERS, CILIUM } from '../other/kinds.ts';
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
] as const;
type Reads = View<(typeof OTHER_SOURCE_READS)[number]>;

export interface SeenOthers {
  /** Undefined: there are none. */
  readonly source: OtherSource | undefined;
  /** By resource; those that no server knows are left out. */
  readonly unread: readonly (readonly [resource: string, seen: Seen<unknown>])[];
}

/** What another plugin enforces is not asked; where nobody knows which one runs, both count. */
export function seenOthers(view: Reads, { plugins, isAlways }: Enforcement): SeenOthers {
  const mayBe = (...names: readonly string[]) => plugins.length === 0 || plugins.some((each) => names.includes(each));
  const cilium = mayBe('Cilium') ? CILIUM.map((kind) => [kind, view.all(kind)] as const) : [];
  const calico = mayBe('Calico', 'Canal') ? CALICO.map((kind) => [kind, view.all(kind)] as const) : [];
  const isCalico = calico.some(([, { value }]) => value.length > 0);
  const tiers = isCalico ? CALICO_TIERS.map((kind) => [kind, view.all(kind)] as const) : [];
  const sets = isCalico ? CALICO_SETS.map((kind) => [kind, view.all(kind)] as const) : [];
  const all = [...cilium, ...calico, ...tiers, ...sets];
  const unread = all.filter(([, { isRead, coverage }]) => !isRead && coverage.state !== 'absent');
  const objects = (seen: readonly (readonly [string, Seen<readonly CustomObject[]>])[]) =>
    seen.flatMap(([, { value }]) => value as readonly KubeObject[]);
  const ciliumObjects = objects(cilium);
  if (ciliumObjects.length === 0 && !isCalico) return { source: undefined, unread };
  return {
    unread,
    source: {
      cilium: ciliumObjects,
      isAlways: plugins.includes('Cilium') ? isAlways : false,
      calico: served(objects(calico)),
      tiers: objects(tiers),
      hasNetworkSets: objects(sets).length > 0,
    },
  };
}

/** Both groups show the same policies, where both are served. */
function served(objects: readonly KubeObject[]): readonly KubeObject[] {
  const shown = objects.filter(({ apiVersion }) => apiVersion.startsWith('projectcalico.org/'));
  return shown.length > 0 ? shown : objects;
}

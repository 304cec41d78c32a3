/** Who else writes an object: read from owner references, labels, annotations and field managers. Pure. */
import type { OwnerReference } from '../plugin-api/index.ts';
import type { Owner } from './decision.ts';

/** Metadata as the server or a file gives it, before anything is pruned. */
export interface OwnedMeta {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string }[];
}

type Detector = (meta: OwnedMeta) => Owner | undefined;

/** Controllers that Kubernetes itself brings; any other controlling kind is an operator's resource. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch']);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** In the order in which a hit wins: what reverts soonest first. */
const DETECTORS: readonly Detector[] = [
  byController,
  byFlux,
  byArgo,
  byHelm,
  byOlm,
  byAddonManager,
  byConfigSync,
  byRancher,
  byKapp,
  byFieldManager,
  byKubectl,
];

export function detectOwner(meta: OwnedMeta): Owner | undefined {
  for (const detect of DETECTORS) {
    const owner = detect(meta);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Distinct field managers in the order in which they are listed. */
export function managersOf(meta: OwnedMeta): readonly string[] {
  const names = (meta.managedFields ?? []).map(({ manager }) => manager ?? '');
  return [...new Set(names)].filter((name) => name !== '');
}

function byController({ ownerReferences }: OwnedMeta): Owner | undefined {
  const controller = ownerReferences?.find((reference) => reference.controller === true);
  if (controller === undefined) return undefined;
  const { apiVersion, kind, name } = controller;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (BUILT_IN_GROUPS.has(group)) return { manager: 'controller', label: `${kind} ${name}` };
  return { manager: 'operator', label: `${kind} ${name} (${group})`, source: `${kind}.${group}/${name}` };
}

function byFlux({ labels }: OwnedMeta): Owner | undefined {
  for (const [prefix, kind] of [
    ['kustomize.toolkit.fluxcd.io', 'Kustomization'],
    ['helm.toolkit.fluxcd.io', 'HelmRelease'],
  ] as const) {
    const name = labels?.[`${prefix}/name`];
    if (name === undefined) continue;
    const namespace = labels?.[`${prefix}/namespace`];
    const full = namespace === undefined ? name : `${namespace}/${name}`;
    return { manager: 'flux', label: `Flux ${kind} ${full}`, source: `${kind} ${full}` };
  }
  return undefined;
}

/** The tracking id is `application:group/kind:namespace/name`; the instance label alone may be Helm's. */
function byArgo({ annotations }: OwnedMeta): Owner | undefined {
  const tracking = annotations?.['argocd.argoproj.io/tracking-id'];
  if (tracking === undefined) return undefined;
  const application = tracking.split(':', 1)[0] ?? '';
  return { manager: 'argocd', label: `Argo CD application ${application}`, source: `Application ${application}` };
}

function byHelm({ labels, annotations, namespace }: OwnedMeta): Owner | undefined {
  const release = annotations?.['meta.helm.sh/release-name'];
  if (release === undefined && labels?.['app.kubernetes.io/managed-by'] !== 'Helm') return undefined;
  const name = release ?? labels?.['app.kubernetes.io/instance'];
  if (name === undefined) return { manager: 'helm', label: 'Helm' };
  const home = annotations?.['meta.helm.sh/release-namespace'] ?? namespace;
  const place = home === undefined || home === namespace ? '' : ` in ${home}`;
  return { manager: 'helm', label: `Helm release ${name}${place}`, source: `values of the Helm release ${name}` };
}

function byOlm({ labels }: OwnedMeta): Owner | undefined {
  const owner = labels?.['olm.owner'];
  if (owner === undefined) return undefined;
  return { manager: 'operator', label: `${labels?.['olm.owner.kind'] ?? 'ClusterServiceVersion'} ${owner} (OLM)` };
}

function byAddonManager({ labels }: OwnedMeta): Owner | undefined {
  const mode = labels?.['addonmanager.kubernetes.io/mode'];
  return mode === undefined ? undefined : { manager: 'addon-manager', label: `addon manager, mode ${mode}` };
}

function byConfigSync({ annotations }: OwnedMeta): Owner | undefined {
  if (annotations?.['configmanagement.gke.io/managed'] !== 'enabled') return undefined;
  return { manager: 'other', label: 'Config Sync' };
}

function byRancher({ labels, annotations }: OwnedMeta): Owner | undefined {
  const bundle = annotations?.['fleet.cattle.io/bundle-id'] ?? labels?.['fleet.cattle.io/bundle-id'];
  if (bundle !== undefined) return { manager: 'other', label: `Fleet bundle ${bundle}` };
  const name = annotations?.['objectset.rio.cattle.io/owner-name'];
  if (name !== undefined) return { manager: 'other', label: `Rancher object set ${name}` };
  return labels?.['objectset.rio.cattle.io/hash'] === undefined
    ? undefined
    : { manager: 'other', label: 'Rancher object set' };
}

function byKapp({ labels }: OwnedMeta): Owner | undefined {
  const app = labels?.['kapp.k14s.io/app'];
  return app === undefined ? undefined : { manager: 'other', label: `kapp application ${app}` };
}

const FIELD_MANAGERS: readonly (readonly [RegExp, Owner])[] = [
  [/^argocd(-application)?-controller$/, { manager: 'argocd', label: 'Argo CD' }],
  [/^kustomize-controller$/, { manager: 'flux', label: 'Flux' }],
  [/^helm-controller$/, { manager: 'flux', label: 'Flux helm-controller' }],
  [/^helm$/i, { manager: 'helm', label: 'Helm' }],
  [/^(terraform|hashicorp)/i, { manager: 'other', label: 'Terraform' }],
  [/^pulumi/i, { manager: 'other', label: 'Pulumi' }],
  [/^eks$/, { manager: 'other', label: 'EKS' }],
];

function byFieldManager(meta: OwnedMeta): Owner | undefined {
  const managers = managersOf(meta);
  for (const [pattern, owner] of FIELD_MANAGERS) {
    if (managers.some((manager) => pattern.test(manager))) return owner;
  }
  return undefined;
}

function byKubectl({ annotations, managedFields }: OwnedMeta): Owner | undefined {
  const isApplied =
    annotations?.[LAST_APPLIED] !== undefined ||
    managedFields?.some(
      ({ manager, operation }) =>
        manager === 'kubectl-client-side-apply' || (manager === 'kubectl' && operation === 'Apply'),
    );
  return isApplied === true ? { manager: 'kubectl', label: 'kubectl apply' } : undefined;
}

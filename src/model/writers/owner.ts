/** Who else writes an object: read from owner references, labels, annotations and field managers. Pure. */

import { groupOf } from '../../kube/kinds.ts';
import { objectName } from '../../kube/refs.ts';
import type { OwnerReference } from '../../plugin-api/index.ts';
import type { Owner } from '../decision.ts';
import type { SourceType } from '../ports.ts';

/** Metadata as the server or a file gives it, before anything is pruned. */
export interface OwnedMeta {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFields[];
}

export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: unknown;
}

type Detector = (meta: OwnedMeta) => Owner | undefined;

/** Controllers that Kubernetes itself brings; any other controlling kind is an operator's resource. */
const BUILT_IN_GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch']);
const FLEET_BUNDLE = 'fleet.cattle.io/bundle-id';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** In the order in which a hit wins: what reverts soonest first. */
const DETECTORS: readonly Detector[] = [byController, byFlux, byArgo, byHelm, byMark, byFieldManager, byKubectl];

/**
 * Text in a file belongs to nobody, whatever its labels say: the release or application that it may become reads it
 * anew. Only the reference to a controller says that the object itself is written by another one.
 */
export function detectOwner(meta: OwnedMeta, source: SourceType = 'live'): Owner | undefined {
  for (const detect of source === 'files' ? [byController] : DETECTORS) {
    const owner = detect(meta);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

const NOBODY: readonly string[] = [];

/** Distinct field managers in the order in which they are listed. */
export function managersOf(meta: OwnedMeta): readonly string[] {
  if (meta.managedFields === undefined) return NOBODY;
  const names = meta.managedFields.map(({ manager }) => manager ?? '');
  return [...new Set(names)].filter((name) => name !== '');
}

/** When anybody last set a field other than of a subresource, such as its status. A field that goes leaves no time. */
export function changedAt(meta: OwnedMeta): string | undefined {
  const times = (meta.managedFields ?? []).flatMap(({ time, subresource }) =>
    typeof time === 'string' && !subresource ? time : [],
  );
  // All are of one form and in UTC.
  return times.sort().at(-1);
}

function byController({ ownerReferences }: OwnedMeta): Owner | undefined {
  const controller = ownerReferences?.find((reference) => reference.controller === true);
  if (controller === undefined) return undefined;
  const { apiVersion, kind, name } = controller;
  const group = groupOf(apiVersion);
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
    const source = objectName({ kind, namespace: labels?.[`${prefix}/namespace`], name });
    return { manager: 'flux', label: `Flux ${source}`, source };
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
  return {
    manager: 'helm',
    label: `Helm release ${name}${place}`,
    source: `values of the Helm release ${name}`,
    ...(home === undefined ? {} : { home }),
  };
}

interface Mark {
  readonly manager: Owner['manager'];
  readonly in: 'labels' | 'annotations';
  readonly key: string;
  /** Else any value tells. */
  readonly is?: string;
  label(value: string, meta: OwnedMeta): string;
}

/** Marks that need no more than one look, in the order in which a hit wins. */
const MARKS: readonly Mark[] = [
  {
    manager: 'operator',
    in: 'labels',
    key: 'olm.owner',
    label: (value, { labels }) => `${labels?.['olm.owner.kind'] ?? 'ClusterServiceVersion'} ${value} (OLM)`,
  },
  {
    manager: 'addon-manager',
    in: 'labels',
    key: 'addonmanager.kubernetes.io/mode',
    label: (value) => `addon manager, mode ${value}`,
  },
  {
    manager: 'other',
    in: 'annotations',
    key: 'configmanagement.gke.io/managed',
    is: 'enabled',
    label: () => 'Config Sync',
  },
  { manager: 'other', in: 'annotations', key: FLEET_BUNDLE, label: (value) => `Fleet bundle ${value}` },
  { manager: 'other', in: 'labels', key: FLEET_BUNDLE, label: (value) => `Fleet bundle ${value}` },
  {
    manager: 'other',
    in: 'annotations',
    key: 'objectset.rio.cattle.io/owner-name',
    label: (value) => `Rancher object set ${value}`,
  },
  { manager: 'other', in: 'labels', key: 'objectset.rio.cattle.io/hash', label: () => 'Rancher object set' },
  { manager: 'other', in: 'labels', key: 'kapp.k14s.io/app', label: (value) => `kapp application ${value}` },
];

function byMark(meta: OwnedMeta): Owner | undefined {
  for (const { manager, in: place, key, is, label } of MARKS) {
    const value = meta[place]?.[key];
    if (value !== undefined && (is ?? value) === value) return { manager, label: label(value, meta) };
  }
  return undefined;
}

const FIELD_MANAGERS: readonly (readonly [RegExp, Owner])[] = [
  [/^argocd(-application)?-controller$/, { manager: 'argocd', label: 'Argo CD' }],
  [/^kustomize-controller$/, { manager: 'flux', label: 'Flux' }],
  [/^helm-controller$/, { manager: 'flux', label: 'Flux helm-controller' }],
  [/^helm$/i, { manager: 'helm', label: 'Helm' }],
  [/^(terraform|hashicorp)/i, { manager: 'other', label: 'Terraform' }],
  [/^pulumi/i, { manager: 'other', label: 'Pulumi' }],
  [/^eks$/, { manager: 'other', label: 'EKS' }],
  [/^configsync$/, { manager: 'other', label: 'Config Sync' }],
  [/^fleetagent$/, { manager: 'other', label: 'Fleet' }],
  [/^kapp(-|$)/, { manager: 'other', label: 'kapp' }],
  [/^(crossplane|apiextensions\.crossplane\.io\/)/, { manager: 'other', label: 'Crossplane' }],
];

/** A tool that is told by its manager alone, whatever fields it has. */
export function isKnownManager(manager: string): boolean {
  return FIELD_MANAGERS.some(([pattern]) => pattern.test(manager));
}

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

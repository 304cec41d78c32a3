/** What belongs to the platform rather than to applications, and what may not be changed at all. Pure. */

import { isJsonObject, valueAt } from '../kube/path.ts';
import { objectName } from '../kube/refs.ts';
import { remembered } from '../kube/remembered.ts';
import type { KubeObject, ObjectRef } from '../plugin-api/index.ts';
import type { Owner, Refusal } from './decision.ts';
import { platformLabel } from './platform-components.ts';
import { PLATFORM_NAMESPACES } from './platform-namespaces.ts';

const EXACT: ReadonlySet<string> = new Set(PLATFORM_NAMESPACES.filter((name) => !name.endsWith('*')));
/** One look at a name: every object is asked about its namespace. None of them holds a sign of regular expressions. */
const PREFIXES = beginning(PLATFORM_NAMESPACES.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)));

function beginning(prefixes: readonly string[]): RegExp {
  return new RegExp(`^(?:${prefixes.join('|')})`);
}

/** Kubernetes keeps the names that begin with `kube-` for itself. */
export function isReservedNamespace(name: string): boolean {
  return name.startsWith('kube-');
}

/** Named like a namespace of infrastructure: automatic changes there need `--include-system`. Proves nothing else. */
export function isPlatformNamespace(name: string): boolean {
  return EXACT.has(name) || PREFIXES.test(name);
}

/**
 * Why an object may belong to the platform, by where it is or by the labels of it or its pods; undefined: nothing says
 * so. Anybody can choose these: good enough to ask before a change, never to hide a finding.
 */
export function platformReason(ref: ObjectRef, object: KubeObject | undefined): string | undefined {
  const namespace = ref.kind === 'Namespace' ? ref.name : ref.namespace;
  if (namespace !== undefined && isPlatformNamespace(namespace))
    return isReservedNamespace(namespace)
      ? 'belongs to the platform'
      : 'is in a namespace that is named like the platform';
  const label = object === undefined ? undefined : labelOf(object);
  return label === undefined ? undefined : `may belong to the platform: ${label}`;
}

/** Every decision about the object asks, and every change of it. */
const labelOf = remembered((object: KubeObject) =>
  [object.metadata.labels, ...templateLabels(object)].map(platformLabel).find((found) => found !== undefined),
);

const TEMPLATES = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
] as const;

function templateLabels(object: KubeObject): readonly (Readonly<Record<string, unknown>> | undefined)[] {
  return TEMPLATES.map((path) => valueAt(object, [...path, 'metadata', 'labels'])).map((found) =>
    isJsonObject(found) ? found : undefined,
  );
}

const PROTECTED_ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view']);
const PROVIDER_PREFIXES = beginning(['system:', 'kubeadm:', 'eks:', 'gce:', 'aks-', 'openshift', 'aws-node']);

/** Bootstrapping defaults, `system:` and provider RBAC objects: never changed automatically, with or without a flag. */
export function isProtectedRbac(object: KubeObject): boolean {
  const { name, labels, annotations } = object.metadata;
  if (PROVIDER_PREFIXES.test(name)) return true;
  if (labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults') return true;
  if (labels?.['addonmanager.kubernetes.io/mode'] !== undefined || labels?.['olm.owner'] !== undefined) return true;
  if (annotations?.['addonmanager.kubernetes.io/mode'] !== undefined) return true;
  const isRole = object.kind === 'ClusterRole' || object.kind === 'Role';
  return isRole && PROTECTED_ROLES.has(name);
}

/** Who makes an object again as its source says, so that a change here is one for its source or is acknowledged. */
const PUTS_BACK: Readonly<Record<Owner['manager'], boolean>> = {
  argocd: true,
  flux: true,
  helm: true,
  operator: true,
  'addon-manager': true,
  other: true,
  applier: true,
  // Refused whatever is acknowledged.
  controller: false,
  // Keeps what its manifests do not say.
  kubectl: false,
};

/** Whether its source is where the object is changed. */
export function isPutBack({ manager }: Owner): boolean {
  return PUTS_BACK[manager];
}

export interface RefusalFacts {
  readonly ref: ObjectRef;
  /** Absent: what it holds is not known, or it is not there yet. */
  readonly object?: KubeObject;
  readonly owner?: Owner;
  /** Whether the object may be changed at all (bootstrapping RBAC, mirror pods). */
  readonly isProtected: boolean;
  /** What runs there shows that it belongs to the platform. Absent: its name and labels alone are known. */
  readonly isOfPlatform?: boolean;
}

/** Why an object is not changed, or not without an acknowledgement (decisions 5): the reason that counts most. */
export function refusalOf(facts: RefusalFacts): Refusal | undefined {
  return refusalsOf(facts)[0];
}

/** All that stands against changing an object; what nothing allows comes first. */
export function refusalsOf({ ref, object, owner, isProtected, isOfPlatform }: RefusalFacts): readonly Refusal[] {
  const name = objectName(ref);
  const refusals: Refusal[] = [];
  if (isProtected) refusals.push({ reason: `${name} is part of Kubernetes or its provider, which restores it.` });
  if (owner?.manager === 'controller')
    refusals.push({ reason: `${name} is written by ${owner.label}: change that one instead.` });
  const platform = isOfPlatform === true ? 'belongs to the platform' : platformReason(ref, object);
  if (platform !== undefined) refusals.push({ reason: `${name} ${platform}.`, allow: 'system' });
  if (owner !== undefined && isPutBack(owner))
    refusals.push({
      reason:
        owner.manager === 'applier'
          ? `${name} has what is changed from ${owner.label}, whose next apply will conflict with "harden".`
          : `${name} is managed by ${owner.label}, which may revert the change.`,
      allow: 'managed',
    });
  return refusals;
}

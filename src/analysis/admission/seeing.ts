/** Who is seen by admission: rules of webhooks and policies held against what is made. */
import { KINDS } from '../../kube/kinds.ts';
import { type LabelSelector, type Labels, matchesLabels, selectsAll } from '../../kube/label-selector.ts';

export interface Rule {
  readonly apiGroups?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly operations?: readonly string[] | undefined;
  readonly scope?: string | undefined;
  /** Of policies: objects of these names alone. */
  readonly resourceNames?: readonly string[] | undefined;
}

/** A write on its way to the server. */
export interface Passing {
  readonly group: string;
  /** In plural. */
  readonly resource: string;
  readonly operation: 'CREATE' | 'UPDATE';
}

/** Of something in a namespace, as it is made. */
export function seesCreated(rule: Rule, group: string, resource: string): boolean {
  return seesPassing(rule, { group, resource, operation: 'CREATE' }) && rule.scope !== 'Cluster';
}

/** `pods/*` and `*` with a star behind the slash mean the resource itself, too; `*` alone means no subresource. */
export function seesPassing(
  { apiGroups = [], resources = [], operations = [] }: Rule,
  { group, resource, operation }: Passing,
): boolean {
  const has = (list: readonly string[], wanted: string) => list.includes(wanted) || list.includes('*');
  return (
    has(apiGroups, group) &&
    has(operations, operation) &&
    [resource, '*', `${resource}/*`, '*/*'].some((each) => resources.includes(each))
  );
}

/** Pods, and what of Kubernetes itself makes them. */
export const POD_KINDS = [
  'Pod',
  'ReplicationController',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'CronJob',
  'Job',
] as const;

/** What a webhook, a policy or a binding looks at. */
export interface Looking {
  /** Of a policy or a binding. */
  readonly resourceRules?: readonly Rule[] | undefined;
  readonly excludeResourceRules?: readonly Rule[] | undefined;
  /** Of a webhook. */
  readonly rules?: readonly Rule[] | undefined;
  readonly namespaceSelector?: LabelSelector | undefined;
  readonly objectSelector?: LabelSelector | undefined;
  readonly matchConditions?: readonly { readonly expression?: string | undefined }[] | undefined;
}

/** some: which ones hangs on their labels, their names, or conditions, which are not weighed here. */
export type Sight = 'all' | 'some' | 'none';

interface Made {
  readonly group: string;
  readonly resource: string;
  /** Of the namespace; undefined: of any, or not known. */
  readonly labels?: Labels | undefined;
}

/** Of what is made in a namespace. A binding without rules narrows nothing: `isNarrowing`. */
export function sightOf(looking: Looking, made: Made, isNarrowing = false): Sight {
  const {
    rules,
    resourceRules,
    excludeResourceRules = [],
    namespaceSelector,
    objectSelector,
    matchConditions,
  } = looking;
  const own = rules ?? resourceRules ?? [];
  const seeing = own.filter((rule) => seesCreated(rule, made.group, made.resource));
  const isOpen = isNarrowing && own.length === 0;
  if (seeing.length === 0 && !isOpen) return 'none';
  const excluding = excludeResourceRules.filter((rule) => seesCreated(rule, made.group, made.resource));
  if (excluding.some((rule) => !isNamed(rule))) return 'none';
  if ((matchConditions ?? []).some(({ expression }) => expression?.trim() === 'false')) return 'none';
  const where = namespaceSight(namespaceSelector, made.labels);
  if (where === 'none') return 'none';
  const isOfAll = (isOpen || seeing.some((rule) => !isNamed(rule))) && excluding.length === 0;
  const isPlain = isEverything(objectSelector) && (matchConditions ?? []).length === 0;
  return isOfAll && isPlain ? where : 'some';
}

/** Of pods and what makes them, by a policy and the binding that narrows it. */
export function seesBound(policy: Looking, binding: Looking): boolean {
  return POD_KINDS.some((kind) => {
    const made = { group: KINDS[kind].group, resource: KINDS[kind].plural };
    return narrower(sightOf(policy, made), sightOf(binding, made, true)) !== 'none';
  });
}

export function narrower(left: Sight, right: Sight): Sight {
  if (left === 'none' || right === 'none') return 'none';
  return left === 'some' || right === 'some' ? 'some' : 'all';
}

/** Of several that look by themselves. */
export function widest(sights: readonly Sight[]): Sight {
  return (['all', 'some'] as const).find((sight) => sights.includes(sight)) ?? 'none';
}

function namespaceSight(selector: LabelSelector | undefined, labels: Labels | undefined): Sight {
  if (isEverything(selector)) return 'all';
  if (labels === undefined) return 'some';
  return matchesLabels(selector ?? {}, labels) ? 'all' : 'none';
}

function isEverything(selector: LabelSelector | undefined): boolean {
  return selector === undefined || selectsAll(selector);
}

function isNamed({ resourceNames = [] }: Rule): boolean {
  return resourceNames.length > 0 && !resourceNames.includes('*');
}

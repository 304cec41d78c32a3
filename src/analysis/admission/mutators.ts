/**
 * What may change pods on their way into a namespace. What is not told apart here counts as changing them: labels of the
 * pods, conditions and exclusions are not weighed.
 */
import { type LabelSelector, type Labels, matchesLabels } from '../../kube/label-selector.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { type Passing, type Rule, seesCreated, seesPassing } from './seeing.ts';

interface Condition {
  readonly expression?: string;
}
interface Webhook {
  readonly rules?: readonly Rule[];
  readonly namespaceSelector?: LabelSelector;
  readonly matchConditions?: readonly Condition[];
}
export type WebhookConfiguration = KubeObject & { readonly webhooks?: readonly Webhook[] };
interface Matching {
  readonly namespaceSelector?: LabelSelector;
  readonly resourceRules?: readonly Rule[];
}
export type MutatingPolicy = KubeObject & {
  readonly spec?: {
    readonly matchConstraints?: Matching;
    readonly matchConditions?: unknown;
    readonly variables?: unknown;
    readonly mutations?: unknown;
  };
};
export type MutatingBinding = KubeObject & {
  readonly spec?: { readonly policyName?: string; readonly matchResources?: Matching };
};

export interface MutatingObjects {
  readonly webhooks: readonly WebhookConfiguration[];
  readonly policies: readonly MutatingPolicy[];
  readonly bindings: readonly MutatingBinding[];
}

export interface Mutator {
  readonly kind: string;
  readonly name: string;
  /** What it does depends on more than the pod: on who makes it, what owns it, what it is called, or its namespace. */
  readonly isParticular: boolean;
  /** It may change Jobs or ReplicaSets as their controllers make them, and the template in them. */
  readonly changesMakers: boolean;
}

/** `labels` of the namespace; undefined: not known, and then every selector may match. */
export function mutatorsOf(
  { webhooks, policies, bindings }: MutatingObjects,
  labels: Labels | undefined,
): readonly Mutator[] {
  const configurations = webhooks.flatMap(({ metadata, webhooks: all = [] }) => {
    const met = all.filter(({ rules, namespaceSelector }) => rules?.some(sees) && selects(namespaceSelector, labels));
    if (met.length === 0) return [];
    const isParticular = met.some(({ matchConditions }) => isParticularTo(matchConditions));
    const changesMakers = met.some(({ rules }) => rules?.some(seesMakers));
    return [{ kind: 'MutatingWebhookConfiguration', name: metadata.name, isParticular, changesMakers }];
  });
  const bound = policies.flatMap(({ metadata, spec }) => {
    const constraints = spec?.matchConstraints;
    const isMet =
      constraints?.resourceRules?.some(sees) === true &&
      selects(constraints.namespaceSelector, labels) &&
      bindings.some((binding) => binds(binding, metadata.name, labels));
    const isParticular = isParticularTo([spec?.matchConditions, spec?.variables, spec?.mutations]);
    const changesMakers = constraints?.resourceRules?.some(seesMakers) === true;
    return isMet ? [{ kind: 'MutatingAdmissionPolicy', name: metadata.name, isParticular, changesMakers }] : [];
  });
  return [...configurations, ...bound];
}

/** All that may change it, as `Kind name`. `labels` as for `mutatorsOf`. */
export function mutatorsOfWrite(
  { webhooks, policies, bindings }: MutatingObjects,
  labels: Labels | undefined,
  passing: Passing,
): readonly string[] {
  const met = (rules: readonly Rule[] | undefined) => rules?.some((rule) => seesPassing(rule, passing)) === true;
  const configurations = webhooks.filter(({ webhooks: all = [] }) =>
    all.some(({ rules, namespaceSelector }) => met(rules) && selects(namespaceSelector, labels)),
  );
  const bound = policies.filter(({ metadata, spec }) => {
    const { resourceRules, namespaceSelector } = spec?.matchConstraints ?? {};
    const isBound = bindings.some((binding) => binding.spec?.policyName === metadata.name);
    return isBound && met(resourceRules) && selects(namespaceSelector, labels);
  });
  return [
    ...configurations.map(({ metadata }) => `MutatingWebhookConfiguration ${metadata.name}`),
    ...bound.map(({ metadata }) => `MutatingAdmissionPolicy ${metadata.name}`),
  ];
}

function binds({ spec }: MutatingBinding, policy: string, labels: Labels | undefined): boolean {
  const { namespaceSelector, resourceRules } = spec?.matchResources ?? {};
  const isNarrowed = resourceRules !== undefined && resourceRules.length > 0 && !resourceRules.some(sees);
  return spec?.policyName === policy && !isNarrowed && selects(namespaceSelector, labels);
}

function sees(rule: Rule): boolean {
  return seesCreated(rule, '', 'pods') || seesMakers(rule);
}

/** What controllers make of a CronJob or a Deployment, and then pods of that. */
function seesMakers(rule: Rule): boolean {
  return seesCreated(rule, 'batch', 'jobs') || seesCreated(rule, 'apps', 'replicasets');
}

function selects(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  return selector === undefined || labels === undefined || matchesLabels(selector, labels);
}

/** In expressions: what differs between a pod that is tried and one that its controller makes. */
const PARTICULAR =
  /\brequest\b(?!\s*\.\s*(?:namespace|operation|kind|resource|subResource|requestKind|requestResource|object)\b)|\b(?:authorizer|namespaceObject|ownerReferences|generateName)\b|\bmetadata\b[\s?.]*\.\s*(?:name|uid)\b|metadata\s*\[/;

function isParticularTo(expressions: unknown): boolean {
  return PARTICULAR.test(JSON.stringify(expressions) ?? '');
}

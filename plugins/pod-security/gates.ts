/** What may refuse pods beside labels: platforms with an admission of their own, and policies and webhooks that see pods. */
import {
  clause,
  defineFact,
  type Evidence,
  type KindMap,
  matchesLabels,
  may,
  type NamespaceSubject,
  type View,
} from 'kubectl-harden/plugin-api';
import type { DOUBT_READS } from './doubts.ts';

const LISTED = [
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
] as const;

/** Nodes of Autopilot are named by Google, and nobody else can add one. */
const AUTOPILOT = 'gk3-';
const isAutopilot = defineFact({
  name: 'whether all nodes are of GKE Autopilot',
  scope: 'cluster',
  reads: [may('Node')],
  derive(view) {
    const nodes = view.own('Node').value;
    return nodes.length > 0 && nodes.every(({ metadata }) => metadata.name.startsWith(AUTOPILOT));
  },
});

export const GATE_READS = [
  may.all('ValidatingAdmissionPolicy'),
  may.all('ValidatingAdmissionPolicyBinding'),
  may.all('ValidatingWebhookConfiguration'),
  may.fact(isAutopilot),
] as const;
type Reads = View<(typeof GATE_READS)[number] | (typeof DOUBT_READS)[number]>;
type Policy = KindMap['ValidatingAdmissionPolicy'];
type Binding = KindMap['ValidatingAdmissionPolicyBinding'];
type Selector = Parameters<typeof matchesLabels>[0];
interface Rule {
  readonly apiGroups?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly operations?: readonly string[] | undefined;
}

/** Who admits pods by rules of its own to every namespace; what these allow is not known here. */
export function platformGate(view: Reads): string | undefined {
  const discovery = view.evidence('Discovery').value ?? [];
  if (discovery.some(({ group, resource }) => group === OPENSHIFT && resource === 'securitycontextconstraints'))
    return 'OpenShift admits pods by its security context constraints';
  const refuses = view.derive(isAutopilot).value && isGke(view);
  return refuses ? 'GKE Autopilot refuses privileged pods itself' : undefined;
}

function isGke(view: Reads): boolean {
  return /-gke\./.test(view.evidence('ServerVersion').value?.gitVersion ?? '');
}

const OPENSHIFT = 'security.openshift.io';

/** One sentence for each kind of gate that pods of the namespace go through. */
export function gatesBefore({ object }: NamespaceSubject, view: Reads): readonly Evidence[] {
  const labels = object?.metadata.labels ?? {};
  const policies = new Map(view.all('ValidatingAdmissionPolicy').value.map((policy) => [policy.metadata.name, policy]));
  const bindings = view
    .all('ValidatingAdmissionPolicyBinding')
    .value.filter((binding) => denies(binding) && meets(binding, policies.get(binding.spec?.policyName ?? ''), labels));
  const webhooks = view
    .all('ValidatingWebhookConfiguration')
    .value.filter(({ webhooks = [] }) =>
      webhooks.some(({ rules, namespaceSelector }) => rules?.some(seesPods) && selects(namespaceSelector, labels)),
    );
  return [...bindings, ...webhooks].map((gate) => {
    const { apiVersion, kind, metadata } = gate as typeof gate & { readonly apiVersion: string; readonly kind: string };
    const source = { apiVersion, kind, name: metadata.name };
    return { text: `${kind} ${metadata.name} looks at new pods there and may refuse some.`, source };
  });
}

/** What was not read and could show one more; of manifests nothing is expected. */
export function unseenGates(view: Reads): readonly Evidence[] {
  if (!view.isCluster) return [];
  const coverages = [
    ...LISTED.map((kind) => view.all(kind).coverage),
    view.evidence('Discovery').coverage,
    view.evidence('ServerVersion').coverage,
    ...(isGke(view) ? [view.derive(isAutopilot).coverage] : []),
  ];
  const unread = coverages.find(({ state }) => state !== 'full' && state !== 'absent');
  if (unread === undefined) return [];
  return [
    { text: `Whether anything else refuses pods there is not visible: ${clause(unread.reason ?? unread.state)}.` },
  ];
}

function denies({ spec }: Binding): boolean {
  return spec?.validationActions?.includes('Deny') === true;
}

function meets({ spec }: Binding, policy: Policy | undefined, labels: Readonly<Record<string, string>>): boolean {
  const constraints = policy?.spec?.matchConstraints;
  return (
    constraints?.resourceRules?.some(seesPods) === true &&
    selects(constraints.namespaceSelector, labels) &&
    selects(spec?.matchResources?.namespaceSelector, labels)
  );
}

function seesPods({ apiGroups = [], resources = [], operations = [] }: Rule): boolean {
  const has = (list: readonly string[], wanted: string) => list.includes(wanted) || list.includes('*');
  const isPods = resources.some((resource) => ['pods', '*', '*/*'].includes(resource));
  return has(apiGroups, '') && isPods && has(operations, 'CREATE');
}

function selects(selector: Selector | undefined, labels: Readonly<Record<string, string>>): boolean {
  return selector === undefined || matchesLabels(selector, labels);
}

/** What may refuse pods beside labels: platforms with an admission of their own, and policies and webhooks that see pods. */
import {
  admission,
  clause,
  type Evidence,
  type KindMap,
  type matchesLabels,
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

export const GATE_READS = [
  may.all('ValidatingAdmissionPolicy'),
  may.all('ValidatingAdmissionPolicyBinding'),
  may.all('ValidatingWebhookConfiguration'),
  admission.PLATFORM_NODES,
] as const;
type Reads = View<(typeof GATE_READS)[number] | (typeof DOUBT_READS)[number]>;
type Policy = KindMap['ValidatingAdmissionPolicy'];
type Binding = KindMap['ValidatingAdmissionPolicyBinding'];
type Labels = Parameters<typeof matchesLabels>[1];

/** As a clause. */
export function platformGate(view: Reads): string | undefined {
  return admission.platformGate(view)?.clause;
}

/** One sentence for each kind of gate that pods of the namespace go through. */
export function gatesBefore({ object }: NamespaceSubject, view: Reads): readonly Evidence[] {
  const labels = object?.metadata.labels ?? {};
  const policies = new Map(view.all('ValidatingAdmissionPolicy').value.map((policy) => [policy.metadata.name, policy]));
  const bindings = view
    .all('ValidatingAdmissionPolicyBinding')
    .value.filter((binding) => denies(binding) && meets(binding, policies.get(binding.spec?.policyName ?? ''), labels));
  const webhooks = view
    .all('ValidatingWebhookConfiguration')
    .value.filter(({ webhooks = [] }) => webhooks.some((webhook) => seesPods(webhook, labels) !== 'none'));
  return [...bindings, ...webhooks].map((gate) => {
    const { apiVersion, kind, metadata } = gate as typeof gate & { readonly apiVersion: string; readonly kind: string };
    const source = { apiVersion, kind, name: metadata.name };
    return { text: `${kind} ${metadata.name} looks at new pods there and may refuse some.`, source };
  });
}

/** What was not read and could show one more; of manifests nothing is expected. */
export function unseenGates(view: Reads): readonly Evidence[] {
  if (!view.isCluster) return [];
  const coverages = [...LISTED.map((kind) => view.all(kind).coverage), ...admission.unseenPlatformGate(view)];
  const unread = coverages.find(({ state }) => state !== 'full' && state !== 'absent');
  if (unread === undefined) return [];
  return [
    { text: `Whether anything else refuses pods there is not visible: ${clause(unread.reason ?? unread.state)}.` },
  ];
}

function denies({ spec }: Binding): boolean {
  return spec?.validationActions?.includes('Deny') === true;
}

function meets({ spec }: Binding, policy: Policy | undefined, labels: Labels): boolean {
  const constraints = { ...policy?.spec?.matchConstraints, matchConditions: policy?.spec?.matchConditions };
  const bound = seesPods(spec?.matchResources ?? {}, labels, true);
  return admission.narrower(seesPods(constraints, labels), bound) !== 'none';
}

function seesPods(looking: admission.Looking, labels: Labels, isNarrowing = false): admission.Sight {
  return admission.sightOf(looking, { group: '', resource: 'pods', labels }, isNarrowing);
}

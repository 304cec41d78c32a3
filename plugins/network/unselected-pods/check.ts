/** Workloads that no NetworkPolicy of their namespace selects. */
import {
  defineCheck,
  fails,
  may,
  must,
  network,
  notApplicable,
  type Proposal,
  pass,
  plan,
  unknown,
  type View,
} from 'kubectl-harden/plugin-api';
import { EGRESS_EXAMPLE, INGRESS_EXAMPLE } from '../examples.ts';
import { OTHER_READS, otherPolicies } from '../other-policies.ts';
import { boundaryAround, ensure } from '../shared.ts';
import { standings } from '../standings.ts';
import { enforced, enforcementState } from './enforced.ts';

const READS = [must('NetworkPolicy'), ...OTHER_READS, may.fact(standings), may.fact(enforcementState)] as const;

function select(namespace: string, view: View<(typeof READS)[number]>): Proposal {
  const deny = network.denyAll(namespace, 'Ingress');
  if (view.get('NetworkPolicy', deny.metadata.name).value !== undefined)
    return plan(`NetworkPolicy ${namespace}/${deny.metadata.name} is there already and says something else.`);
  return {
    readiness: 'review',
    reason: `Who calls the workloads of ${namespace} was not observed: every flow that no policy allows would end.`,
    changes: [ensure(deny)],
    caveats: [`What pods of ${namespace} receive, from other pods or from outside, ends until a policy allows it.`],
  };
}

export default defineCheck({
  mode: 'automated',
  examples: [INGRESS_EXAMPLE, EGRESS_EXAMPLE],
  meta: {
    id: 'network/unselected-pods',
    title: 'Network policies select every workload',
    severity: 'medium',
    rationale:
      'A pod that no policy selects accepts everything from everywhere and may connect to everything. One such pod in a namespace that is otherwise closed is the way in and the way out.',
    guidance:
      'Begin with a policy for every pod of the namespace (`podSelector: {}`), then allow what is needed by policies for single workloads. Labels of pods that were changed by hand take them out of policies: compare them with their template.',
    item: 'default-deny',
    refs: [
      { framework: 'cis-k8s', control: '5.3.2' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1046' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: READS,
  place: ({ ref }) => boundaryAround(ref.namespace ?? ''),
  evaluate(workload, { view }) {
    const { ref, pod } = workload;
    if (ref.kind === 'PodTemplate') return notApplicable('It starts no pod by itself.');
    if (pod.hostNetwork === true)
      return notApplicable('Its pods use the network of their node, where policies have no effect.');
    const known = view.derive(standings).value;
    const [ingress, egress] = [known.Ingress(workload), known.Egress(workload)];
    if (!ingress.some(({ is }, at) => is === 'open' && egress[at]?.is === 'open'))
      return enforced(pass('Policies select its pods.'), view);
    const namespace = ref.namespace ?? '';
    const { denial, unread, doubt } = otherPolicies(view, namespace, ['Ingress', 'Egress']);
    if (denial !== undefined) return enforced(pass(denial, 'inferred'), view);
    const message = `No NetworkPolicy of ${namespace} selects its pods.`;
    if (unread !== undefined) return unknown([unread, message]);
    const one = { message, proposal: select(namespace, view) };
    return fails([doubt === undefined ? one : { ...one, evidence: [doubt] }], doubt === undefined && view.isCluster);
  },
  remediation: { title: 'Select every pod by a policy', kind: 'policy', disruption: 'traffic' },
});

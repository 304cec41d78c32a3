/** Workloads behind an Ingress that also take connections which never saw its controller. */
import {
  defineCheck,
  fails,
  type KindMap,
  listed,
  may,
  must,
  notApplicable,
  pass,
  plan,
  platform,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { OTHER_READS, otherPolicies } from '../other-policies.ts';
import { boundaryAround } from '../shared.ts';
import { standings } from '../standings.ts';
import { exposed } from './exposed.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/ingress-bypass',
    title: 'What an Ingress publishes is reached through it alone',
    severity: 'medium',
    rationale:
      'TLS, sign-in, allow lists and limits of rate stand in the ingress controller. Whoever reaches the pods another way ' +
      'passes by all of them: from any pod of the cluster where no policy says who may call, from outside where a second ' +
      'Service publishes the same pods.',
    guidance:
      'Allow connections to these pods from the namespace of the ingress controller, and from the callers that you know, by a ' +
      'NetworkPolicy; then refuse the rest by a default deny. Make Services behind an Ingress ClusterIP. Where a load ' +
      'balancer of the cloud sends to node ports, restrict the sources of the Service to it.',
    item: 'default-deny',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A7' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [
    must('NetworkPolicy'),
    must('Ingress'),
    must('Service'),
    ...OTHER_READS,
    may.fact(standings),
    may.fact(exposed),
    may.fact(platform.ofPlatform),
  ],
  place: ({ ref }) => boundaryAround(ref.namespace ?? ''),
  evaluate(workload, { view }) {
    const { ref, pod, podLabels } = workload;
    const { ingressesOf, waysPast } = view.derive(exposed).value;
    const ingresses = ref.kind === 'PodTemplate' ? [] : ingressesOf(podLabels);
    if (ingresses.length === 0) return notApplicable('No Ingress of its namespace publishes it.');
    if (view.derive(platform.ofPlatform).value) return notApplicable('It belongs to the platform.');
    const services = waysPast(podLabels).map((service) => past(service, ingresses));
    if (pod.hostNetwork === true) return [...services, onNode(ingresses)];
    const all = view.derive(standings).value.Ingress(workload);
    const isOpen = all.some(({ is }) => is === 'open' || is === 'opened');
    const { denial, unread, doubt } = isOpen ? otherPolicies(view, ref.namespace ?? '', ['Ingress']) : {};
    const pods = isOpen && denial === undefined ? [anyPod(ingresses, doubt === undefined ? [] : [doubt])] : [];
    if (services.length === 0 && pods.length > 0 && unread !== undefined)
      return unknown([unread, ...pods.map(({ message }) => message)]);
    if (services.length + pods.length === 0)
      return pass(denial ?? `Policies say who may call it, beside Ingress ${listed(ingresses)}.`, 'inferred');
    const isSure = doubt === undefined && unread === undefined && view.isCluster;
    return fails([...services, ...pods], services.length > 0 || isSure);
  },
  remediation: { title: 'Let nobody but the ingress controller in', kind: 'policy', disruption: 'traffic' },
});

function past({ metadata, spec }: KindMap['Service'], ingresses: readonly string[]): Violation {
  const how = spec?.type === 'LoadBalancer' || spec?.type === 'NodePort' ? spec.type : 'externalIPs';
  return {
    message: `Service ${metadata.name} (${how}) publishes it past Ingress ${listed(ingresses)}.`,
    key: `service ${metadata.name}`,
    value: how,
    proposal: plan(
      'Whether the Ingress is to be the only way, and what the load balancer in front of it needs, is for its owner to say.',
    ),
  };
}

function anyPod(ingresses: readonly string[], evidence: Violation['evidence']): Violation {
  return {
    message: `Ingress ${listed(ingresses)} publishes it, and any pod of the cluster may call it past the controller.`,
    key: 'pods',
    value: 'any pod',
    evidence: evidence ?? [],
    severity: 'low',
    severityReason: 'It takes a pod of the cluster.',
    proposal: plan('Who calls it beside the ingress controller was not observed: allow those flows first.'),
  };
}

function onNode(ingresses: readonly string[]): Violation {
  return {
    message: `Ingress ${listed(ingresses)} publishes it, and it also listens on its node, where policies have no effect.`,
    key: 'host network',
    value: 'host network',
    proposal: plan('Whether it needs the network of its node is for its owner to say.'),
  };
}

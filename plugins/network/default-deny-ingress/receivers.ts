/** What would stop receiving traffic, and how sure that is. */

import {
  count,
  type KindMap,
  matchesLabels,
  type NamespaceSubject,
  network,
  type ObjectRead,
  type Proposal,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { type BOUNDARY_READS, ensure, nameTaken } from '../shared.ts';
import { emptiness, type Unseen, unseen, workloadIsolation } from '../workloads.ts';

type Reads = View<(typeof BOUNDARY_READS)[number] | ObjectRead<'Service' | 'Ingress', 'own'>>;
type Service = KindMap['Service'];
type Ingress = KindMap['Ingress'];
type Judgement = Pick<Proposal, 'readiness' | 'reason' | 'caveats' | 'evidence'>;

const MOST_NAMED = 5;

export function refuseIngress(subject: NamespaceSubject, view: Reads): Proposal {
  const deny = network.denyAll(subject.name, 'Ingress');
  return nameTaken(view, [deny]) ?? { ...ingressReadiness(subject, view), changes: [ensure(deny)] };
}

function ingressReadiness(subject: NamespaceSubject, view: Reads): Judgement {
  const { name } = subject;
  const nothingRuns = emptiness(subject, view);
  if (nothingRuns !== undefined)
    return { readiness: 'ready', reason: nothingRuns.text, caveats: [], evidence: [nothingRuns] };
  const isolation = workloadIsolation(view, 'Ingress');
  const { open } = isolation;
  if (open.length === 0) return unseenReceivers(unseen(subject, view, isolation));
  return {
    readiness: 'review',
    reason: `Who calls ${count(open, 'workload')} in ${name} was not observed: every flow that no policy allows would end.`,
    caveats: receiverCaveats(view.own('Service').value, view.own('Ingress').value, open),
  };
}

function unseenReceivers({ reason, who }: Unseen): Judgement {
  const caveats =
    who === undefined ? [] : [`What ${who} receive, from other pods or from outside, ends until a policy allows it.`];
  return { readiness: 'review', reason, caveats };
}

function receiverCaveats(
  services: readonly Service[],
  ingresses: readonly Ingress[],
  open: readonly Workload[],
): readonly string[] {
  const receiving = receivingOf(services, open);
  const named = receiving.slice(0, MOST_NAMED).map((service) => serviceCaveat(service, ingresses));
  const more = receiving.length - named.length;
  const others = more === 1 ? '1 more Service' : `${more} more Services`;
  return more > 0 ? [...named, `${others} would get nothing until a policy allows it.`] : named;
}

/** Services with a pod behind them: looked for by the first label of their selectors, not tried one after the other. */
function receivingOf(services: readonly Service[], workloads: readonly Workload[]): readonly Service[] {
  const wanted = Map.groupBy(services, ({ spec }) => labelKey(Object.entries(spec?.selector ?? {})[0]));
  const found = new Set<Service>();
  for (const { podLabels } of workloads)
    for (const label of Object.entries(podLabels))
      for (const service of wanted.get(labelKey(label)) ?? [])
        if (matchesLabels({ matchLabels: service.spec?.selector ?? null }, podLabels)) found.add(service);
  return services.filter((service) => found.has(service));
}

/** Of no label: what no label of a pod has. */
function labelKey(label: readonly [string, string] | undefined): string {
  return label === undefined ? '' : label.join('\u0000');
}

function serviceCaveat({ metadata, spec }: Service, ingresses: readonly Ingress[]): string {
  const ports = [...new Set((spec?.ports ?? []).map(({ port }) => port))].join(', ');
  const type = spec?.type ?? 'ClusterIP';
  const senders = ingresses.filter((ingress) => backendsOf(ingress).has(metadata.name)).map(nameOf);
  const sources = [
    ...(type === 'ClusterIP' ? [] : [`from outside (${type})`]),
    ...(senders.length === 0 ? [] : [`from Ingress ${senders.join(', ')}`]),
  ];
  const from = sources.length === 0 ? 'from other pods' : sources.join(' or ');
  return `Service ${metadata.namespace}/${metadata.name}:${ports} would get nothing ${from} until a policy allows it.`;
}

/** Names of the Services that an Ingress sends requests to. */
function backendsOf({ spec }: Ingress): ReadonlySet<string> {
  const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  const backends = [spec?.defaultBackend, ...paths.map(({ backend }) => backend)];
  return new Set(backends.flatMap((backend) => backend?.service?.name ?? []));
}

/** With the hosts that people know it by. */
function nameOf({ metadata, spec }: Ingress): string {
  const hosts = [...new Set((spec?.rules ?? []).flatMap(({ host }) => host ?? []))];
  return hosts.length === 0 ? metadata.name : `${metadata.name} (${hosts.join(', ')})`;
}

/** What could no longer be called, and how names are still resolved. */
import {
  allowDns,
  DNS_NAMESPACES,
  type DnsServer,
  denyAll,
  dnsServers,
  nodeLocalServers,
} from '../../../src/analysis/network-policy/index.ts';
import type { AnyAutomatedCheck, NamespaceSubject, Proposal, View, Violation } from '../../../src/plugin-api/index.ts';
import { type BoundaryRead, count, ensure, isRead, NARROW_FIRST, nameTaken, OPENED } from '../shared.ts';
import { emptiness, unseen, workloadIsolation } from '../workloads.ts';
import { type EgressInputs, parseDnsPods } from './dns-input.ts';

type Reads = View<BoundaryRead | 'Service'>;
const MOST_NAMED = 5;

/** The DNS Service, and NodeLocal DNS, which is a DaemonSet. */
export const DNS_LOOKUPS: AnyAutomatedCheck['lookups'] = [
  ...DNS_NAMESPACES.map((namespace) => ({ kind: 'Service' as const, namespace })),
  { kind: 'DaemonSet', namespace: 'kube-system' },
];

export function proposeEgress(
  { facts }: Violation,
  subject: NamespaceSubject,
  view: Reads,
  inputs: EgressInputs,
): Proposal {
  if (facts?.[OPENED] === true) return NARROW_FIRST;
  const servers = dnsOf(view, inputs);
  if (servers.length === 0) return withoutDns(view);
  // The allowance comes first: at no moment are pods without DNS.
  const policies = [allowDns(subject.name, servers), denyAll(subject.name, 'Egress')];
  const taken = nameTaken(view, policies);
  if (taken !== undefined) return taken;
  const evidence = [{ text: `Names are answered by ${servers.map(({ label }) => label).join(' and ')}.` }];
  const changes = policies.map(ensure);
  const nothingRuns = emptiness(subject, view);
  if (nothingRuns !== undefined)
    return { readiness: 'ready', reason: nothingRuns.text, changes, evidence: [...evidence, nothingRuns] };
  const isolation = workloadIsolation(subject, view, 'Egress');
  const { open } = isolation;
  if (open.length === 0) {
    const { reason, who } = unseen(subject, view, isolation);
    return { readiness: 'look', reason, changes, caveats: who === undefined ? [] : [outside(who)], evidence };
  }
  const names = open.map(({ ref }) => `${ref.kind} ${ref.name}`);
  return {
    readiness: 'look',
    reason: `What ${count(open)} in ${subject.name} ${open.length === 1 ? 'calls' : 'call'} was not observed: every flow that no policy allows would end.`,
    changes,
    caveats: senderCaveats(names),
    evidence,
  };
}

function dnsOf(view: Reads, { dnsPods }: EgressInputs): readonly DnsServer[] {
  const told = dnsPods === undefined ? undefined : parseDnsPods(dnsPods);
  if (told !== undefined) return [told];
  const services = DNS_NAMESPACES.flatMap((namespace) => view.list('Service', namespace));
  return [...dnsServers(services), ...nodeLocalServers(view.list('Workload', 'kube-system'))];
}

function withoutDns(view: Reads): Proposal {
  const { state, reason } = view.coverage('Service', 'kube-system');
  const why = isRead({ state })
    ? 'No DNS Service was found'
    : `Services of kube-system were not read (${reason ?? state})`;
  return {
    readiness: 'plan',
    reason: `${why}: which pods answer DNS has to be told, or no name resolves any more.`,
    changes: [],
    needs: ['dnsPods'],
  };
}

function senderCaveats(names: readonly string[]): readonly string[] {
  const named = names.slice(0, MOST_NAMED).join(', ');
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const who = `${named}${more}`;
  const within = names.length > 1 ? [`Calls of ${who} to each other within the namespace end as well.`] : [];
  return [outside(who), ...within];
}

function outside(who: string): string {
  const where = 'to other namespaces, to the API server and out of the cluster';
  return `Calls of ${who} ${where} end until a policy allows them; DNS stays.`;
}

/** What could no longer be called, and how names are still resolved. */

import { count, type NamespaceSubject, network, type Proposal, plan } from 'kubectl-harden/plugin-api';
import { ensure, nameTaken } from '../shared.ts';
import { emptiness, unseen, workloadIsolation } from '../workloads.ts';
import { type Dns, dnsOf, type Reads } from './dns.ts';
import type { EgressInputs } from './dns-input.ts';

const MOST_NAMED = 5;

export function refuseEgress(subject: NamespaceSubject, view: Reads, inputs: EgressInputs): Proposal {
  const dns = dnsOf(view, inputs);
  if (dns.cluster.length === 0) return withoutDns(view);
  const servers = [...dns.cluster, ...dns.nodeLocal];
  // The allowance comes first: at no moment are pods without DNS.
  const policies = [network.allowDns(subject.name, servers), network.denyAll(subject.name, 'Egress')];
  const taken = nameTaken(view, policies);
  if (taken !== undefined) return taken;
  const answers = { text: `Names are answered by ${servers.map(({ label }) => label).join(' and ')}.` };
  const { evidence = [], ...judgement } = egressReadiness(subject, view, dns);
  return { ...judgement, changes: policies.map(ensure), evidence: [answers, ...evidence] };
}

function egressReadiness(subject: NamespaceSubject, view: Reads, { gap }: Dns): Omit<Proposal, 'changes'> {
  const nothingRuns = emptiness(subject, view);
  if (nothingRuns !== undefined) {
    const evidence = [nothingRuns];
    return gap === undefined
      ? { readiness: 'ready', reason: nothingRuns.text, evidence }
      : { readiness: 'review', reason: gap.reason, caveats: [gap.caveat], evidence };
  }
  const further = gap === undefined ? [] : [`${gap.reason} ${gap.caveat}`];
  const isolation = workloadIsolation(view, 'Egress');
  const { open } = isolation;
  if (open.length === 0) {
    const { reason, who } = unseen(subject, view, isolation);
    return { readiness: 'review', reason, caveats: [...(who === undefined ? [] : [outside(who)]), ...further] };
  }
  const names = open.map(({ ref }) => `${ref.kind} ${ref.name}`);
  return {
    readiness: 'review',
    reason: `What ${count(open, 'workload')} in ${subject.name} ${open.length === 1 ? 'calls' : 'call'} was not observed: every flow that no policy allows would end.`,
    caveats: [...senderCaveats(names), ...further],
  };
}

function withoutDns(view: Reads): Proposal {
  const { isRead, coverage } = view.named('Service', 'kube-system');
  const why = isRead
    ? 'No DNS Service was found'
    : `Services of kube-system were not read (${coverage.reason ?? coverage.state})`;
  return plan(`${why}: name the pods that answer DNS, or names stop resolving.`, { needs: ['dnsPods'] });
}

function senderCaveats(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
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

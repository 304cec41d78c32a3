/** What could no longer be called, and how names are still resolved. */

import { isRead } from '../../../src/analysis/coverage.ts';
import { allowDns, denyAll } from '../../../src/analysis/network-policy/index.ts';
import type { NamespaceSubject, Proposal, Violation } from '../../../src/plugin-api/index.ts';
import { count, ensure, NARROW_FIRST, nameTaken, OPENED } from '../shared.ts';
import { emptiness, unseen, workloadIsolation } from '../workloads.ts';
import { type Dns, dnsOf, type Reads } from './dns.ts';
import type { EgressInputs } from './dns-input.ts';

const MOST_NAMED = 5;

export function proposeEgress(
  { facts }: Violation,
  subject: NamespaceSubject,
  view: Reads,
  inputs: EgressInputs,
): Proposal {
  if (facts?.[OPENED] === true) return NARROW_FIRST;
  const dns = dnsOf(view, inputs);
  if (dns.cluster.length === 0) return withoutDns(view);
  const servers = [...dns.cluster, ...dns.nodeLocal];
  // The allowance comes first: at no moment are pods without DNS.
  const policies = [allowDns(subject.name, servers), denyAll(subject.name, 'Egress')];
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
      : { readiness: 'look', reason: gap.reason, caveats: [gap.caveat], evidence };
  }
  const further = gap === undefined ? [] : [`${gap.reason} ${gap.caveat}`];
  const isolation = workloadIsolation(subject, view, 'Egress');
  const { open } = isolation;
  if (open.length === 0) {
    const { reason, who } = unseen(subject, view, isolation);
    return { readiness: 'look', reason, caveats: [...(who === undefined ? [] : [outside(who)]), ...further] };
  }
  const names = open.map(({ ref }) => `${ref.kind} ${ref.name}`);
  return {
    readiness: 'look',
    reason: `What ${count(open)} in ${subject.name} ${open.length === 1 ? 'calls' : 'call'} was not observed: every flow that no policy allows would end.`,
    caveats: [...senderCaveats(names), ...further],
  };
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

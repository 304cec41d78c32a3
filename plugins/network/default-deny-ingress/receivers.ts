/** What would stop receiving traffic, and how sure that is. */

import { type LabelSelector, matchesLabels } from '../../../src/analysis/label-selector.ts';
import { denyAll } from '../../../src/analysis/network-policy/index.ts';
import type { KindMap, NamespaceSubject, Proposal, View, Violation } from '../../../src/plugin-api/index.ts';
import { type BoundaryRead, count, ensure, NARROW_FIRST, OPENED } from '../shared.ts';
import { emptiness, workloadIsolation } from '../workloads.ts';

type Reads = View<BoundaryRead | 'Service'>;
type Judgement = Pick<Proposal, 'readiness' | 'reason' | 'caveats' | 'evidence'>;

const MOST_NAMED = 5;

export function proposeIngress({ facts }: Violation, subject: NamespaceSubject, view: Reads): Proposal {
  if (facts?.[OPENED] === true) return NARROW_FIRST;
  return { ...ingressReadiness(subject, view), changes: [ensure(denyAll(subject.name, 'Ingress'))] };
}

function ingressReadiness(subject: NamespaceSubject, view: Reads): Judgement {
  const { name } = subject;
  const nothingRuns = emptiness(subject, view);
  if (nothingRuns !== undefined)
    return { readiness: 'ready', reason: nothingRuns.text, caveats: [], evidence: [nothingRuns] };
  const { open } = workloadIsolation(subject, view, 'Ingress');
  return {
    readiness: 'look',
    reason: `Who calls ${count(open)} in ${name} was not observed: every flow that no policy allows would end.`,
    caveats: receiverCaveats(
      view.list('Service', name),
      open.map(({ podLabels }) => podLabels),
    ),
  };
}

function receiverCaveats(
  services: readonly KindMap['Service'][],
  pods: readonly Readonly<Record<string, string>>[],
): readonly string[] {
  const receiving = services.filter(({ spec }) => {
    const selector: LabelSelector = { matchLabels: spec?.selector ?? null };
    return Object.keys(spec?.selector ?? {}).length > 0 && pods.some((labels) => matchesLabels(selector, labels));
  });
  const named = receiving.slice(0, MOST_NAMED).map(serviceCaveat);
  const more = receiving.length - named.length;
  const others = more === 1 ? '1 more Service' : `${more} more Services`;
  return more > 0 ? [...named, `${others} would get nothing until a policy allows it.`] : named;
}

function serviceCaveat({ metadata, spec }: KindMap['Service']): string {
  const ports = [...new Set((spec?.ports ?? []).map(({ port }) => port))].join(', ');
  const type = spec?.type ?? 'ClusterIP';
  const from = type === 'ClusterIP' ? 'from other pods' : `from outside (${type})`;
  return `Service ${metadata.namespace}/${metadata.name}:${ports} would get nothing ${from} until a policy allows it.`;
}

/** The address taken out of the blocks that are allowed; elsewhere the default deny for egress closes it. */
import {
  type Change,
  type Json,
  network,
  objectName,
  type Proposal,
  plan,
  refOf,
  type Workload,
} from 'kubectl-harden/plugin-api';

type Rule = network.EgressRule;

/** `address`: of the metadata service. */
export function except(open: readonly Workload[], policies: readonly network.Policy[], address: string): Proposal {
  const isolating = policies.filter((policy) => network.isolates(policy, 'Egress'));
  const selecting = isolating.filter((policy) => open.some((workload) => selects(policy, workload)));
  const free = open.filter((workload) => !isolating.some((policy) => selects(policy, workload)));
  if (free.length > 0) return plan('A default deny for egress closes it: no policy selects these pods for egress.');
  const rules = selecting.flatMap((policy) =>
    (policy.spec?.egress ?? []).filter((rule) => allows(rule, address)).map((rule) => ({ policy, rule })),
  );
  if (rules.length === 0 || rules.some(({ rule }) => !isOfBlocks(rule, address)))
    return plan('A rule allows all destinations: name those that are needed in its place.');
  const names = [...new Set(rules.map(({ policy }) => objectName(refOf(policy))))];
  return {
    readiness: 'review',
    reason: `Whether programs behind ${names.join(', ')} ask the metadata service for credentials or settings is not visible here.`,
    changes: rules.map(({ policy, rule }) => narrowed(policy, rule, address)),
    caveats: [
      'Programs that get their credentials of the cloud from their node stop getting them: give them an identity of their own first.',
    ],
  };
}

function selects(policy: network.Policy, { ref, podLabels, pods }: Workload): boolean {
  const endpoint = { namespace: ref.namespace ?? '', isHostNetwork: false, isFinished: false };
  return [podLabels, ...pods.map(({ metadata }) => metadata.labels ?? {})].some((labels) =>
    network.selectsEndpoint(policy, { ...endpoint, labels }),
  );
}

/** On TCP port 80, as far as its ports are numbers. */
function allows({ to, ports }: Rule, address: string): boolean {
  const isOnPort = (ports ?? []).length === 0 || (ports ?? []).some(isPort);
  return isOnPort && ((to ?? []).length === 0 || (to ?? []).some((peer) => isIn(peer, address)));
}

function isPort({ protocol = 'TCP', port, endPort }: network.Port): boolean {
  if (protocol !== 'TCP') return false;
  return port === undefined || (typeof port === 'number' && port <= 80 && 80 <= (endPort ?? port));
}

function isIn({ ipBlock }: network.Peer, address: string): boolean {
  if (ipBlock === undefined) return false;
  return network.isInBlocks(address, [
    { cidr: ipBlock.cidr, ...(ipBlock.except === undefined ? {} : { except: ipBlock.except }) },
  ]);
}

/** A block of the address alone has nothing else to allow. */
function isOfBlocks({ to }: Rule, address: string): boolean {
  const meant = (to ?? []).filter((peer) => isIn(peer, address));
  return meant.length > 0 && meant.every(({ ipBlock }) => ipBlock?.cidr !== `${address}/32`);
}

function narrowed(policy: network.Policy, rule: Rule, address: string): Change {
  const to = (rule.to ?? []).map((peer) =>
    isIn(peer, address)
      ? { ipBlock: { ...peer.ipBlock, except: [...(peer.ipBlock?.except ?? []), `${address}/32`] } }
      : peer,
  );
  const path = ['spec', 'egress'];
  const edits = [
    { op: 'exclude', path, value: { ...rule } as unknown as Json },
    { op: 'include', path, value: { ...rule, to } as unknown as Json },
  ] as const;
  return { op: 'edit', target: refOf(policy), edits };
}

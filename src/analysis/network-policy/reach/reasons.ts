/** Why a port is open or closed in one direction: the rule that decides, or that none does. */
import { objectName, refOf } from '../../../kube/refs.ts';
import type { KubeObject } from '../../../plugin-api/index.ts';
import { nameSome } from '../../../text/words.ts';
import type { Direction, Policy } from '../types.ts';
import { priorityOf, type Tier, tierOf } from './cluster-rules.ts';
import { type End, isOutside, type PodEnd } from './ends.ts';
import { intersection, type PortSet } from './ports.ts';
import type { Rows } from './rows.ts';
import type { ClusterPolicy, FlowRule } from './types.ts';

export interface Question {
  readonly end: PodEnd;
  readonly peer: End;
  readonly direction: Direction;
  /** Exactly one port. */
  readonly port: PortSet;
}

export function reasonsFor(rows: Rows, question: Question): readonly string[] {
  const { end, direction } = question;
  const way = `${direction}:`;
  if (end.pod.isHostNetwork)
    return [`${way} the pod uses the network of its node, where policies have no defined effect: open.`];
  const admin = decisive(rows, question, 'Admin');
  if (admin !== undefined && admin.action !== 'Pass') return [`${way} ${ruleText(admin)}.`];
  const passed = admin === undefined ? [] : [`${way} ${ruleText(admin)}.`];
  const selecting = rows.selecting(end, direction);
  if (selecting.length > 0) return [...passed, `${way} ${networkPolicyText(rows, question, selecting)}`];
  const none = `${way} no NetworkPolicy of ${end.pod.namespace} selects the pod`;
  const baseline = decisive(rows, question, 'Baseline');
  if (baseline === undefined || baseline.action === 'Pass') return [...passed, `${none}: open.`];
  return [...passed, `${none}.`, `${way} ${ruleText(baseline)}.`];
}

function decisive(rows: Rows, question: Question, tier: Tier): FlowRule | undefined {
  return rows.clusterRules(question.end, question.direction, tier).find((rule) => covers(rows, rule, question));
}

function covers(rows: Rows, rule: FlowRule, question: Question): boolean {
  return intersection(rows.portsOf(rule, question), question.port).length > 0;
}

const VERBS = { Accept: 'accepts it', Deny: 'denies it', Pass: 'passes it on' } as const;

function ruleText({ policy, label, action }: FlowRule): string {
  const said = policy as ClusterPolicy;
  return `${objectName(refOf(policy))} (${tierOf(said)}, priority ${priorityOf(said)}), ${label}, ${VERBS[action]}`;
}

function networkPolicyText(rows: Rows, question: Question, selecting: readonly Policy[]): string {
  const allowing = selecting.filter((policy) =>
    rows.rulesOf(policy, question.direction).some((rule) => covers(rows, rule, question)),
  );
  if (allowing.length > 0) return `${names(allowing)} ${allowing.length === 1 ? 'allows' : 'allow'} it.`;
  const [selects, allows] = selecting.length === 1 ? ['selects', 'does not allow'] : ['select', 'do not allow'];
  const peer = isOutside(question.peer) ? 'addresses outside of the cluster' : 'this peer';
  return `${names(selecting)} ${selects} the pod and ${allows} ${peer} on this port.`;
}

const ALWAYS = 'Cilium refuses what no policy allows (enable-policy is always)';

/** Of policies of other makers together; undefined: they may hang on what is not judged. */
export function otherText(direction: Direction, policies: readonly KubeObject[], isOpen: boolean | undefined): string {
  if (policies.length === 0) return `${direction}: ${isOpen === true ? 'a NetworkPolicy allows it' : ALWAYS}.`;
  const said = names(policies);
  const isOne = policies.length === 1;
  if (isOpen === undefined)
    return `${direction}: whether ${said} ${isOne ? 'allows' : 'allow'} it is not decided here.`;
  if (isOpen) return `${direction}: ${said} ${isOne ? 'lets' : 'let'} it pass.`;
  return `${direction}: ${said} ${isOne ? 'does' : 'do'} not let it pass.`;
}

function names(policies: readonly KubeObject[]): string {
  return nameSome([...new Set(policies.map((policy) => objectName(refOf(policy))))]);
}

/** Is auditing on? The best evidence that answers, the rest as a cross-check. */
import {
  clause,
  controlPlane,
  type Evidence,
  may,
  type Outcome,
  pass,
  unknown,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { BY_FILE } from './by-file.ts';
import { dropsAll, judgeMetrics, readMetrics } from './metrics.ts';

export const READS = [may.fact(controlPlane.controlPlane), may('Metrics'), may('Node'), may('ServerVersion')] as const;
type Reads = View<(typeof READS)[number]>;
type Witness = controlPlane.Witness;

const POLICY = 'audit-policy-file';
const SINKS = ['audit-log-path', 'audit-webhook-config-file'] as const;

export function judgeAudit(view: Reads, context: string): Outcome {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const violations = judgeFlags(apiServer);
  if (violations.length > 0) return violations;
  const metrics = readMetrics(view.evidence('Metrics'));
  const evidence = apiServer.witnesses.map((witness) => controlPlane.settingsEvidence(witness, [POLICY, ...SINKS]));
  if (evidence.length === 0) return judgeMetrics(metrics) ?? notVisible(view, apiServer, context);
  if (metrics.says === 'drops-all') return dropsAll(evidence);
  const doubts = doubtsOf(view, apiServer);
  return doubts.length === 0 ? pass(evidence) : unknown([...evidence, ...doubts]);
}

/** One violation for each replica; the server that answered is one of them, and counts alone only against all others. */
function judgeFlags({ answered, replicas }: controlPlane.Component): readonly Violation[] {
  const reason = answered === undefined ? undefined : lack(answered.flags);
  const own =
    reason === undefined ? [] : [{ text: `The API server that answered says: ${reason}.`, source: 'GET /flagz' }];
  const found = replicas.flatMap((replica) => judgeReplica(replica, own));
  if (found.length > 0 || reason === undefined) return found;
  return [{ message: `Audit logging is off: ${reason}.`, evidence: own, proposal: BY_FILE }];
}

/** Why auditing is off with these flags; `undefined`: it is on. */
export function lack(flags: controlPlane.Flags): string | undefined {
  const isSet = (flag: string) => (flags.get(flag) ?? '') !== '';
  const hasSink = SINKS.some(isSet);
  if (!isSet(POLICY) && !hasSink) return `none of ${POLICY}, ${SINKS.join(' and ')} is set`;
  if (!isSet(POLICY)) return `${POLICY} is not set, so no request is recorded`;
  if (!hasSink) return `a policy is set, but neither ${SINKS.join(' nor ')}, so every event is dropped`;
  return undefined;
}

function judgeReplica({ pod = '', flags, source }: Witness, further: readonly Evidence[]): readonly Violation[] {
  const reason = lack(flags);
  if (reason === undefined) return [];
  const text = `In the command of pod kube-system/${pod} ${reason}.`;
  const evidence = [{ text, source }, ...further];
  return [{ message: `Audit logging is off in ${pod}: ${reason}.`, part: pod, evidence, proposal: BY_FILE }];
}

/** Flags of one replica say nothing of another, and none says what the policy makes of them. */
function doubtsOf(view: Reads, { arePodsRead, unseen }: controlPlane.Component): readonly string[] {
  const { state, reason } = view.evidence('Metrics').coverage;
  const isHidden = state === 'denied' || state === 'error';
  return [
    ...(arePodsRead
      ? []
      : [`Whether other replicas say so too is not visible: ${unseen.map((each) => clause(each.reason)).join('; ')}.`]),
    ...(isHidden ? [`Whether the policy records anything is not visible: ${clause(reason ?? state)}.`] : []),
  ];
}

function notVisible(view: Reads, { unseen }: controlPlane.Component, context: string): Outcome {
  if (!view.isCluster) return unknown(`Audit logging: not visible. ${controlPlane.NO_API_SERVER_IN_FILES}`);
  const version = view.evidence('ServerVersion').value;
  const provider = controlPlane.providerOf(version, view.own('Node').value);
  const hint =
    provider === undefined
      ? 'Audit logging: not visible. No source that was asked shows the flags of the API server.'
      : `Audit logging: not visible. ${controlPlane.askProvider(provider, 'audit log', context)}`;
  const metrics = `Metrics: ${view.evidence('Metrics').coverage.reason ?? 'they do not say'}.`;
  return unknown([hint, ...unseen.map(controlPlane.describeUnseen), metrics]);
}

/** Is auditing on? The best evidence that answers, the rest as a cross-check. */
import { clause, controlPlane, may, type Outcome, pass, unknown, type View } from 'kubectl-harden/plugin-api';
import { BY_FILE } from './by-file.ts';
import { dropsAll, judgeMetrics, readMetrics } from './metrics.ts';
import { judgeProfile, OPENSHIFT_READ } from './openshift.ts';

export const READS = [
  may.fact(controlPlane.controlPlane),
  may('Metrics'),
  may('Node'),
  may('ServerVersion'),
  OPENSHIFT_READ,
] as const;
type Reads = View<(typeof READS)[number]>;

const POLICY = 'audit-policy-file';
const SINKS = ['audit-log-path', 'audit-webhook-config-file'] as const;

const DEMAND: controlPlane.FlagDemand = {
  lack,
  message: (reason, pod) => `Audit logging is off${pod === undefined ? '' : ` in ${pod}`}: ${reason}.`,
  proposal: BY_FILE,
};

export function judgeAudit(view: Reads, context: string): Outcome {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const violations = controlPlane.judgeFlags(apiServer, DEMAND);
  if (violations.length > 0) return violations;
  const metrics = readMetrics(view.evidence('Metrics'));
  const evidence = apiServer.witnesses.map((witness) => controlPlane.settingsEvidence(witness, [POLICY, ...SINKS]));
  if (evidence.length === 0)
    return judgeMetrics(metrics) ?? judgeProfile(view, apiServer) ?? notVisible(view, apiServer, context);
  if (metrics.says === 'drops-all') return dropsAll(evidence);
  const doubts = doubtsOf(view, apiServer);
  return doubts.length === 0 ? pass(evidence) : unknown([...evidence, ...doubts]);
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

/** Flags of one replica say nothing of another, and none says what the policy makes of them. */
function doubtsOf(view: Reads, { hidden }: controlPlane.Component): readonly string[] {
  const { state, reason } = view.evidence('Metrics').coverage;
  const isHidden = state === 'denied' || state === 'error';
  return [
    ...hidden.map(controlPlane.describeUnseen),
    ...(isHidden ? [`Whether the policy records anything is not visible: ${clause(reason ?? state)}.`] : []),
  ];
}

function notVisible(view: Reads, { unseen }: controlPlane.Component, context: string): Outcome {
  if (!view.isCluster) return unknown(`Audit log: not visible. ${controlPlane.NO_API_SERVER_IN_FILES}`);
  const provider = controlPlane.keeperOf(view.evidence('ServerVersion').value, view.own('Node').value);
  const metrics = `Metrics: ${view.evidence('Metrics').coverage.reason ?? 'they do not say'}.`;
  const hint = controlPlane.notVisible('audit log', provider, context);
  return unknown([hint, ...unseen.map(controlPlane.describeUnseen), metrics]);
}

/** Is auditing on? The best evidence that answers, the rest as a cross-check. */
import { apiServerReplicas, type Flags, type Replica } from '../../../src/analysis/api-server.ts';
import { isWholeCluster } from '../../../src/analysis/coverage.ts';
import type { Evidence, ObjectRef, Outcome, View, Violation } from '../../../src/plugin-api/index.ts';
import { dropsAll, judgeMetrics, readMetrics } from './metrics.ts';
import { providerHint } from './provider.ts';

export const READS = ['ServerFlags', 'Metrics', 'Pod', 'Node', 'ServerVersion'] as const;
type Reads = View<(typeof READS)[number]>;

const POLICY = 'audit-policy-file';
const SINKS = ['audit-log-path', 'audit-webhook-config-file'] as const;

export function judgeAudit(view: Reads, context: string): Outcome {
  const answer = view.evidence('ServerFlags').value;
  const served = answer === undefined ? undefined : new Map(Object.entries(answer.flags));
  const isFiles = !isWholeCluster(view);
  const replicas = apiServerReplicas(view, { isFiles });
  const violations = judgeFlags(served, replicas);
  if (violations.length > 0) return violations;
  const metrics = readMetrics(view.evidence('Metrics').value);
  const evidence = [...(served === undefined ? [] : [servedEvidence(served)]), ...replicas.map(replicaEvidence)];
  if (evidence.length === 0) return judgeMetrics(metrics) ?? notVisible(view, context, isFiles);
  return metrics.says === 'drops-all' ? dropsAll(evidence) : { status: 'pass', confidence: 'direct', evidence };
}

/** One violation for each replica; the server that answered is one of them, and counts alone only against all others. */
function judgeFlags(served: Flags | undefined, replicas: readonly Replica[]): readonly Violation[] {
  const reason = served === undefined ? undefined : lack(served);
  const own =
    reason === undefined ? [] : [{ text: `The API server that answered says: ${reason}.`, source: 'GET /flagz' }];
  const found = replicas.flatMap((replica) => judgeReplica(replica, own));
  if (found.length > 0 || reason === undefined) return found;
  return [{ message: `Audit logging is off: ${reason}.`, evidence: own }];
}

/** Why auditing is off with these flags; `undefined`: it is on. */
export function lack(flags: Flags): string | undefined {
  const isSet = (flag: string) => (flags.get(flag) ?? '') !== '';
  const hasSink = SINKS.some(isSet);
  if (!isSet(POLICY) && !hasSink) return `none of ${POLICY}, ${SINKS.join(' and ')} is set`;
  if (!isSet(POLICY)) return `${POLICY} is not set, so no request is recorded`;
  if (!hasSink) return `a policy is set, but neither ${SINKS.join(' nor ')}, so every event is dropped`;
  return undefined;
}

function judgeReplica({ pod, flags }: Replica, further: readonly Evidence[]): readonly Violation[] {
  const reason = lack(flags);
  if (reason === undefined) return [];
  const { name } = pod.metadata;
  const text = `In the command of pod kube-system/${name} ${reason}.`;
  const evidence = [{ text, source: podRef(name) }, ...further];
  return [{ message: `Audit logging is off in ${name}: ${reason}.`, part: name, evidence }];
}

function servedEvidence(flags: Flags): Evidence {
  return { text: `The API server that answered runs with ${settings(flags)}.`, source: 'GET /flagz' };
}
function replicaEvidence({ pod, flags }: Replica): Evidence {
  const { name } = pod.metadata;
  return { text: `Pod kube-system/${name} runs with ${settings(flags)}.`, source: podRef(name) };
}
function settings(flags: Flags): string {
  const set = [POLICY, ...SINKS].filter((flag) => (flags.get(flag) ?? '') !== '');
  return set.map((flag) => `--${flag}=${flags.get(flag)}`).join(' ');
}

function notVisible(view: Reads, context: string, isFiles: boolean): Outcome {
  const texts = isFiles
    ? ['Audit logging: not visible. No manifest of the API server is among these files.']
    : [
        providerHint(view, context) ??
          'Audit logging: not visible. No source that was asked shows the flags of the API server.',
        `Flags: ${view.evidence('ServerFlags').coverage.reason ?? 'not read'}.`,
        `Pods of the API server: ${view.coverage('Pod', 'kube-system').reason ?? 'none is in kube-system'}.`,
        `Metrics: ${view.evidence('Metrics').coverage.reason ?? 'they do not tell'}.`,
      ];
  return { status: 'unknown', confidence: 'direct', evidence: texts.map((text) => ({ text })) };
}

function podRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', name };
}

/** Is auditing on? The best evidence that answers, the rest as a cross-check. */
import type { Evidence, MetricSample, ObjectRef, Outcome, View, Violation } from '../../../src/plugin-api/index.ts';
import { apiServerReplicas, type Flags, type Replica } from '../shared.ts';
import { providerHint } from './provider.ts';

export const READS = ['ServerFlags', 'Metrics', 'Pod', 'Node', 'ServerVersion', 'Discovery'] as const;
type Reads = View<(typeof READS)[number]>;

const POLICY = 'audit-policy-file';
const SINKS = ['audit-log-path', 'audit-webhook-config-file'] as const;

export function judgeAudit(view: Reads, context: string): Outcome {
  const served = view.evidence('ServerFlags').value;
  const isFiles = view.evidence('Discovery').coverage.state !== 'full';
  const replicas = apiServerReplicas(view, { isFiles });
  const violations = [
    ...(served === undefined ? [] : judgeServed(new Map(Object.entries(served.flags)))),
    ...replicas.flatMap(judgeReplica),
  ];
  if (violations.length > 0) return violations;
  if (served !== undefined) return passed([servedEvidence(new Map(Object.entries(served.flags)))]);
  if (replicas.length > 0) return passed(replicas.map(replicaEvidence));
  return judgeMetrics(view.evidence('Metrics').value) ?? notVisible(view, context);
}

/** Why auditing is off with these flags; `undefined`: it is on. */
export function lack(flags: Flags): string | undefined {
  const isSet = (flag: string) => (flags.get(flag) ?? '') !== '';
  const hasSink = SINKS.some(isSet);
  if (!isSet(POLICY) && !hasSink) return `neither ${POLICY} nor ${SINKS.join(' or ')} is set`;
  if (!isSet(POLICY)) return `${POLICY} is not set, so no request is recorded`;
  if (!hasSink) return `a policy is set, but neither ${SINKS.join(' nor ')}, so every event is dropped`;
  return undefined;
}

function judgeServed(flags: Flags): readonly Violation[] {
  const reason = lack(flags);
  if (reason === undefined) return [];
  const text = `The API server that answered says: ${reason}.`;
  return [{ message: `Audit logging is off: ${reason}.`, evidence: [{ text, source: 'GET /flagz' }] }];
}

function judgeReplica({ pod, flags }: Replica): readonly Violation[] {
  const reason = lack(flags);
  if (reason === undefined) return [];
  const { name } = pod.metadata;
  const text = `In the command of pod kube-system/${name} ${reason}.`;
  return [
    { message: `Audit logging is off in ${name}: ${reason}.`, part: name, evidence: [{ text, source: podRef(name) }] },
  ];
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

const LEVELS = 'apiserver_audit_level_total';
/** Without labels, so it is there from the start, whether or not auditing is on. */
const EVENTS = 'apiserver_audit_event_total';

/** Only a server with a policy and a sink counts levels; our own requests were traffic enough to count. */
function judgeMetrics(samples: readonly MetricSample[] | undefined): Outcome | undefined {
  if (samples === undefined) return undefined;
  const levels = samples
    .filter(({ name, value }) => name === LEVELS && value > 0)
    .map(({ labels }) => labels.level ?? '');
  const recorded = levels.filter((level) => level !== 'None');
  if (recorded.length > 0) {
    const text = `The API server that answered has recorded requests at level ${[...recorded].sort().join(', ')}.`;
    return { status: 'pass', confidence: 'inferred', evidence: [{ text, source: 'GET /metrics' }] };
  }
  if (levels.length > 0)
    return failed(
      'Audit logging records nothing: the policy has dropped every request so far.',
      'every counted request has level None',
    );
  if (samples.some(({ name }) => name === EVENTS))
    return failed(
      'Audit logging is off: the API server has audited no request.',
      `${EVENTS} is there and ${LEVELS} is not, although requests were served`,
    );
  return undefined;
}

function failed(message: string, reading: string): Outcome {
  const evidence = [{ text: `In the metrics ${reading}.`, source: 'GET /metrics' }];
  return { status: 'fail', confidence: 'inferred', violations: [{ message, evidence }] };
}

function passed(evidence: readonly Evidence[]): Outcome {
  return { status: 'pass', confidence: 'direct', evidence };
}

function notVisible(view: Reads, context: string): Outcome {
  const reasons = [
    view.evidence('ServerFlags').coverage.reason ?? 'the flags of the API server could not be read',
    'no mirror pod of it is in kube-system',
    view.evidence('Metrics').coverage.reason ?? 'its metrics do not tell',
  ];
  const hint = providerHint(view, context);
  const text = hint ?? `Audit logging: not visible. ${capitalised(reasons.join('; '))}.`;
  return { status: 'unknown', confidence: 'direct', evidence: [{ text }] };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function podRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', name };
}

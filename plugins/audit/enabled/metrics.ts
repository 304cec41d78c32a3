/** What the counters of an API server tell about its audit policy, which no request shows. */
import {
  controlPlane,
  type Evidence,
  type EvidenceResult,
  inferred,
  type MetricSample,
  type Outcome,
  pass,
} from 'kubectl-harden/plugin-api';
import { BY_FILE } from './by-file.ts';

const LEVELS = 'apiserver_audit_level_total';
/** Without labels, so it is there from the start, whether or not auditing is on. */
const EVENTS = 'apiserver_audit_event_total';

type Reading =
  | { readonly says: 'records'; readonly levels: readonly string[] }
  | { readonly says: 'drops-all' | 'off' | 'nothing' };

/** Only a server with a policy and a sink counts levels; our own requests were traffic enough to count. */
export function readMetrics(evidence: EvidenceResult<readonly MetricSample[]>): Reading {
  const counted = controlPlane.metric(evidence, LEVELS) ?? [];
  const levels = counted.filter(({ value }) => value > 0).map(({ labels }) => labels.level ?? '');
  const recorded = levels.filter((level) => level !== 'None');
  if (recorded.length > 0) return { says: 'records', levels: recorded.sort() };
  if (levels.length > 0) return { says: 'drops-all' };
  return { says: (controlPlane.metric(evidence, EVENTS) ?? []).length > 0 ? 'off' : 'nothing' };
}

/** `undefined`: they do not say. */
export function judgeMetrics(reading: Reading): Outcome | undefined {
  switch (reading.says) {
    case 'records': {
      const text = `The API server that answered has recorded requests at level ${reading.levels.join(', ')}.`;
      return pass({ text, source: 'GET /metrics' }, 'inferred');
    }
    case 'drops-all':
      return dropsAll([]);
    case 'off':
      return failed(
        'Audit logging is off: the API server has audited no request.',
        `${EVENTS} is there and ${LEVELS} is not, although requests were served`,
      );
    case 'nothing':
      return undefined;
  }
}

export function dropsAll(further: readonly Evidence[]): Outcome {
  return failed(
    'Audit logging records nothing: the policy has dropped every request so far.',
    'every counted request has level None',
    further,
  );
}

function failed(message: string, reading: string, further: readonly Evidence[] = []): Outcome {
  const evidence = [{ text: `In the metrics ${reading}.`, source: 'GET /metrics' }, ...further];
  return inferred([{ message, evidence, proposal: BY_FILE }]);
}

/** What the counters of an API server tell about its audit policy, which no request shows. */
import type { Evidence, MetricSample, Outcome } from '../../../src/plugin-api/index.ts';

const LEVELS = 'apiserver_audit_level_total';
/** Without labels, so it is there from the start, whether or not auditing is on. */
const EVENTS = 'apiserver_audit_event_total';

type Reading =
  | { readonly says: 'records'; readonly levels: readonly string[] }
  | { readonly says: 'drops-all' | 'off' | 'nothing' };

/** Only a server with a policy and a sink counts levels; our own requests were traffic enough to count. */
export function readMetrics(samples: readonly MetricSample[] = []): Reading {
  const levels = samples
    .filter(({ name, value }) => name === LEVELS && value > 0)
    .map(({ labels }) => labels.level ?? '');
  const recorded = levels.filter((level) => level !== 'None');
  if (recorded.length > 0) return { says: 'records', levels: recorded.sort() };
  if (levels.length > 0) return { says: 'drops-all' };
  return { says: samples.some(({ name }) => name === EVENTS) ? 'off' : 'nothing' };
}

/** `undefined`: they do not tell. */
export function judgeMetrics(reading: Reading): Outcome | undefined {
  switch (reading.says) {
    case 'records': {
      const text = `The API server that answered has recorded requests at level ${reading.levels.join(', ')}.`;
      return { status: 'pass', confidence: 'inferred', evidence: [{ text, source: 'GET /metrics' }] };
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
  return { status: 'fail', confidence: 'inferred', violations: [{ message, evidence }] };
}

/** The few metric families of the API server that tell how it is set up, picked out of the stream. */
import type { EvidenceResult, MetricFamily, MetricLabels, MetricSample } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { lines } from '../http/lines.ts';
import { full, missing } from './result.ts';

type Labels = { readonly [F in MetricFamily]: { readonly [L in MetricLabels[F]]: true } };

/** Everything else of `/metrics`, most of it, is skipped unread. */
export const METRIC_LABELS: Labels = {
  apiserver_admission_controller_admission_duration_seconds_count: {
    name: true,
    operation: true,
    rejected: true,
    type: true,
  },
  apiserver_audit_event_total: {},
  apiserver_audit_level_total: { level: true },
  apiserver_authorization_decisions_total: { decision: true, name: true, type: true },
  apiserver_encryption_config_controller_last_config_info: { apiserver_id_hash: true, hash: true },
  apiserver_requested_deprecated_apis: {
    group: true,
    removed_release: true,
    resource: true,
    subresource: true,
    version: true,
  },
  apiserver_storage_transformation_operations_total: {
    group: true,
    resource: true,
    status: true,
    transformation_type: true,
    transformer_prefix: true,
  },
  pod_security_evaluations_total: {
    decision: true,
    mode: true,
    policy_level: true,
    policy_version: true,
    request_operation: true,
    resource: true,
    subresource: true,
  },
  pod_security_exemptions_total: { request_operation: true, resource: true, subresource: true },
  process_start_time_seconds: {},
};

const WHAT = 'GET /metrics';

export async function readMetrics(
  client: ApiClient,
  signal: AbortSignal,
): Promise<EvidenceResult<readonly MetricSample[]>> {
  const request = { path: '/metrics', accept: 'text/plain', what: WHAT };
  try {
    return await client.open(request, signal, async ({ chunks }) => {
      const samples: MetricSample[] = [];
      for await (const line of lines(chunks)) {
        const sample = parseSample(line);
        if (sample !== undefined) samples.push(sample);
      }
      return full(samples);
    });
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, WHAT);
  }
}

/** `name{label="value"} 1`, when it is of a family that is read. */
export function parseSample(line: string): MetricSample | undefined {
  const name = /^[a-zA-Z_:][\w:]*/.exec(line)?.[0];
  if (name === undefined || !isFamily(name)) return undefined;
  const labels: Record<string, string> = {};
  let rest = line.slice(name.length);
  if (rest.startsWith('{')) {
    const pattern = /[{,]\s*(\w+)="((?:[^"\\]|\\.)*)"/y;
    let end = 1;
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      labels[match[1] ?? ''] = unescaped(match[2] ?? '');
      end = pattern.lastIndex;
    }
    rest = rest.slice(end).replace(/^,?\s*\}/, '');
  }
  const value = Number(rest.trim().split(/\s+/)[0]);
  return Number.isFinite(value) ? { name, labels, value } : undefined;
}

function isFamily(name: string): name is MetricFamily {
  return Object.hasOwn(METRIC_LABELS, name);
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

/** Effective flags of the API server, in the structured form; the plain one varies its separators on purpose. */
import { isJsonObject } from '../../../kube/path.ts';
import { sealFlags } from '../../../kube/sealed-flags.ts';
import type { EvidenceResult, ServerFlags } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError } from '../http/errors.ts';
import { full, missing } from './result.ts';

const VERSIONS = ['v1beta1', 'v1alpha1', 'v1'] as const;
const WHAT = 'GET /flagz';

export async function readFlagz(client: ApiClient, signal: AbortSignal): Promise<EvidenceResult<ServerFlags>> {
  let last: unknown;
  for (const version of VERSIONS) {
    try {
      const accept = `application/json;v=${version};g=config.k8s.io;as=Flagz`;
      const { value } = await client.json({ path: '/flagz', accept, what: WHAT }, signal);
      const flags = isJsonObject(value) ? value.flags : undefined;
      if (!isJsonObject(flags)) return { coverage: { state: 'error', reason: `${WHAT} gave no flags` } };
      return full({ component: 'kube-apiserver', flags: mapValues(flags) });
    } catch (error) {
      signal.throwIfAborted();
      last = error;
      if (!(error instanceof ApiError) || error.status !== 406) break;
    }
  }
  return missing(last, WHAT);
}

function mapValues(flags: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return sealFlags(Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, String(value)])));
}

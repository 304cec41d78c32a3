/** What the server answers to nobody: a few GETs without a credential, to the server of the connection alone. */
import type { AnonymousAccess, AnonymousPath, EvidenceResult } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError } from '../http/errors.ts';
import type { EvidenceContext } from './context.ts';
import { behind } from './endpoint.ts';
import { full, missing } from './result.ts';

/** An AuthenticationConfiguration may let some of them in and no other. */
export const ANONYMOUS_PATHS: readonly AnonymousPath[] = [
  '/version',
  '/livez',
  '/readyz',
  '/healthz',
  '/api',
  '/apis',
  '/openapi/v3',
  '/metrics',
  '/flagz',
  '/statusz',
];
const WHAT = 'the probe without a credential';

export async function readAnonymousAccess(
  context: EvidenceContext,
  signal: AbortSignal,
): Promise<EvidenceResult<AnonymousAccess>> {
  const other = behind(context);
  if (other !== undefined) return { coverage: { state: 'absent', reason: `${WHAT} was not made: ${other}` } };
  const nobody = context.client.withoutCredential();
  try {
    const statuses = await Promise.all(ANONYMOUS_PATHS.map((path) => statusOf(nobody, path, signal)));
    return full({ answers: ANONYMOUS_PATHS.map((path, index) => ({ path, status: statuses[index] ?? 0 })) });
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, WHAT);
  } finally {
    await nobody.close();
  }
}

async function statusOf(client: ApiClient, path: string, signal: AbortSignal): Promise<number> {
  try {
    return await client.open({ path, accept: '*/*', what: `GET ${path}` }, signal, async ({ status }) => status);
  } catch (error) {
    if (error instanceof ApiError) return error.status;
    throw error;
  }
}

/** Evidence that could be read, and why some could not. */
import type { Coverage, EvidenceResult } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import { ApiError } from '../http/errors.ts';

export function full<T>(value: T): EvidenceResult<T> {
  return { coverage: { state: 'full' }, value };
}

/** `what`: "GET /flagz". */
export function missing(error: unknown, what: string): { readonly coverage: Coverage } {
  if (error instanceof ApiError && error.status === 403)
    return { coverage: { state: 'denied', reason: `${what} is denied to you` } };
  if (error instanceof ApiError && (error.status === 404 || error.status === 406))
    return { coverage: { state: 'absent', reason: `the server does not serve ${what}` } };
  return { coverage: { state: 'error', reason: `${what} failed: ${errorText(error)}` } };
}

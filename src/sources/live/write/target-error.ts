/** What went wrong in a write, in the terms of the target port. */
import { TargetError } from '../../../model/ports.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import { ApiError, LiveError } from '../http/errors.ts';

export interface Attempt {
  readonly ref: ObjectRef;
  /** True when a request that stores something may have left: not for reads and dry runs. */
  readonly isWrite: boolean;
  readonly signal: AbortSignal;
}

export function targetError(error: unknown, { ref, isWrite, signal }: Attempt): TargetError {
  if (error instanceof TargetError) return error;
  const cause = { cause: error };
  if (error instanceof ApiError) {
    switch (error.status) {
      case 401:
      case 403:
        return new TargetError('denied', error.message, cause);
      case 404:
        return new TargetError('gone', `is not there: ${error.message}`, { ...cause, subject: ref });
      case 409:
        return new TargetError('conflict', error.message, cause);
      case 400:
      case 413:
      case 415:
      case 422:
        return new TargetError('invalid', error.message, cause);
      default:
        // A server error may come after the object was stored.
        return new TargetError('failed', error.message, {
          ...cause,
          maybeWritten: isWrite && error.status >= 500,
        });
    }
  }
  if (error instanceof LiveError) {
    const isDenied = error.code === 'read-only' || error.code === 'credential' || error.code === 'config';
    if (isDenied) return new TargetError('denied', error.message, cause);
    return new TargetError('unreachable', error.message, { ...cause, maybeWritten: isWrite && error.isSent });
  }
  if (signal.aborted)
    return new TargetError('unreachable', 'interrupted before the answer came', {
      ...cause,
      maybeWritten: isWrite,
    });
  throw error;
}

/** What went wrong in a write, in the terms of the target port. */
import { groupOf, KINDS, kindOf } from '../../../kube/kinds.ts';
import { TargetError } from '../../../model/ports.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import { clause } from '../../../text/words.ts';
import { ApiError, LiveError, saysGone } from '../http/errors.ts';

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
        return notFound(error, ref);
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

/** Only the object's own name says that it is gone; an answer about its namespace, or of a proxy, leaves that open. */
function notFound(error: ApiError, ref: ObjectRef): TargetError {
  const cause = { cause: error };
  const { about } = error;
  if (about === undefined)
    return new TargetError('failed', `may still be there: the answer 404 does not name it (${clause(error.message)})`, {
      ...cause,
      subject: ref,
    });
  const known = kindOf(ref.apiVersion, ref.kind);
  const plural = known === undefined ? about.kind : KINDS[known].plural;
  return saysGone(error, { group: groupOf(ref.apiVersion), plural }, ref.name)
    ? new TargetError('gone', `is not there: ${error.message}`, { ...cause, subject: ref })
    : new TargetError('failed', error.message, cause);
}

/** What can go wrong before and while talking to an API server, as sentences: what, where, what next. */

import type { KindInfo } from '../../../kube/kinds.ts';

/** usage: what the flags say cannot be meant. config: kubeconfig or credential files. */
export type LiveErrorCode = 'usage' | 'config' | 'credential' | 'unreachable' | 'tls' | 'unauthorized' | 'read-only';

export class LiveError extends Error {
  override readonly name = 'LiveError';
  readonly code: LiveErrorCode;
  /** False only when it is certain that no byte of the request left. */
  readonly isSent: boolean;

  constructor(
    code: LiveErrorCode,
    message: string,
    options: { readonly isSent?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.isSent = options.isSent ?? false;
  }
}

/** What a Status is about, by its details: `kind` is the resource, as `deployments`. */
export interface StatusSubject {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

interface StatusDetails {
  readonly retryAfterMs?: number | undefined;
  readonly about?: StatusSubject | undefined;
}

/** An answer of the API server other than success. `message` is safe to show. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** `Forbidden`, `NotFound`, `Expired`: empty when the body was no Status. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
  /** Undefined where the answer names no object. */
  readonly about: StatusSubject | undefined;

  constructor(status: number, reason: string, message: string, { retryAfterMs, about }: StatusDetails = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
    this.about = about;
  }
}

/**
 * Whether the answer says that this very object is not there. A proxy without the server, a group that is not served and
 * a namespace that is not found answer 404 as well, and tell nothing of it.
 */
export function saysGone(error: unknown, { group, plural }: Pick<KindInfo, 'group' | 'plural'>, name: string): boolean {
  if (!(error instanceof ApiError) || error.status !== 404 || error.reason !== 'NotFound') return false;
  const { about } = error;
  return about?.group === group && about.kind === plural && about.name === name;
}

/** The code of a system error, `ENOENT`, anywhere in the chain of causes; our own codes are in small letters. */
export function systemCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    if ('code' in current && typeof current.code === 'string' && /^[A-Z]/.test(current.code)) return current.code;
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else current = 'cause' in current ? current.cause : undefined;
  }
  return undefined;
}

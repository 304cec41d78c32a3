/** One limit for a request altogether. */

export interface RequestLimit {
  readonly signal: AbortSignal;
  clear(): void;
}

export function requestTimeout(ms: number, signal: AbortSignal): RequestLimit {
  if (ms <= 0) return { signal, clear: () => undefined };
  const controller = new AbortController();
  const reason = Object.assign(new Error('request timeout'), { code: 'HARDEN_REQUEST_TIMEOUT' });
  const timer = setTimeout(() => controller.abort(reason), ms);
  return { signal: AbortSignal.any([signal, controller.signal]), clear: () => clearTimeout(timer) };
}

/** Answers other than success, as errors whose message may be shown. */
import type { Dispatcher } from 'undici';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import type { Authentication, Credential } from '../auth/credential.ts';
import type { Connection } from '../config/connection.ts';
import { ApiError, type StatusSubject } from './errors.ts';
import { withoutOwnSecrets } from './own-secrets.ts';
import { serverMessage } from './server-message.ts';

const MOST_BYTES = 1 << 20;

export async function apiError(
  response: Dispatcher.ResponseData,
  connection: Connection,
  request: { readonly what: string; readonly sent: Authentication },
  credential: Credential,
): Promise<ApiError> {
  const { statusCode, headers } = response;
  const { reason, message, about } = await statusOf(response, withoutOwnSecrets(request.sent));
  const details = { retryAfterMs: retryAfterMs(headers['retry-after']), about };
  if (statusCode === 401) return new ApiError(401, reason, unauthorized(connection, credential), details);
  const text = message === '' ? `the server answered ${statusCode} (${request.what})` : message;
  return new ApiError(statusCode, reason, text, details);
}

function unauthorized({ server, userName }: Connection, credential: Credential): string {
  const who = userName === '' ? '' : ` of "${userName}"`;
  return (
    `${server.href.replace(/\/$/, '')} does not accept the credential${who} (${credential.describe()}): unauthorized. ` +
    'Sign in again or renew it; kubectl auth whoami tests the same.'
  );
}

interface Status {
  readonly reason: string;
  readonly message: string;
  readonly about?: StatusSubject | undefined;
}

async function statusOf(response: Dispatcher.ResponseData, hide: (text: string) => string): Promise<Status> {
  const text = hide(await cappedText(response.body));
  try {
    const status: unknown = JSON.parse(text);
    if (isJsonObject(status) && typeof status.message === 'string')
      return { reason: textOf(status.reason), message: serverMessage(status.message), about: subjectOf(status) };
  } catch {
    // Proxies answer in plain text or HTML.
  }
  return { reason: '', message: text.startsWith('<') ? '' : serverMessage(text) };
}

function subjectOf({ kind, details }: JsonObject): StatusSubject | undefined {
  if (kind !== 'Status' || !isJsonObject(details) || typeof details.name !== 'string') return undefined;
  return { group: textOf(details.group), kind: textOf(details.kind), name: details.name };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

async function cappedText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Seconds, or a date; at most two minutes are waited. */
export function retryAfterMs(header: string | string[] | undefined, now = Date.now()): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 120) * 1000 : undefined;
}

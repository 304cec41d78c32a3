/** What the server is, and who it takes us for. */
import { isJsonObject } from '../../../kube/path.ts';
import type { EvidenceResult, Identity, ServerVersion } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError, LiveError } from '../http/errors.ts';
import { full, missing } from './result.ts';

/** Whoever may not ask is told so by an API server: nothing more is needed to talk to it. */
export async function introduceServer(
  client: ApiClient,
  signal: AbortSignal,
): Promise<{ readonly gitVersion: string }> {
  try {
    return await fetchVersion(client, signal);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error;
    return { gitVersion: '' };
  }
}

/** Throws: without it there is no API server to talk to. */
export async function fetchVersion(client: ApiClient, signal: AbortSignal): Promise<ServerVersion> {
  const { value } = await client.json({ path: '/version', what: 'GET /version' }, signal);
  if (!isJsonObject(value) || typeof value.gitVersion !== 'string')
    throw new LiveError('unreachable', `${client.server.href} does not answer like an API server (GET /version).`, {
      isSent: true,
    });
  return {
    gitVersion: value.gitVersion,
    // Started with --emulated-version a server behaves, and judges, as that release.
    major: numberIn(value.emulationMajor ?? value.major),
    minor: numberIn(value.emulationMinor ?? value.minor),
  };
}

/** Providers write "30+". */
function numberIn(text: unknown): number {
  return Number.parseInt(String(text), 10) || 0;
}

export async function readVersion(client: ApiClient, signal: AbortSignal): Promise<EvidenceResult<ServerVersion>> {
  try {
    return full(await fetchVersion(client, signal));
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, 'GET /version');
  }
}

const WHAT = 'the self-subject review';
export const ANONYMOUS = 'system:anonymous';
const STRANGER = `User "${ANONYMOUS}"`;

export async function readIdentity(client: ApiClient, signal: AbortSignal): Promise<EvidenceResult<Identity>> {
  try {
    const { value } = await client.json(
      {
        method: 'POST',
        path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
        what: 'create a SelfSubjectReview',
      },
      signal,
    );
    const status = isJsonObject(value) && isJsonObject(value.status) ? value.status : {};
    const user = isJsonObject(status.userInfo) ? status.userInfo : {};
    const groups = Array.isArray(user.groups) ? user.groups.filter((group) => typeof group === 'string') : [];
    return full({ username: typeof user.username === 'string' ? user.username : '', groups });
  } catch (error) {
    signal.throwIfAborted();
    // Strangers may not ask, and the refusal says that they are some.
    if (error instanceof ApiError && error.status === 403 && error.message.includes(STRANGER))
      return full({ username: ANONYMOUS, groups: ['system:unauthenticated'] });
    return missing(error, WHAT);
  }
}

/** What admission makes of a pod, asked of the API server, and what of admission it lists. Nothing is stored. */
import { KINDS, type KindInfo } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { TargetError } from '../../../model/ports.ts';
import type { JsonObject, KubeObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError } from '../http/errors.ts';
import { listPages } from '../read/list.ts';
import { collectionPath } from '../read/resource.ts';
import { targetError } from './target-error.ts';

export async function rehearsed(
  client: ApiClient,
  { namespace, pod }: { readonly namespace: string; readonly pod: JsonObject },
  signal: AbortSignal,
): Promise<KubeObject> {
  const ref = { apiVersion: 'v1', kind: 'Pod', namespace, name: '' };
  try {
    const { value } = await client.json(
      {
        method: 'POST',
        path: collectionPath(KINDS.Pod, namespace),
        query: { dryRun: 'All' },
        body: pod,
        what: `try a pod in ${namespace}`,
        takesWarnings: true,
      },
      signal,
    );
    if (!isJsonObject(value) || !isJsonObject(value.spec))
      throw new TargetError('failed', `the answer about a pod in ${namespace} is no pod.`);
    return value as unknown as KubeObject;
  } catch (error) {
    throw targetError(error, { ref, isWrite: false, signal });
  }
}

export async function listed(
  client: ApiClient,
  info: KindInfo,
  signal: AbortSignal,
): Promise<readonly KubeObject[] | undefined> {
  const found: KubeObject[] = [];
  const request = { info, path: collectionPath(info), what: `list ${info.plural}` };
  try {
    for await (const { items } of listPages(client, request, signal)) found.push(...(items as KubeObject[]));
    return found;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    const ref = { apiVersion: `${info.group}/${info.version}`, kind: info.kind, name: '' };
    throw targetError(error, { ref, isWrite: false, signal });
  }
}

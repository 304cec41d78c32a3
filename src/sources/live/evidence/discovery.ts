/** Every served resource, from aggregated discovery: two requests. */
import { isJsonObject } from '../../../kube/path.ts';
import type { ApiResource, EvidenceResult, JsonObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { full, missing } from './result.ts';

const AGGREGATED = (['v2', 'v2beta1'] as const)
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .join(',');
const WHAT = 'aggregated discovery';

export async function readDiscovery(
  client: ApiClient,
  signal: AbortSignal,
): Promise<EvidenceResult<readonly ApiResource[]>> {
  try {
    const roots = await Promise.all(
      ['/api', '/apis'].map((path) => client.json({ path, accept: AGGREGATED, what: `GET ${path}` }, signal)),
    );
    const lists = roots.map(({ value }) => value);
    if (!lists.every(isDiscoveryList))
      return { coverage: { state: 'absent', reason: `the server does not serve ${WHAT}` } };
    const stale = lists.flatMap(staleGroups);
    // Resources of a group that does not answer are missing from the list: it must not pass for complete.
    if (stale.length > 0)
      return { coverage: { state: 'error', reason: `${WHAT} is incomplete: ${stale.join(', ')} does not answer` } };
    return full(lists.flatMap(resourcesOf));
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, WHAT);
  }
}

interface DiscoveryList extends JsonObject {
  readonly items: readonly JsonObject[];
}

function isDiscoveryList(value: unknown): value is DiscoveryList {
  return isJsonObject(value) && value.kind === 'APIGroupDiscoveryList' && Array.isArray(value.items);
}

function versionsOf(group: JsonObject): readonly JsonObject[] {
  return objects(group.versions);
}

function staleGroups({ items }: DiscoveryList): readonly string[] {
  return items.flatMap((group) =>
    versionsOf(group)
      .filter(({ freshness }) => freshness === 'Stale')
      .map(({ version }) => `${groupName(group)}/${String(version)}`),
  );
}

function resourcesOf({ items }: DiscoveryList): readonly ApiResource[] {
  return items.flatMap((group) =>
    versionsOf(group).flatMap((version) =>
      objects(version.resources).map((resource) => ({
        group: groupName(group),
        version: String(version.version),
        resource: String(resource.resource),
        kind: isJsonObject(resource.responseKind) ? String(resource.responseKind.kind) : '',
        namespaced: resource.scope === 'Namespaced',
        verbs: texts(resource.verbs),
        subresources: objects(resource.subresources).map((sub) => ({
          name: String(sub.subresource),
          verbs: texts(sub.verbs),
        })),
      })),
    ),
  );
}

function groupName(group: JsonObject): string {
  const name = isJsonObject(group.metadata) ? group.metadata.name : undefined;
  return typeof name === 'string' ? name : '';
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Constraints of Gatekeeper: of every kind that a template has defined, of which a few members are kept. */
import type { KindInfo } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { EvidenceResult, GatekeeperConstraint, Json, JsonObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError } from '../http/errors.ts';
import { listPages } from '../read/list.ts';
import { collectionPath } from '../read/resource.ts';
import { full, missing } from './result.ts';

const GROUP = 'constraints.gatekeeper.sh';
const WHAT = `list ${GROUP}`;

export async function readGatekeeperConstraints(
  client: ApiClient,
  signal: AbortSignal,
): Promise<EvidenceResult<readonly GatekeeperConstraint[]>> {
  try {
    const kinds = await kindsOf(client, signal);
    if (kinds === undefined) return { coverage: { state: 'absent', reason: `${GROUP} is not served here` } };
    const found = await Promise.all(kinds.map((info) => constraintsOf(info, client, signal)));
    return full(found.flat());
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, WHAT);
  }
}

/** `undefined`: there is no such group. */
async function kindsOf(client: ApiClient, signal: AbortSignal): Promise<readonly KindInfo[] | undefined> {
  const version = await versionOf(client, signal);
  if (version === undefined) return undefined;
  const { value } = await client.json({ path: `/apis/${GROUP}/${version}`, what: WHAT }, signal);
  const resources = isJsonObject(value) ? objectsIn(value.resources) : [];
  return resources
    .filter(({ verbs }) => textsIn(verbs).includes('list'))
    .map(({ name, kind, namespaced }) => ({
      kind: String(kind),
      group: GROUP,
      version,
      plural: String(name),
      namespaced: namespaced === true,
    }));
}

async function versionOf(client: ApiClient, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { value } = await client.json({ path: `/apis/${GROUP}`, what: WHAT }, signal);
    const preferred = isJsonObject(value) ? value.preferredVersion : undefined;
    return isJsonObject(preferred) && typeof preferred.version === 'string' ? preferred.version : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

async function constraintsOf(
  info: KindInfo,
  client: ApiClient,
  signal: AbortSignal,
): Promise<readonly GatekeeperConstraint[]> {
  const request = { path: collectionPath(info), what: `list ${info.plural}.${GROUP}`, info };
  const found: GatekeeperConstraint[] = [];
  for await (const { items } of listPages(client, request, signal))
    found.push(...items.filter(isJsonObject).map((item) => constraintOf(info.kind, item)));
  return found;
}

const KINDS = 'kinds';
const EXCLUDED = 'excludedNamespaces';
/** These say no more than nothing where they are empty, or take everything. */
const OPEN: readonly unknown[] = [undefined, null, '', '*', 'All'];

export function constraintOf(kind: string, object: JsonObject): GatekeeperConstraint {
  const [metadata, spec, status] = [object.metadata, object.spec, object.status].map(objectIn);
  const match = objectIn(spec?.match);
  return {
    kind,
    name: textIn(metadata?.name),
    generation: numberIn(metadata?.generation),
    action: textIn(spec?.enforcementAction) || 'deny',
    scoped: objectsIn(spec?.scopedEnforcementActions).map(({ action, enforcementPoints }) => ({
      action: textIn(action),
      points: objectsIn(enforcementPoints).map(({ name }) => textIn(name)),
    })),
    match: {
      kinds: objectsIn(match[KINDS]).map((each) => ({
        apiGroups: textsIn(each.apiGroups),
        kinds: textsIn(each.kinds),
      })),
      excludedNamespaces: textsIn(match[EXCLUDED]),
      others: Object.keys(match).filter((key) => key !== KINDS && key !== EXCLUDED && says(match[key])),
    },
    pods: objectsIn(status?.byPod).map(({ enforced, observedGeneration, operations, errors }) => ({
      enforced: enforced === true,
      generation: numberIn(observedGeneration),
      operations: textsIn(operations),
      errors: objectsIn(errors).length,
    })),
  };
}

function says(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) ? Object.values(value).some(says) : !OPEN.includes(value);
}

function objectIn(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

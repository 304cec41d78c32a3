/** What the API server fills into policies and bindings. Pure; nothing given is changed. */
import type { Json, JsonObject } from '../plugin-api/index.ts';
import { isJsonObject } from './path.ts';
import { RBAC_GROUP } from './rbac.ts';

/** Of the spec of a NetworkPolicy: without types, or with none, what it says decides. */
export function policyTypesOf({ policyTypes, egress }: JsonObject): Json {
  if (Array.isArray(policyTypes) && policyTypes.length > 0) return policyTypes;
  return Array.isArray(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** The same value where there is nothing to fill in. */
export function roleRefWithGroup(roleRef: JsonObject): JsonObject {
  return hasGroup(roleRef) ? roleRef : { ...roleRef, apiGroup: RBAC_GROUP };
}

/** The same value where there is nothing to fill in: service accounts have no group. */
export function subjectWithGroup(subject: Json): Json {
  if (!isJsonObject(subject) || subject.kind === 'ServiceAccount' || hasGroup(subject)) return subject;
  return { ...subject, apiGroup: RBAC_GROUP };
}

function hasGroup({ apiGroup }: JsonObject): boolean {
  return apiGroup !== undefined && apiGroup !== '';
}

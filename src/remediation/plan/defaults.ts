/** What the server writes into policies and bindings by itself. Pure. */

import { isJsonObject } from '../../kube/path.ts';
import { RBAC_GROUP } from '../../kube/rbac.ts';
import type { Json, JsonObject } from '../../plugin-api/index.ts';

/** The defaults that the server writes into policies and bindings: the kinds that changes create. */
export function withDefaults(object: JsonObject): Json {
  if (object.kind === 'NetworkPolicy') return { ...object, spec: policyDefaults(object.spec) };
  if (object.kind === 'RoleBinding' || object.kind === 'ClusterRoleBinding')
    return { ...object, roleRef: withGroup(object.roleRef), subjects: listOf(object.subjects).map(subjectDefaults) };
  return object;
}

function policyDefaults(spec: Json | undefined): Json {
  if (!isJsonObject(spec)) return spec ?? null;
  const types = spec.policyTypes ?? ['Ingress', ...(listOf(spec.egress).length > 0 ? ['Egress'] : [])];
  const rules = (name: string): JsonObject =>
    listOf(spec[name]).length === 0 ? {} : { [name]: listOf(spec[name]).map(ruleDefaults) };
  const { ingress: _ingress, egress: _egress, ...rest } = spec;
  return {
    ...rest,
    podSelector: spec.podSelector ?? {},
    policyTypes: types,
    ...rules('ingress'),
    ...rules('egress'),
  };
}

function ruleDefaults(rule: Json): Json {
  if (!isJsonObject(rule) || rule.ports === undefined) return rule;
  return {
    ...rule,
    ports: listOf(rule.ports).map((port) => (isJsonObject(port) ? { protocol: 'TCP', ...port } : port)),
  };
}

function withGroup(roleRef: Json | undefined): Json {
  return isJsonObject(roleRef) ? { apiGroup: RBAC_GROUP, ...roleRef } : (roleRef ?? null);
}

function subjectDefaults(subject: Json): Json {
  if (!isJsonObject(subject)) return subject;
  const apiGroup = subject.kind === 'ServiceAccount' ? '' : RBAC_GROUP;
  return { apiGroup, ...subject };
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

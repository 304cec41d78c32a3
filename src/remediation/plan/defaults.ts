/** Policies and bindings with what the server writes into them, so that two of them can be compared. Pure. */
import { policyTypesOf, roleRefWithGroup, subjectWithGroup } from '../../kube/defaults.ts';
import { isJsonObject } from '../../kube/path.ts';
import type { Json, JsonObject } from '../../plugin-api/index.ts';

/** Of the kinds that changes create. */
export function withDefaults(object: JsonObject): Json {
  if (object.kind === 'NetworkPolicy') return { ...object, spec: policyDefaults(object.spec) };
  if (object.kind === 'RoleBinding' || object.kind === 'ClusterRoleBinding')
    return { ...object, roleRef: roleRefOf(object.roleRef), subjects: listOf(object.subjects).map(subjectOf) };
  return object;
}

function policyDefaults(spec: Json | undefined): Json {
  if (!isJsonObject(spec)) return spec ?? null;
  const rules = (name: string): JsonObject =>
    listOf(spec[name]).length === 0 ? {} : { [name]: listOf(spec[name]).map(ruleDefaults) };
  const { ingress: _ingress, egress: _egress, ...rest } = spec;
  return {
    ...rest,
    podSelector: spec.podSelector ?? {},
    policyTypes: policyTypesOf(spec),
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

function roleRefOf(roleRef: Json | undefined): Json {
  return isJsonObject(roleRef) ? roleRefWithGroup(roleRef) : (roleRef ?? null);
}

/** An empty group is one that is not there. */
function subjectOf(subject: Json): Json {
  const filled = subjectWithGroup(subject);
  return isJsonObject(filled) ? { apiGroup: '', ...filled } : filled;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

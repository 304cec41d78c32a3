/** What an undo brings back, besides values: rights, and traffic. Said before consent. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { isJsonObject, valueAt } from '../../kube/path.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { Json, KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { isDenial } from '../plan/denials.ts';
import { nameOf } from '../words.ts';

/** Sentences. */
export function comesBack({ ref, before, after }: StepPreview): readonly string[] {
  switch (ref.kind) {
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return rightsOf(nameOf(ref), before, after);
    case 'Role':
    case 'ClusterRole':
      return rulesOf(nameOf(ref), before, after);
    case 'NetworkPolicy':
      return trafficOf(nameOf(ref), before, after);
    case 'Namespace':
      return levelOf(nameOf(ref), before, after);
    default:
      return [];
  }
}

function rightsOf(name: string, before: KubeObject | undefined, after: KubeObject | undefined): readonly string[] {
  const back = added(before, after, 'subjects');
  if (back.length === 0) return [];
  const role = valueAt(after ?? {}, ['roleRef']);
  const roleName = isJsonObject(role) ? `${text(role.kind)} ${text(role.name)}` : 'its role';
  return [`Rights come back: ${back.map(subject).join(', ')} get ${roleName} again, by ${name}.`];
}

function rulesOf(name: string, before: KubeObject | undefined, after: KubeObject | undefined): readonly string[] {
  const back = added(before, after, 'rules');
  if (back.length === 0) return [];
  return [`Rights come back: ${name} allows ${back.map(rule).join('; ')} again.`];
}

function trafficOf(name: string, before: KubeObject | undefined, after: KubeObject | undefined): readonly string[] {
  if (before !== undefined && after === undefined)
    return isDenial(before)
      ? [`Traffic comes back: what ${name} cut off is allowed again, unless another policy denies it.`]
      : [];
  return before === undefined && after !== undefined ? [`${name} is back: it cuts off what it cut off before.`] : [];
}

const LEVEL = ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'] as const;

function levelOf(name: string, before: KubeObject | undefined, after: KubeObject | undefined): readonly string[] {
  const [was, is] = [before, after].map((object) => valueAt(object ?? {}, LEVEL));
  if (deepEqual(was, is) || was === undefined) return [];
  const now = is === undefined ? 'nothing' : text(is);
  return [`Pods that ${text(was)} refuses come back: ${name} enforces ${now} again.`];
}

function added(before: KubeObject | undefined, after: KubeObject | undefined, key: string): readonly Json[] {
  const [was, is] = [before, after].map((object) => listAt(object, key));
  return (is ?? []).filter((item) => !(was ?? []).some((other) => deepEqual(item, other)));
}

function listAt(object: KubeObject | undefined, key: string): readonly Json[] {
  const found = object === undefined ? undefined : valueAt(object, [key]);
  return Array.isArray(found) ? found : [];
}

function subject(value: Json): string {
  if (!isJsonObject(value)) return text(value);
  const place = value.namespace === undefined ? '' : `${text(value.namespace)}/`;
  return `${text(value.kind)} ${place}${text(value.name)}`;
}

function rule(value: Json): string {
  if (!isJsonObject(value)) return text(value);
  const list = (key: string) => (Array.isArray(value[key]) ? value[key].map(text).join(', ') : '');
  return `${list('verbs')} on ${list('resources') || list('nonResourceURLs')}`;
}

function text(value: Json | undefined): string {
  return printable(typeof value === 'string' ? value : JSON.stringify(value ?? null));
}

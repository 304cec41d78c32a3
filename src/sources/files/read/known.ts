/** Which kind an object is of, as far as anything is known of it; what is meant but not written so is a mistake. */
import { customTemplates } from '../../../kube/custom-templates.ts';
import { apiVersionOf, groupOf, KINDS, type KindInfo, kindOf } from '../../../kube/kinds.ts';
import { formatPath } from '../../../kube/path.ts';
import type { FieldPath, JsonObject, Kind } from '../../../plugin-api/index.ts';

export type Known =
  | { readonly kind: Kind }
  /** No check looks at objects of that kind. */
  | 'ignored'
  /** `path`: of what is wrong, in the object. */
  | { readonly problem: string; readonly path: FieldPath; readonly kind?: Kind };

const ALL: readonly KindInfo[] = Object.values(KINDS);
const BY_LOWER_CASE: ReadonlyMap<string, KindInfo> = new Map(ALL.map((info) => [info.kind.toLowerCase(), info]));
/** Groups of Kubernetes itself, one that it had before among them: a kind of such a name is no kind of anybody else. */
const OWN_GROUPS: ReadonlySet<string> = new Set([...ALL.map(({ group }) => group), 'extensions']);

export function knownKind(apiVersion: string, kind: string, object: JsonObject): Known {
  const known = kindOf(apiVersion, kind);
  if (known !== undefined) return { kind: known };
  const meant = BY_LOWER_CASE.get(kind.toLowerCase());
  if (meant !== undefined && OWN_GROUPS.has(groupOf(apiVersion))) {
    const right = `write apiVersion: ${apiVersionOf(meant)} and kind: ${meant.kind}`;
    return { problem: `no matches for kind "${kind}" in version "${apiVersion}": ${right}`, path: ['kind'] };
  }
  const { paths, unnamed } = customTemplates(object);
  if (unnamed !== undefined) {
    const why = 'has pod templates in list items without names: they cannot be checked';
    return { problem: `${kind}: ${formatPath(unnamed)} ${why}`, path: unnamed, kind: 'CustomWorkload' };
  }
  return paths.length > 0 ? { kind: 'CustomWorkload' } : 'ignored';
}

/** Whatever the upper and lower case: it is meant. */
export function isOwnKind(kind: unknown): boolean {
  return typeof kind === 'string' && BY_LOWER_CASE.has(kind.toLowerCase());
}

/** Of one of the groups of Kubernetes, in a form that it uses. */
export function isOwnVersion(apiVersion: unknown): boolean {
  if (typeof apiVersion !== 'string' || !/(?:^|\/)v\d+(?:(?:alpha|beta)\d+)?$/.test(apiVersion)) return false;
  return OWN_GROUPS.has(groupOf(apiVersion));
}

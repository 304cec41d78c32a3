/** Whether the names of an object can be names. */
import { kindOf } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { isRbac } from '../../../kube/rbac.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import type { Way } from '../yaml/way.ts';

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
/** Nothing that means something in a path. */
const PATH_SEGMENT = /^(?!\.{1,2}$)(?!.*\{\{)[^/%]+$/s;
/** What they are held to by the API server, where it is not the subdomain. */
const BY_KIND: Readonly<Record<string, RegExp>> = { Namespace: LABEL, Service: LABEL };

/** As the API server holds the names of a kind; those of kinds that it treats in a way of their own are left to it. */
function patternFor({ apiVersion, kind }: JsonObject): RegExp {
  const known = kindOf(String(apiVersion), String(kind));
  if (known === undefined || isRbac({ apiVersion: String(apiVersion) })) return PATH_SEGMENT;
  return BY_KIND[known] ?? SUBDOMAIN;
}

/** A generated name has its end from the API server. */
function nameOf({ name, generateName }: JsonObject): Json | undefined {
  return typeof name === 'string' && name === generateName ? name.replace(/[-.]+$/, '') : name;
}

/** What is wrong, and where in the object. */
export function nameProblem(object: JsonObject): { readonly text: string; readonly way: Way } | undefined {
  const meta = isJsonObject(object.metadata) ? object.metadata : {};
  const [name, { namespace }] = [nameOf(meta), meta];
  if (typeof name !== 'string' || name === '') return { text: '.metadata.name is missing', way: ['metadata', 'name'] };
  return misspelt('name', name, patternFor(object)) ?? misspelt('namespace', namespace, LABEL);
}

function misspelt(key: 'name' | 'namespace', value: Json | undefined, pattern: RegExp): ReturnType<typeof nameProblem> {
  if (typeof value !== 'string' || value === UNPLACED || pattern.test(value)) return undefined;
  const what = value.includes('{{') ? 'is a template that was not rendered' : `is not a valid ${key}`;
  return { text: `.metadata.${key} ${what}`, way: ['metadata', key] };
}

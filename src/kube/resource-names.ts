/** Which resource an object is of, where no server says so: by the rules by which the names of resources are made. */
import type { ResourceName } from '../plugin-api/index.ts';
import { groupOf } from './kinds.ts';

export interface ResourceParts {
  readonly plural: string;
  readonly group: string;
}

/** `externalsecrets.external-secrets.io`: the first dot ends the resource. */
export function partsOfResource(name: ResourceName): ResourceParts {
  const dot = name.indexOf('.');
  return { plural: name.slice(0, dot), group: name.slice(dot + 1) };
}

/** Of the given resources the one that objects of this type are of. Nothing of the core group is a custom resource. */
export function resourceFor(
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  resources: Iterable<ResourceName>,
): ResourceName | undefined {
  const group = groupOf(apiVersion);
  if (group === '') return undefined;
  const plurals = pluralsOf(kind.toLowerCase());
  for (const name of resources) {
    const parts = partsOfResource(name);
    if (parts.group === group && plurals.includes(parts.plural)) return name;
  }
  return undefined;
}

/**
 * Kubernetes guesses `policies` of policy, and `gatewaies` of gateway, whose definition says `gateways`: both are tried.
 * SecurityContextConstraints are a plural already.
 */
function pluralsOf(singular: string): readonly string[] {
  const plurals = [`${singular}s`, `${singular}es`, ...(singular.endsWith('s') ? [singular] : [])];
  return singular.endsWith('y') ? [...plurals, `${singular.slice(0, -1)}ies`] : plurals;
}

/** CustomResourceDefinitions among the manifests: what the resources of a kind are called, and where they are. */
import { groupOf } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';

export interface Definition {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** `undefined`: it is something else, or says too little. */
export function definitionIn({ apiVersion, kind, spec }: JsonObject): Definition | undefined {
  if (kind !== 'CustomResourceDefinition' || groupOf(String(apiVersion)) !== 'apiextensions.k8s.io') return undefined;
  if (!isJsonObject(spec) || !isJsonObject(spec.names)) return undefined;
  const { group, scope } = spec;
  const { plural, kind: defined } = spec.names;
  if (typeof group !== 'string' || typeof plural !== 'string' || typeof defined !== 'string') return undefined;
  return { group, kind: defined, plural, isNamespaced: scope !== 'Cluster' };
}

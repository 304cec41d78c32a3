/** Objects of manifests that name no namespace: where they go to is known to who applies them. */

/** Stands for the namespace of those, which is none that there could be. Printed as kubectl prints what is not there. */
export const UNPLACED = '<none>';

/** For documents and names: the namespace, or '' where there is none or it is not known. */
export function knownNamespace(namespace: string | undefined): string {
  return namespace === undefined || namespace === UNPLACED ? '' : namespace;
}

/** Of the file in which tools put what is new for a namespace, or for the cluster. */
export function newFileName(namespace: string | undefined): string {
  if (namespace === undefined) return 'harden-cluster.yaml';
  return namespace === UNPLACED ? 'harden-objects.yaml' : `harden-${namespace}.yaml`;
}

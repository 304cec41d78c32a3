/** ServiceAccounts of controllers that bring the cluster back to what Git says. */
import type { AccountRef } from './subjects.ts';

const ACCOUNTS: Readonly<Record<string, readonly RegExp[]>> = {
  argocd: [/^(.*-)?argocd-(application-controller|server|applicationset-controller)$/],
  'argo-cd': [/^(.*-)?argocd-(application-controller|server|applicationset-controller)$/],
  'openshift-gitops': [/-argocd-(application-controller|server|applicationset-controller)$/],
  'flux-system': [
    /^(kustomize|helm|source|notification|image-reflector|image-automation)-controller$/,
    /^flux-operator$/,
  ],
  'config-management-system': [/./],
  'config-management-operator': [/./],
  'cattle-fleet-system': [/^fleet-/, /^gitjob$/],
  'cattle-fleet-local-system': [/^fleet-/],
  'kapp-controller': [/^kapp-controller-sa$/],
};
/** These names mean the same in any namespace. */
const ANYWHERE: readonly RegExp[] = [
  /^argocd-application-controller$/,
  /^kustomize-controller$/,
  /^kapp-controller-sa$/,
];

/** Where such controllers run. */
export const GITOPS_NAMESPACES: readonly string[] = Object.keys(ACCOUNTS);

export function isGitOpsAccount({ namespace, name }: AccountRef): boolean {
  const here = Object.hasOwn(ACCOUNTS, namespace) ? (ACCOUNTS[namespace] ?? []) : [];
  return [...here, ...ANYWHERE].some((pattern) => pattern.test(name));
}

/** ServiceAccounts of controllers that bring the cluster back to what Git says. */

import { type AccountRef, accountName } from '../../kube/accounts.ts';
import type { Workload } from '../../plugin-api/index.ts';
import { imageName } from '../../text/image-name.ts';

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
/** These names mean the same in any namespace; Helm and operators put the name of the installation before them. */
const ANYWHERE: readonly RegExp[] = [
  /(^|-)argocd-(application-controller|applicationset-controller|server)$/,
  /(^|-)(kustomize|helm)-controller$/,
  /(^|-)flux-operator$/,
  /^kapp-controller-sa$/,
];

/** Where such controllers run. */
export const GITOPS_NAMESPACES: readonly string[] = Object.keys(ACCOUNTS);

export function isGitOpsAccount({ namespace, name }: AccountRef): boolean {
  const here = Object.hasOwn(ACCOUNTS, namespace) ? (ACCOUNTS[namespace] ?? []) : [];
  return [...here, ...ANYWHERE].some((pattern) => pattern.test(name));
}

const PART_OF: ReadonlySet<string | undefined> = new Set(['argocd', 'flux']);

/** What carries these labels belongs to Argo CD or Flux, or was made for a tenant in whose name Flux acts. */
export function isLabelledGitOps(labels: Readonly<Record<string, string>> | undefined): boolean {
  return PART_OF.has(labels?.['app.kubernetes.io/part-of']) || labels?.['toolkit.fluxcd.io/tenant'] !== undefined;
}

/** Programs that write to the cluster what Git says. */
const PROGRAMS: ReadonlySet<string> = new Set([
  'argocd-application-controller',
  'argocd-applicationset-controller',
  'argocd-server',
  'fleet-agent',
  'flux-operator',
  'helm-controller',
  'image-automation-controller',
  'kapp-controller',
  'kustomize-controller',
]);

/** The accounts of workloads that are GitOps controllers by their labels, their image or the program that they run. */
export function gitOpsAccountsOf(workloads: readonly Workload[]): readonly AccountRef[] {
  const accounts = workloads.filter(isController).map(({ ref, pod }) => ({
    namespace: ref.namespace ?? '',
    name: accountName(pod),
  }));
  return [...new Map(accounts.map((account) => [`${account.namespace}/${account.name}`, account])).values()];
}

function isController({ object, podLabels, containers }: Workload): boolean {
  if (isLabelledGitOps(object.metadata.labels) || isLabelledGitOps(podLabels)) return true;
  return containers.some(({ spec }) => {
    return [imageName(spec.image ?? ''), ...(spec.command ?? []), ...(spec.args ?? [])].some((word) =>
      PROGRAMS.has(word.slice(word.lastIndexOf('/') + 1)),
    );
  });
}

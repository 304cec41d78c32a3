/** Each manager with the objects that show whether it is used. */
import type { CustomObject, Seen } from 'kubectl-harden/plugin-api';
import type { Reads } from './reads.ts';

export interface Manager {
  /** As the table of tools names it. */
  readonly tool: string;
  /** Where the values come from, when that is an object: without one that works nothing is fetched. */
  stores?(view: Reads): readonly Seen<readonly CustomObject[]>[];
  /** What shows that somebody uses it. */
  uses(view: Reads): readonly Seen<readonly CustomObject[]>[];
  /** Of what its condition is called that says that an object is in order; without one its presence counts. */
  readonly condition?: string;
  /** "ExternalSecret" */
  readonly noun: string;
}

export const MANAGERS: readonly Manager[] = [
  {
    tool: 'External Secrets',
    noun: 'ExternalSecret',
    condition: 'Ready',
    stores: (view) => [
      view.own('secretstores.external-secrets.io'),
      view.own('clustersecretstores.external-secrets.io'),
    ],
    uses: (view) => [view.own('externalsecrets.external-secrets.io')],
  },
  {
    tool: 'Sealed Secrets',
    noun: 'SealedSecret',
    condition: 'Synced',
    uses: (view) => [view.own('sealedsecrets.bitnami.com')],
  },
  {
    tool: 'Secrets Store CSI Driver',
    noun: 'SecretProviderClass',
    uses: (view) => [view.own('secretproviderclasses.secrets-store.csi.x-k8s.io')],
  },
  {
    tool: 'Vault Secrets Operator',
    noun: 'VaultStaticSecret or VaultDynamicSecret',
    condition: 'Ready',
    uses: (view) => [
      view.own('vaultstaticsecrets.secrets.hashicorp.com'),
      view.own('vaultdynamicsecrets.secrets.hashicorp.com'),
    ],
  },
];

/** Pods ask for it by annotations, which are not read: its webhook shows that it is asked. */
export const INJECTOR = 'Vault agent injector';

export function conditionOf(object: CustomObject, type: string): string | undefined {
  const { conditions } = (object.status ?? {}) as { readonly conditions?: readonly unknown[] };
  const found = (Array.isArray(conditions) ? conditions : []).find(
    (each): each is { readonly status?: unknown } => (each as { readonly type?: unknown } | null)?.type === type,
  );
  return found === undefined ? undefined : String(found.status);
}

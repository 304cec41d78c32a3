/** Where a provider runs the control plane, its settings are to be asked there: the command for each. */
import type { KindMap, ServerVersion } from '../../plugin-api/index.ts';
import { capitalized } from '../../text/words.ts';

export type ProviderSetting = 'audit log' | 'encryption of Secrets';

export interface Provider {
  readonly name: string;
  /** Who keeps the setting: "AWS". */
  readonly home: string;
  /** A command that shows it, with what the name of the context tells filled in. */
  command(setting: ProviderSetting, context: string): string;
}

interface Known extends Provider {
  readonly version: RegExp;
  readonly nodeLabel: string;
}

const EKS: Readonly<Record<ProviderSetting, string>> = {
  'audit log': 'cluster.logging',
  'encryption of Secrets': 'cluster.encryptionConfig',
};
const GKE: Readonly<Record<ProviderSetting, string>> = {
  'audit log': 'loggingConfig.componentConfig.enableComponents',
  'encryption of Secrets': 'databaseEncryption',
};

const PROVIDERS: readonly Known[] = [
  {
    name: 'EKS',
    home: 'AWS',
    version: /-eks-/,
    nodeLabel: 'eks.amazonaws.com/nodegroup',
    command(setting, context) {
      const match = /^arn:aws[a-z-]*:eks:([a-z0-9-]+):\d+:cluster\/([A-Za-z0-9_-]+)$/.exec(context);
      const region = match?.[1] === undefined ? '' : ` --region ${match[1]}`;
      return `aws eks describe-cluster --name ${match?.[2] ?? 'NAME'}${region} --query ${EKS[setting]}`;
    },
  },
  {
    name: 'GKE',
    home: 'Google Cloud',
    version: /-gke\./,
    nodeLabel: 'cloud.google.com/gke-nodepool',
    command(setting, context) {
      const match = /^gke_([a-z0-9-]+)_([a-z0-9-]+)_([a-z0-9-]+)$/.exec(context);
      const place = match === null ? '--location LOCATION' : `--project ${match[1]} --location ${match[2]}`;
      return `gcloud container clusters describe ${match?.[3] ?? 'NAME'} ${place} --format='value(${GKE[setting]})'`;
    },
  },
  {
    name: 'AKS',
    home: 'Azure',
    version: /(?!)/,
    nodeLabel: 'kubernetes.azure.com/cluster',
    command: (setting) =>
      setting === 'audit log'
        ? 'az monitor diagnostic-settings list --resource "$(az aks show --resource-group GROUP --name NAME --query id --output tsv)"'
        : 'az aks show --resource-group GROUP --name NAME --query securityProfile.azureKeyVaultKms',
  },
];

/** For a verdict that no evidence decides: `Audit log: not visible. EKS keeps it in AWS. Run: ..., then ...` */
export function notVisible(setting: ProviderSetting, provider: Provider | undefined, context: string): string {
  const whereToAsk =
    provider === undefined
      ? 'No source that was asked shows it.'
      : `${provider.name} keeps the setting in ${provider.home}. Run: ${provider.command(setting, context)}, ` +
        'then record the answer as an attestation.';
  return `${capitalized(setting)}: not visible. ${whereToAsk}`;
}

/** By the version that the server tells, and by the labels of nodes. */
export function providerOf(
  version: ServerVersion | undefined,
  nodes: readonly KindMap['Node'][],
): Provider | undefined {
  const labels = new Set(nodes.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {})));
  return PROVIDERS.find((each) => each.version.test(version?.gitVersion ?? '') || labels.has(each.nodeLabel));
}

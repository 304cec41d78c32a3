/** Where a provider runs the control plane, its settings are to be asked there: the command for each. */
import type { EvidenceResult, KindMap, Seen, ServerVersion } from '../../plugin-api/index.ts';
import { capitalized } from '../../text/words.ts';
import type { Component } from './component.ts';
import { distributionOf } from './distribution.ts';

export type ProviderSetting =
  | 'audit log'
  | 'encryption of Secrets'
  | 'access to the endpoint'
  | 'authentication'
  | 'settings of the control plane'
  | 'settings of the kubelets'
  | 'backups of the control plane';

export interface Provider {
  readonly name: string;
  /** Who keeps the setting: "AWS". */
  readonly home: string;
  /** A command that shows it, with what the name of the context tells filled in. */
  command(setting: ProviderSetting, context: string): string;
}

const EKS: Readonly<Record<ProviderSetting, string>> = {
  'audit log': 'cluster.logging',
  'encryption of Secrets': 'cluster.encryptionConfig',
  'access to the endpoint': 'cluster.resourcesVpcConfig',
  authentication: 'cluster.accessConfig',
  'settings of the control plane': 'cluster.[version,platformVersion,accessConfig]',
  'settings of the kubelets': 'cluster.[version,platformVersion]',
  'backups of the control plane': 'cluster.[status,health]',
};
const GKE: Readonly<Record<ProviderSetting, string>> = {
  'audit log': 'loggingConfig.componentConfig.enableComponents',
  'encryption of Secrets': 'databaseEncryption',
  'access to the endpoint': 'controlPlaneEndpointsConfig,privateClusterConfig,masterAuthorizedNetworksConfig',
  authentication: 'masterAuth,authenticatorGroupsConfig',
  'settings of the control plane': 'currentMasterVersion,masterAuth,legacyAbac',
  'settings of the kubelets': 'nodePools[].config.kubeletConfig',
  'backups of the control plane': 'addonsConfig.gkeBackupAgentConfig',
};
const AKS: Readonly<Record<Exclude<ProviderSetting, 'audit log'>, string>> = {
  'encryption of Secrets': 'securityProfile.azureKeyVaultKms',
  'access to the endpoint': 'apiServerAccessProfile',
  authentication: '"{aad: aadProfile, localAccountsDisabled: disableLocalAccounts}"',
  'settings of the control plane': '"{version: kubernetesVersion, aad: aadProfile}"',
  'settings of the kubelets': '"agentPoolProfiles[].{name: name, kubelet: kubeletConfig}"',
  'backups of the control plane': 'provisioningState',
};

const PROVIDERS: readonly Provider[] = [
  {
    name: 'EKS',
    home: 'AWS',
    command(setting, context) {
      const match = /^arn:aws[a-z-]*:eks:([a-z0-9-]+):\d+:cluster\/([A-Za-z0-9_-]+)$/.exec(context);
      const region = match?.[1] === undefined ? '' : ` --region ${match[1]}`;
      const query = /[[\]]/.test(EKS[setting]) ? `'${EKS[setting]}'` : EKS[setting];
      return `aws eks describe-cluster --name ${match?.[2] ?? 'NAME'}${region} --query ${query}`;
    },
  },
  {
    name: 'GKE',
    home: 'Google Cloud',
    command(setting, context) {
      const match = /^gke_([a-z0-9-]+)_([a-z0-9-]+)_([a-z0-9-]+)$/.exec(context);
      const place = match === null ? '--location LOCATION' : `--project ${match[1]} --location ${match[2]}`;
      return `gcloud container clusters describe ${match?.[3] ?? 'NAME'} ${place} --format='value(${GKE[setting]})'`;
    },
  },
  {
    name: 'AKS',
    home: 'Azure',
    command: (setting) =>
      setting === 'audit log'
        ? 'az monitor diagnostic-settings list --resource "$(az aks show --resource-group GROUP --name NAME --query id --output tsv)"'
        : `az aks show --resource-group GROUP --name NAME --query ${AKS[setting]}`,
  },
];

/** For a verdict that no evidence decides: `Audit log: not visible. EKS keeps it in AWS. Run: ..., then ...` */
export function notVisible(setting: ProviderSetting, provider: Provider | undefined, context: string): string {
  return `${capitalized(setting)}: not visible. ${whereToAsk(setting, provider, context)}`;
}

/** Where somebody who may see it looks: the rest of a line that says what is not visible. */
export function whereToAsk(setting: ProviderSetting, provider: Provider | undefined, context: string): string {
  return provider === undefined
    ? 'No source that was asked shows it.'
    : `${provider.name} keeps the setting in ${provider.home}. Run: ${provider.command(setting, context)}, ` +
        'then record the answer as an attestation.';
}

/** By the version that the server tells, and by what nodes say of themselves. */
export function providerOf(
  version: ServerVersion | undefined,
  nodes: readonly KindMap['Node'][],
): Provider | undefined {
  const found = distributionOf(version, nodes);
  return PROVIDERS.find(({ name }) => name === found?.name);
}

interface Shown {
  own(kind: 'Node'): Seen<readonly KindMap['Node'][]>;
  evidence(kind: 'ServerVersion'): EvidenceResult<ServerVersion>;
}

/** Where pods of the API server are there no provider runs it, whatever the version says. */
export function providerFor(view: Shown, apiServer: Component | undefined): Provider | undefined {
  const found = providerOf(view.evidence('ServerVersion').value, view.own('Node').value);
  return (apiServer?.replicas.length ?? 0) > 0 ? undefined : found;
}

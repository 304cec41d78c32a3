/** Where a provider runs the control plane, its setting is to be asked there: the command for it. */
import type { View } from '../../../src/plugin-api/index.ts';

interface Provider {
  readonly name: string;
  readonly home: string;
  readonly version: RegExp;
  readonly nodeLabel: string;
  command(context: string): string;
}

const PROVIDERS: readonly Provider[] = [
  {
    name: 'EKS',
    home: 'AWS',
    version: /-eks-/,
    nodeLabel: 'eks.amazonaws.com/nodegroup',
    command(context) {
      const match = /^arn:aws[a-z-]*:eks:([a-z0-9-]+):\d+:cluster\/([A-Za-z0-9_-]+)$/.exec(context);
      const region = match?.[1] === undefined ? '' : ` --region ${match[1]}`;
      return `aws eks describe-cluster --name ${match?.[2] ?? 'NAME'}${region} --query cluster.logging`;
    },
  },
  {
    name: 'GKE',
    home: 'Google Cloud',
    version: /-gke\./,
    nodeLabel: 'cloud.google.com/gke-nodepool',
    command(context) {
      const match = /^gke_([a-z0-9-]+)_([a-z0-9-]+)_([a-z0-9-]+)$/.exec(context);
      const place = match === null ? '--location LOCATION' : `--project ${match[1]} --location ${match[2]}`;
      return `gcloud container clusters describe ${match?.[3] ?? 'NAME'} ${place} --format='value(loggingConfig.componentConfig.enableComponents)'`;
    },
  },
  {
    name: 'AKS',
    home: 'Azure',
    version: /(?!)/,
    nodeLabel: 'kubernetes.azure.com/cluster',
    command: () =>
      'az monitor diagnostic-settings list --resource "$(az aks show --resource-group GROUP --name NAME --query id --output tsv)"',
  },
];

export function providerHint(view: View<'ServerVersion' | 'Node'>, context: string): string | undefined {
  const version = view.evidence('ServerVersion').value?.gitVersion ?? '';
  const labels = new Set(view.list('Node').flatMap(({ metadata }) => Object.keys(metadata.labels ?? {})));
  const provider = PROVIDERS.find((each) => each.version.test(version) || labels.has(each.nodeLabel));
  if (provider === undefined) return undefined;
  return (
    `Audit logging: not visible. ${provider.name} keeps the setting in ${provider.home}. ` +
    `Run: ${provider.command(context)}, then record the answer as an attestation.`
  );
}

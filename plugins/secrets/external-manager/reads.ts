/** What is read of managers of secrets: how their objects stand, never what is in them. */
import { installed, may, type View } from 'kubectl-harden/plugin-api';

const CONDITIONS = { keep: ['status.conditions'] } as const;

export const READS = [
  ...installed.READS,
  may('externalsecrets.external-secrets.io', CONDITIONS),
  may('secretstores.external-secrets.io', CONDITIONS),
  may('clustersecretstores.external-secrets.io', CONDITIONS),
  may('sealedsecrets.bitnami.com', CONDITIONS),
  may('secretproviderclasses.secrets-store.csi.x-k8s.io', { keep: ['spec.provider'] }),
  may('vaultstaticsecrets.secrets.hashicorp.com', CONDITIONS),
  may('vaultdynamicsecrets.secrets.hashicorp.com', CONDITIONS),
  may('CustomResourceDefinition'),
  may('MutatingWebhookConfiguration'),
] as const;

export type Reads = View<(typeof READS)[number]>;

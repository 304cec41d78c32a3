/** What refers to a Secret, by `namespace/name`. */
import { defineLookup, may, type Workload } from 'kubectl-harden/plugin-api';

/** Types of volumes that log in to their server with a Secret. */
const BY_REFERENCE = ['cephfs', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'] as const;

function ofTemplate({ ref, pod, containers }: Workload): readonly string[] {
  const volumes = (pod.volumes ?? []).flatMap(({ secret, projected, csi, azureFile, ...others }) => [
    secret?.secretName,
    csi?.nodePublishSecretRef?.name,
    azureFile?.secretName,
    ...BY_REFERENCE.map((type) => others[type]?.secretRef?.name),
    ...(projected?.sources ?? []).map((source) => source.secret?.name),
  ]);
  const variables = containers.flatMap(({ spec }) => [
    ...(spec.env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...(spec.envFrom ?? []).map(({ secretRef }) => secretRef?.name),
  ]);
  const pulls = (pod.imagePullSecrets ?? []).map(({ name }) => name);
  return keys(ref.namespace, [...volumes, ...variables, ...pulls]);
}

function keys(namespace: string | undefined, names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.flatMap((name) => (name === undefined ? [] : [`${namespace}/${name}`])))];
}

export const secretsOfWorkloads = defineLookup({
  name: 'workloads by Secret',
  reads: [may('Workload')],
  keysOf: ofTemplate,
});
export const secretsOfTemplates = defineLookup({
  name: 'idle templates by Secret',
  reads: [may('IdleWorkload')],
  keysOf: ofTemplate,
});
export const secretsOfAccounts = defineLookup({
  name: 'ServiceAccounts by Secret',
  reads: [may('ServiceAccount')],
  keysOf: ({ metadata, secrets = [], imagePullSecrets = [] }) =>
    keys(
      metadata.namespace,
      [...secrets, ...imagePullSecrets].map(({ name }) => name),
    ),
});
export const secretsOfIngresses = defineLookup({
  name: 'Ingresses by Secret',
  reads: [may('Ingress')],
  keysOf: ({ metadata, spec }) =>
    keys(
      metadata.namespace,
      (spec?.tls ?? []).map(({ secretName }) => secretName),
    ),
});

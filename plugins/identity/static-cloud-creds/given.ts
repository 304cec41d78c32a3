/** What a container is given, as far as its spec tells: where variables come from, and which files its volumes bring. */
import { type Container, mountsOf, type Workload } from 'kubectl-harden/plugin-api';

export type Variable = NonNullable<Container['spec']['env']>[number];
export type Mount = NonNullable<Container['spec']['volumeMounts']>[number];
type Volume = NonNullable<Workload['pod']['volumes']>[number];
interface Item {
  readonly path: string;
}

/** Of variables that are given twice the last one counts. */
export function variablesOf({ spec }: Container): readonly Variable[] {
  return [...new Map((spec.env ?? []).map((variable) => [variable.name, variable])).values()];
}

/** `undefined`: from a field that holds no credential, such as the name of the pod, or without a value. */
export function originOf({ value, valueFrom }: Variable): string | undefined {
  if (valueFrom?.secretKeyRef) return `from Secret ${valueFrom.secretKeyRef.name ?? ''}`;
  if (valueFrom?.configMapKeyRef) return `from ConfigMap ${valueFrom.configMapKeyRef.name ?? ''}`;
  if (valueFrom?.fileKeyRef) return `from a file in volume ${valueFrom.fileKeyRef.volumeName}`;
  const field = valueFrom?.fieldRef?.fieldPath;
  if (field !== undefined) return /^metadata\.(annotations|labels)/.test(field) ? `from ${field}` : undefined;
  // Values are not read, but for empty ones.
  return valueFrom?.resourceFieldRef || value === '' ? undefined : 'with a value in its spec';
}

export interface Brought {
  /** `Secret aws-keys`. */
  readonly by: string;
  /** Paths below the volume; `undefined`: not visible. */
  readonly files?: readonly string[] | undefined;
  /** Where its files are not visible, a whole folder of them rather holds settings. */
  readonly isSettings?: boolean;
}

/** What others put into a volume before the container starts. What programs write there is their own. */
export function broughtBy(volume: Volume): readonly Brought[] {
  const { secret, configMap, csi, hostPath, projected } = volume;
  return [
    ...(secret ? [{ by: `Secret ${secret.secretName ?? ''}`, files: pathsOf(secret.items) }] : []),
    ...(configMap
      ? [{ by: `ConfigMap ${configMap.name ?? ''}`, files: pathsOf(configMap.items), isSettings: true }]
      : []),
    ...(csi?.driver === 'secrets-store.csi.k8s.io' ? [{ by: `volume ${volume.name} of a secrets store` }] : []),
    ...(hostPath ? [{ by: `${hostPath.path} of the node` }] : []),
    ...(projected?.sources ?? []).flatMap((source): readonly Brought[] => [
      ...(source.secret ? [{ by: `Secret ${source.secret.name ?? ''}`, files: pathsOf(source.secret.items) }] : []),
      ...(source.configMap
        ? [{ by: `ConfigMap ${source.configMap.name ?? ''}`, files: pathsOf(source.configMap.items), isSettings: true }]
        : []),
    ]),
  ];
}

function pathsOf(items: readonly Item[] | undefined): readonly string[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items.map(({ path }) => path);
}

/** Whether Secrets, or what stands for them, are among what the container mounts. */
export function mountsSecrets(workload: Workload, container: Container): boolean {
  return mountsOf(workload, container).some(([, volume]) =>
    broughtBy(volume).some(({ by }) => !by.startsWith('ConfigMap')),
  );
}

/** Audiences of the ServiceAccount tokens that are mounted for others than the API server. */
export function audiencesOf(workload: Workload, container: Container): readonly string[] {
  return mountsOf(workload, container).flatMap(([, { projected }]) =>
    (projected?.sources ?? []).flatMap(({ serviceAccountToken }) => serviceAccountToken?.audience || []),
  );
}

/** What a pod is given to reach its API server: address, mounted authority, renewed token. */
import path from 'node:path';
import type { Environment } from './kubeconfig.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig-file.ts';
import { readText } from './read-text.ts';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface InCluster {
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  readonly namespace: string;
}

/** `undefined` when this is not a pod with a service account. */
export async function inCluster(env: Environment, mount = MOUNT): Promise<InCluster | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port) return undefined;
  const [tokenFile, caFile] = [path.join(mount, 'token'), path.join(mount, 'ca.crt')];
  if ((await readOrNothing(tokenFile)) === undefined) return undefined;
  const hasCa = (await readOrNothing(caFile)) !== undefined;
  const mounted = (await readOrNothing(path.join(mount, 'namespace')))?.trim();
  return {
    cluster: {
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      ...(hasCa ? { certificateAuthority: caFile } : {}),
    },
    // The file and not its content: the kubelet renews it.
    user: { tokenFile },
    namespace: env.POD_NAMESPACE || mounted || 'default',
  };
}

async function readOrNothing(file: string): Promise<string | undefined> {
  try {
    return await readText(file);
  } catch {
    return undefined;
  }
}

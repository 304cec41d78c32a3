/** Fills a cluster with Deployments and their pods, many requests in flight. */
import type { Api } from '../cluster/api.ts';
import { collection } from '../cluster/workloads.ts';
import { application, type Manifest } from './app.ts';
import { namespaceName } from './manifests.ts';
import { type Owner, pod, replicaSet, runningStatus, withProxy } from './pods.ts';
import { createRandom } from './random.ts';

export interface Size {
  readonly namespaces: number;
  readonly deployments: number;
  readonly pods: number;
}

const IN_FLIGHT = 32;
const SEED = 7;

export async function fill(api: Api, size: Size): Promise<void> {
  await parallel(size.namespaces, (number) => createNamespace(api, namespaceName(number)));
  const perDeployment = size.pods / size.deployments;
  await parallel(size.deployments, async (number) => {
    // Seeded for each by its own number: the order in which requests end must not matter.
    const random = createRandom(SEED + number);
    const [first, ...others] = application(number, namespaceName(number % size.namespaces), random);
    if (first === undefined) return;
    for (const other of others) await create(api, other);
    const replicas = { ...withProxy(first), spec: { ...(withProxy(first).spec as object), replicas: perDeployment } };
    const deployment = await create(api, replicas);
    const set = await create(api, inside(first, replicaSet(replicas, ownerOf(deployment), random.hex(9))));
    for (let index = 0; index < perDeployment; index++)
      await createPod(api, inside(first, pod(set, ownerOf(set), random)), random);
  });
}

type Stored = Manifest & { readonly metadata: { readonly uid: string } };

async function createNamespace(api: Api, name: string): Promise<void> {
  await api.json('POST', '/api/v1/namespaces', { metadata: { name } });
  // No controller manager does it here.
  await api.json('POST', `/api/v1/namespaces/${name}/serviceaccounts`, { metadata: { name: 'default' } });
}

async function create(api: Api, manifest: Manifest): Promise<Stored> {
  return (await api.json('POST', `${collection(manifest)}?fieldManager=kube-controller-manager`, manifest)) as Stored;
}

async function createPod(api: Api, manifest: Manifest, random: ReturnType<typeof createRandom>): Promise<void> {
  await create(api, manifest);
  const path = `${collection(manifest)}/${manifest.metadata.name}/status?fieldManager=kubelet`;
  const headers = { 'content-type': 'application/strategic-merge-patch+json' };
  await api.json('PATCH', path, { status: runningStatus(manifest, random) }, headers);
}

function inside({ metadata: { namespace = '' } }: Manifest, manifest: Manifest): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function ownerOf({ apiVersion, kind, metadata: { name, uid } }: Stored): Owner {
  return { apiVersion, kind, name, uid };
}

/** Runs the work for 0 to count - 1 with a bounded number at once. */
async function parallel(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
}

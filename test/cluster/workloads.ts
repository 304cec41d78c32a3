/** Fills a cluster with the sample workloads, as `kubectl apply` would. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadAll } from 'js-yaml';
import type { Api } from './api.ts';
import { WORKLOADS } from './paths.ts';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

export async function sampleWorkloads(): Promise<Manifest[]> {
  const files = (await readdir(WORKLOADS)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(WORKLOADS, file), 'utf8')));
  return texts.flatMap((text) => loadAll(text) as Manifest[]);
}

/** Creates the objects as `kubectl apply` does, which takes no part in server-side apply; settles when every replica is ready. */
export async function loadWorkloads(api: Api, manifests: readonly Manifest[]): Promise<void> {
  for (const manifest of manifests) {
    const { name } = manifest.metadata;
    const [all, query] = [collection(manifest), 'fieldManager=kubectl-client-side-apply'];
    const { status } = await api.raw('GET', `${all}/${name}`);
    if (status === 404) await api.json('POST', `${all}?${query}`, manifest);
    else
      await api.json('PATCH', `${all}/${name}?${query}`, manifest, { 'content-type': 'application/merge-patch+json' });
  }
  await rolledOut(api);
}

/** Settles when every replica of what the controllers have been told last is ready, and no other is left. */
export async function rolledOut(api: Api): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let waiting = await unready(api); waiting.length > 0; waiting = await unready(api)) {
    if (Date.now() > deadline) throw new Error(`not ready after a minute: ${waiting.join(', ')}`);
    await sleep(200);
  }
}

/** Path of the collection that an object is in. */
export function collection({ apiVersion, kind, metadata }: Manifest): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const plural = kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(kind) ? `${kind}es` : `${kind}s`;
  const scope = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `${root}${scope}/${plural.toLowerCase()}`;
}

interface Controller {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly generation: number };
  readonly spec: { readonly replicas?: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
  };
}

async function unready(api: Api): Promise<string[]> {
  const waiting: string[] = [];
  for (const plural of ['deployments', 'statefulsets', 'daemonsets']) {
    const { items } = (await api.json('GET', `/apis/apps/v1/${plural}`)) as { items: Controller[] };
    for (const { metadata, spec, status } of items) {
      const wanted = spec.replicas ?? status.desiredNumberScheduled ?? 0;
      const ready = status.readyReplicas ?? status.numberReady ?? 0;
      const updated = status.updatedReplicas ?? status.updatedNumberScheduled ?? 0;
      const isSeen = status.observedGeneration === metadata.generation;
      // Those of the template before still run, as `kubectl rollout status` has it.
      const hasOld = (status.replicas ?? 0) > updated;
      if (!isSeen || hasOld || ready < wanted || updated < wanted)
        waiting.push(`${plural}/${metadata.namespace}/${metadata.name}`);
    }
  }
  return waiting;
}

/** Objects of the sample as the API server would store them, from short descriptions. */
import { shortHash } from '../../kube/canonical.ts';
import { apiVersionOf, KINDS } from '../../kube/kinds.ts';
import { refKey } from '../../kube/refs.ts';
import type { JsonObject, Kind, KubeObject } from '../../plugin-api/index.ts';

/** An object with everything that the server stores, before any decoder. */
export type Stored = KubeObject & { readonly [member: string]: unknown };

export const CREATED = '2026-03-02T09:00:00Z';

/** Who wrote an object: seen in its labels, annotations and field managers. */
export type Writer =
  | { readonly by: 'kubectl' | 'kubeadm' | 'controller' }
  | { readonly by: 'helm' | 'argocd'; readonly name: string };

export interface MetaOptions {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly writer?: Writer;
  readonly ownerReferences?: readonly JsonObject[];
}

export function object(
  kind: Exclude<Kind, 'CustomWorkload'>,
  name: string,
  options: MetaOptions,
  rest: JsonObject = {},
): Stored {
  const apiVersion = apiVersionOf(KINDS[kind]);
  const { namespace, ownerReferences } = options;
  const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: uidOf(refKey(ref)),
    resourceVersion: '1000',
    generation: 1,
    creationTimestamp: CREATED,
    ...ownership(options, ref.kind),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
  return { apiVersion, kind, metadata, ...rest } as unknown as Stored;
}

/** In the form of a UUID, the same in every run. */
export function uidOf(key: string): string {
  const hash = shortHash(['sample', key], 32);
  return [hash.slice(0, 8), hash.slice(8, 12), `4${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20)].join(
    '-',
  );
}

function ownership({ labels, annotations, writer, namespace }: MetaOptions, kind: string): JsonObject {
  const marks = writer === undefined ? {} : marksOf(writer, namespace ?? '', kind);
  const allLabels = { ...labels, ...marks.labels };
  const allAnnotations = { ...annotations, ...marks.annotations };
  return {
    ...(Object.keys(allLabels).length === 0 ? {} : { labels: allLabels }),
    ...(Object.keys(allAnnotations).length === 0 ? {} : { annotations: allAnnotations }),
    ...(marks.manager === undefined
      ? {}
      : { managedFields: [{ manager: marks.manager, operation: 'Update', time: CREATED }] }),
  };
}

interface Marks {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly manager?: string;
}

function marksOf(writer: Writer, namespace: string, kind: string): Marks {
  switch (writer.by) {
    case 'kubectl':
      return { manager: 'kubectl-client-side-apply' };
    case 'kubeadm':
      return { manager: 'kubeadm' };
    case 'controller':
      return { manager: 'kube-controller-manager' };
    case 'helm':
      return {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': writer.name, 'meta.helm.sh/release-namespace': namespace },
        manager: 'helm',
      };
    case 'argocd':
      return {
        annotations: { 'argocd.argoproj.io/tracking-id': `${writer.name}:apps/${kind}:${namespace}/${writer.name}` },
        manager: 'argocd-controller',
      };
  }
}

export function namespace(name: string, options: Omit<MetaOptions, 'namespace'> = {}): Stored {
  const labels = { 'kubernetes.io/metadata.name': name, ...options.labels };
  return object(
    'Namespace',
    name,
    { ...options, labels },
    { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  );
}

export function serviceAccount(namespace: string, name: string, writer?: Writer): Stored {
  return object('ServiceAccount', name, { namespace, ...(writer === undefined ? {} : { writer }) });
}

export function service(
  namespace: string,
  name: string,
  port: number,
  rest: JsonObject = {},
  options: MetaOptions = {},
): Stored {
  const spec = {
    type: 'ClusterIP',
    selector: { app: name },
    ports: [{ port, protocol: 'TCP', targetPort: port }],
    ...rest,
  };
  return object('Service', name, { ...options, namespace }, { spec: spec as JsonObject });
}

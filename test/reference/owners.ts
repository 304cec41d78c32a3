/** Who installs what: the marks that each leaves on what it writes. */
import type { Manifest } from './make.ts';

/** As Argo CD tracks its applications by default. */
export function byArgo(application: string, manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.map((each) => {
    const { apiVersion, kind, metadata } = each;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const id = `${application}:${group}/${kind}:${metadata.namespace ?? ''}/${metadata.name}`;
    return marked(each, {}, { 'argocd.argoproj.io/tracking-id': id });
  });
}

export function byFlux(kustomization: string, manifests: readonly Manifest[]): readonly Manifest[] {
  const labels = {
    'kustomize.toolkit.fluxcd.io/name': kustomization,
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  };
  return manifests.map((each) => marked(each, labels, {}));
}

/** `home`: the namespace of the release. Helm does not own the namespaces that it makes. */
export function byHelm(release: string, home: string, manifests: readonly Manifest[]): readonly Manifest[] {
  const labels = { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': release };
  const annotations = { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': home };
  return manifests.map((each) => (each.kind === 'Namespace' ? each : marked(each, labels, annotations)));
}

type Marks = Readonly<Record<string, string>>;

function marked(manifest: Manifest, labels: Marks, annotations: Marks): Manifest {
  const { metadata } = manifest;
  return {
    ...manifest,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...labels },
      annotations: { ...metadata.annotations, ...annotations },
    },
  };
}

/** The field manager that wrote the manifest, by its marks. */
export function managerOf({ metadata: { labels = {}, annotations = {}, ownerReferences } }: Manifest): string {
  if (ownerReferences !== undefined) return 'manager';
  if (annotations['argocd.argoproj.io/tracking-id'] !== undefined) return 'argocd-controller';
  if (labels['kustomize.toolkit.fluxcd.io/name'] !== undefined) return 'kustomize-controller';
  if (annotations['meta.helm.sh/release-name'] !== undefined) return 'helm';
  return 'kubectl-client-side-apply';
}

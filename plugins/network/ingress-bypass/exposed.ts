/** Which workloads Ingresses publish, and which Services lead to them past the Ingress. */
import { defineFact, type KindMap, matchesLabels, may } from 'kubectl-harden/plugin-api';

type Service = KindMap['Service'];

export interface Exposed {
  /** Names of Ingresses whose rules lead to these labels. */
  ingressesOf(labels: Readonly<Record<string, string>>): readonly string[];
  /** Services that let somebody from outside in by themselves. */
  waysPast(labels: Readonly<Record<string, string>>): readonly Service[];
}

/** By the first label of their selectors: not each Service is tried for each workload. */
export const exposed = defineFact({
  name: 'what Ingresses publish',
  scope: 'namespace',
  reads: [may('Ingress'), may('Service')],
  derive(view): Exposed {
    const services = view.own('Service').value;
    const published = new Map<string, string[]>();
    for (const { metadata, spec } of view.own('Ingress').value) {
      const paths = (spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
      const backends = [spec?.defaultBackend, ...paths.map(({ backend }) => backend)];
      for (const name of new Set(backends.flatMap((backend) => backend?.service?.name ?? [])))
        published.set(name, [...(published.get(name) ?? []), metadata.name]);
    }
    const behind = selecting(services.filter(({ metadata }) => published.has(metadata.name)));
    const open = selecting(services.filter(isOpen));
    return {
      ingressesOf: (labels) => [
        ...new Set(behind(labels).flatMap(({ metadata }) => published.get(metadata.name) ?? [])),
      ],
      waysPast: open,
    };
  },
});

function isOpen({ spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' || spec?.type === 'NodePort' || (spec?.externalIPs ?? []).length > 0;
}

function selecting(services: readonly Service[]): (labels: Readonly<Record<string, string>>) => readonly Service[] {
  const byLabel = Map.groupBy(services, ({ spec }) => keyOf(Object.entries(spec?.selector ?? {})[0]));
  return (labels) =>
    Object.entries(labels)
      .flatMap((label) => byLabel.get(keyOf(label)) ?? [])
      .filter(({ spec }) => matchesLabels({ matchLabels: spec?.selector ?? null }, labels));
}

/** Of no label: what no label of a pod has. */
function keyOf(label: readonly [string, string] | undefined): string {
  return label === undefined ? '' : label.join('\u0000');
}

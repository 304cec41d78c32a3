/** Where pod templates are in objects, and the containers in them. */
import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import type { Container, FieldPath, Kind, KubeObject, Raw } from '../plugin-api/index.ts';

export type Template = Raw<V1PodTemplateSpec>;

/** Kinds whose objects carry a pod template, with the path of the template. */
export const TEMPLATE_PATHS: readonly (readonly [Kind, FieldPath])[] = [
  ['Deployment', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['Job', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['PodTemplate', ['template']],
  ['CustomWorkload', ['spec', 'template']],
];
export const WORKLOAD_KINDS: ReadonlySet<Kind> = new Set<Kind>(['Pod', ...TEMPLATE_PATHS.map(([kind]) => kind)]);

export function templateOf(object: KubeObject, path: FieldPath): Template | undefined {
  let current: unknown = object;
  for (const element of path) {
    if (typeof current !== 'object' || current === null || typeof element !== 'string') return undefined;
    current = (current as Readonly<Record<string, unknown>>)[element];
  }
  return typeof current === 'object' && current !== null ? (current as Template) : undefined;
}

export function containersOf(spec: NonNullable<Template['spec']>, podPath: FieldPath): readonly Container[] {
  const lists = [
    ['init', 'initContainers', spec.initContainers],
    ['app', 'containers', spec.containers],
    ['ephemeral', 'ephemeralContainers', spec.ephemeralContainers],
  ] as const;
  return lists.flatMap(([role, field, list]) =>
    (list ?? []).map((container) => ({
      name: container.name,
      role,
      // An ephemeral container has the fields of a container but for a few that no check reads.
      spec: container as Container['spec'],
      path: [...podPath, field, { key: 'name', is: container.name }],
    })),
  );
}

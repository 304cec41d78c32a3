/** Where pod templates are in objects, and the containers in them. */
import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import { customTemplates } from '../kube/custom-templates.ts';
import { KINDS, TYPED_KINDS } from '../kube/kinds.ts';
import { isJsonObject, valueAt } from '../kube/path.ts';
import type { Container, FieldPath, JsonObject, Kind, KubeObject, Raw } from '../plugin-api/index.ts';

export type Template = Raw<V1PodTemplateSpec>;

/** Kinds whose objects carry a pod template, with the path of the template. */
const TEMPLATE_PATHS: readonly (readonly [Kind, FieldPath])[] = TYPED_KINDS.flatMap((kind) => {
  const path = KINDS[kind].template;
  return path === undefined ? [] : [[kind, path] as const];
});
export const WORKLOAD_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'Pod',
  ...TEMPLATE_PATHS.map(([kind]) => kind),
  'CustomWorkload',
]);

export function isWorkloadKind(kind: string): boolean {
  return (WORKLOAD_KINDS as ReadonlySet<string>).has(kind);
}

export interface Placed {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly template: Template;
  readonly path: FieldPath;
}

/** Every pod template in the objects of a store. An object of an unknown kind may hold several. */
export function* templatesIn(list: (kind: Kind) => readonly KubeObject[]): Generator<Placed> {
  for (const [kind, path] of TEMPLATE_PATHS) for (const object of list(kind)) yield* placed(kind, object, path);
  for (const object of list('CustomWorkload')) {
    const { paths } = customTemplates(object as unknown as JsonObject);
    for (const path of paths) yield* placed('CustomWorkload', object, path);
  }
}

function* placed(kind: Kind, object: KubeObject, path: FieldPath): Generator<Placed> {
  const template = valueAt(object, path);
  if (isJsonObject(template) && template.spec !== undefined)
    yield { kind, object, path, template: template as unknown as Template };
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

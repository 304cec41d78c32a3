/** The shape of a rule, and how rules look at a pod. */
import type { FieldPath, Raw } from '../../../plugin-api/index.ts';
import type { PodSpec, RuleLevel } from '../types.ts';

type Containers = NonNullable<PodSpec['containers']>;
export type ContainerSpec = Containers[number];

export interface VisitedContainer {
  readonly name: string;
  readonly path: FieldPath;
  readonly spec: ContainerSpec;
}

export interface VisitedPod {
  readonly spec: PodSpec;
  readonly annotations: Readonly<Record<string, string>>;
  /** Init, app, ephemeral: a rule that looks at one list looks at all three. */
  readonly containers: readonly VisitedContainer[];
  readonly isWindows: boolean;
  /** `hostUsers: false`: root in the pod is nobody on the node. */
  readonly isInUserNamespace: boolean;
}

export interface Found {
  readonly message: string;
  readonly path?: FieldPath;
  readonly container?: string;
}
export type Look = (pod: VisitedPod) => readonly Found[];

export interface Rule {
  readonly id: string;
  readonly level: RuleLevel;
  /** Oldest first: the last one whose `since` is not above the policy's minor holds. */
  readonly revisions: readonly { readonly since: number; readonly look: Look }[];
  /** The baseline rule that this restricted rule stands in for, wherever it holds itself. */
  readonly overrides?: string;
}

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export function visit(spec: PodSpec, annotations: Readonly<Record<string, string>>): VisitedPod {
  return {
    spec,
    annotations,
    containers: CONTAINER_LISTS.flatMap((list) =>
      items<ContainerSpec>(spec[list]).map((container) => {
        const name = String(container.name ?? '');
        return { name, path: [list, { key: 'name', is: name }], spec: container };
      }),
    ),
    isWindows: spec.os?.name === 'windows',
    isInUserNamespace: spec.hostUsers === false,
  };
}

/** The objects of a list; what a broken manifest holds in its place counts as absent. */
export function items<T>(value: unknown): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value.every(isObject) ? value : value.filter(isObject);
}

function isObject(item: unknown): boolean {
  return typeof item === 'object' && item !== null;
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function quoted(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

/** A violation of one container, with the field named from the container. */
export function inContainer(container: VisitedContainer, field: readonly string[], clause: string): Found {
  return {
    message: `container ${JSON.stringify(container.name)} ${clause}`,
    path: [...container.path, ...field],
    container: container.name,
  };
}

type PodContext = NonNullable<PodSpec['securityContext']>;
type ContainerContext = NonNullable<ContainerSpec['securityContext']>;
export type SharedContext = Raw<PodContext> | Raw<ContainerContext>;

/** Pod first, then containers: for fields that both kinds of security context have. */
export function eachContext(
  pod: VisitedPod,
  look: (context: SharedContext) => { readonly field: readonly string[]; readonly clause: string } | undefined,
): readonly Found[] {
  const found: Found[] = [];
  const ofPod = pod.spec.securityContext && look(pod.spec.securityContext);
  if (ofPod) found.push({ message: `pod ${ofPod.clause}`, path: ['securityContext', ...ofPod.field] });
  for (const container of pod.containers) {
    const context = container.spec.securityContext;
    const ofContainer = context && look(context);
    if (ofContainer) found.push(inContainer(container, ['securityContext', ...ofContainer.field], ofContainer.clause));
  }
  return found;
}

/** The revision for Linux pods: on Windows the fields it asks for cannot be set. */
export function unlessWindows(look: Look): Look {
  return (pod) => (pod.isWindows ? [] : look(pod));
}

export function unlessInUserNamespace(look: Look): Look {
  return (pod) => (pod.isInUserNamespace ? [] : look(pod));
}

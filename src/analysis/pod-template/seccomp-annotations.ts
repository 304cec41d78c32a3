/** Seccomp annotations of old: kubelets ignore them, the API server still compares them with the field. */
import type { Container, FieldPath, Workload } from '../../plugin-api/index.ts';

const OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const DEFAULT_VALUES = ['runtime/default', 'docker/default'];

export interface Leftover {
  readonly value: string;
  readonly path: FieldPath;
}

/** An annotation beside which the field may not be set to the default profile. */
export function contradiction(
  { podAnnotations, podPath }: Workload,
  { name }: Container,
  field: 'container' | 'pod' | 'nobody',
): Leftover | undefined {
  const key = field === 'container' ? `${OF_CONTAINER}${name}` : OF_POD;
  const value = podAnnotations[key];
  if (value === undefined || DEFAULT_VALUES.includes(value)) return undefined;
  return { value, path: [...podPath.slice(0, -1), 'metadata', 'annotations', key] };
}

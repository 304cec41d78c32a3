/** What an API server lets nobody change once the object is there. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { isJsonObject } from '../../kube/path.ts';
import type { Stored } from './make.ts';

type Spec = Readonly<Record<string, unknown>>;

/** A sentence about what would be changed although it cannot be; undefined when all of it can. */
export function changedFixed(before: Stored, after: Stored): string | undefined {
  const { kind } = before;
  const [was, is] = [fixedOf(kind, before.spec), fixedOf(kind, after.spec)];
  if (deepEqual(was, is)) return undefined;
  return kind === 'Pod'
    ? 'spec: Forbidden: pod updates may not change fields other than images, tolerations and deadlines'
    : 'spec.template: Invalid value: field is immutable';
}

function fixedOf(kind: string, spec: unknown): Spec {
  if (!isJsonObject(spec)) return {};
  if (kind === 'Job') return { template: spec.template, selector: spec.selector, completions: spec.completions };
  if (kind !== 'Pod') return {};
  const {
    activeDeadlineSeconds: _deadline,
    terminationGracePeriodSeconds: _grace,
    tolerations: _seats,
    ...rest
  } = spec;
  return { ...rest, containers: withoutImages(spec.containers), initContainers: withoutImages(spec.initContainers) };
}

function withoutImages(containers: unknown): unknown {
  if (!Array.isArray(containers)) return containers;
  return containers.map((container: Spec) => ({ ...container, image: '' }));
}

/** What a step changes for new pods: the level that its namespace enforces, or the template that makes them. Pure. */
import { namespacePolicy } from '../../analysis/pod-security/index.ts';
import { deepEqual } from '../../kube/canonical.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import type { PodSource } from '../context.ts';
import { isWithin, templateOf } from './pod.ts';

export type Labels = Readonly<Record<string, string>> | undefined;

export interface Subject {
  readonly namespace: string;
  /** A level refuses pods of everybody, for as long as it stands. */
  readonly isLevel: boolean;
  /** The template as the step makes it; absent: all of the namespace. */
  readonly made?: PodSource & { readonly object: KubeObject };
}

/** `undefined`: it changes neither. */
export function subjectOf({ ref, effect, request, before, after }: StepPreview): Subject | undefined {
  if (effect !== 'patch' || request?.op !== 'patch' || after === undefined) return undefined;
  if (ref.kind === 'Namespace' && ref.apiVersion === 'v1') {
    const [was, is] = [before, after].map((object) => namespacePolicy(object?.metadata.labels).enforce);
    const isSame = deepEqual(was as never, is as never);
    return isSame || is === null || is?.level === 'privileged' ? undefined : { namespace: ref.name, isLevel: true };
  }
  const path = templateOf(ref);
  if (path === undefined || ref.namespace === undefined) return undefined;
  const isTemplate = request.fieldChanges.some((change) => isWithin(change.path, path));
  return isTemplate ? { namespace: ref.namespace, isLevel: false, made: { ref, path, object: after } } : undefined;
}

/** As the steps leave them; `undefined`: none of them changes the namespace. */
export function labelsAfter(namespace: string, steps: readonly StepPreview[]): Labels {
  const own = steps.find(({ ref, effect }) => ref.kind === 'Namespace' && ref.name === namespace && effect === 'patch');
  return own?.after === undefined ? undefined : (own.after.metadata.labels ?? {});
}

/** The runtime's seccomp profile, for the whole pod where nobody said otherwise. */
import type { Container, FieldPath, Proposal, Workload } from '../../plugin-api/index.ts';
import { contextOf, patchTemplate, podContextOf } from './patch.ts';
import { isPrivileged } from './privileges.ts';
import { contradiction } from './seccomp-annotations.ts';

const FIELD = ['seccompProfile', 'type'] as const;

export interface SeccompState {
  /** Absent: nothing is set. */
  readonly type?: string;
  /** Where it is set, or would be set. */
  readonly path: FieldPath;
  readonly by: 'container' | 'pod' | 'nobody';
}

export function seccompOf(workload: Workload, container: Container): SeccompState {
  const own = container.spec.securityContext?.seccompProfile?.type;
  if (own !== undefined) return { type: own, path: contextOf(container, ...FIELD), by: 'container' };
  const ofPod = workload.pod.securityContext?.seccompProfile?.type;
  if (ofPod !== undefined) return { type: ofPod, path: podContextOf(workload, ...FIELD), by: 'pod' };
  return { path: podContextOf(workload, ...FIELD), by: 'nobody' };
}

/** A privileged container ignores the profile. */
export function confineSyscalls(workload: Workload, container: Container): Proposal | undefined {
  if (isPrivileged(container) || container.role === 'ephemeral') return undefined;
  const { type, path, by } = seccompOf(workload, container);
  const leftover = contradiction(workload, container, by);
  const isPlain = by === 'nobody' && leftover === undefined;
  return patchTemplate(workload, {
    readiness: isPlain ? 'ready' : 'review',
    reason: isPlain
      ? 'Nothing says that a profile is in the way: container runtimes apply this one by default.'
      : `The ${by === 'container' ? 'container' : 'pod'} asks for ${type ?? leftover?.value}: the reason is not visible here.`,
    edits: [
      { op: 'set', path, value: 'RuntimeDefault' },
      ...(leftover === undefined ? [] : [{ op: 'unset' as const, path: leftover.path }]),
    ],
    caveats: ['Programs that make namespaces or use perf, io_uring or keyctl stop being able to.'],
  });
}

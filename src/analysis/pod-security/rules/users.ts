/** Rules about the user that processes run as. */
import { eachContext, type Found, inContainer, type Rule, unlessInUserNamespace, type VisitedPod } from './rule.ts';

function runAsNonRoot(pod: VisitedPod): readonly Found[] {
  const refused = eachContext(pod, (context) =>
    context.runAsNonRoot === false
      ? { field: ['runAsNonRoot'], clause: 'must not set securityContext.runAsNonRoot=false' }
      : undefined,
  );
  // A pod-level value, right or wrong, already speaks for the containers that say nothing.
  if (isSet(pod.spec.securityContext?.runAsNonRoot)) return refused;
  const missing = pod.containers
    .filter((container) => !isSet(container.spec.securityContext?.runAsNonRoot))
    .map((container) =>
      inContainer(
        container,
        ['securityContext', 'runAsNonRoot'],
        'must set securityContext.runAsNonRoot=true, or the pod must',
      ),
    );
  return [...refused, ...missing];
}

function isSet(value: boolean | null | undefined): boolean {
  return value !== undefined && value !== null;
}

function runAsUser(pod: VisitedPod): readonly Found[] {
  return eachContext(pod, (context) =>
    context.runAsUser === 0 ? { field: ['runAsUser'], clause: 'must not set securityContext.runAsUser=0' } : undefined,
  );
}

export const USER_RULES: readonly Rule[] = [
  {
    id: 'runAsNonRoot',
    level: 'restricted',
    revisions: [
      { since: 0, look: runAsNonRoot },
      { since: 35, look: unlessInUserNamespace(runAsNonRoot) },
    ],
  },
  {
    id: 'runAsUser',
    level: 'restricted',
    revisions: [
      { since: 23, look: runAsUser },
      { since: 35, look: unlessInUserNamespace(runAsUser) },
    ],
  },
];

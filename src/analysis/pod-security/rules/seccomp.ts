/** Rules about seccomp: annotations up to version 1.18, fields from 1.19 on. */
import { eachContext, type Found, inContainer, type Rule, unlessWindows, type VisitedPod } from './rule.ts';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
const TYPES: readonly unknown[] = ['RuntimeDefault', 'Localhost'];
const FIELD = ['securityContext', 'seccompProfile', 'type'];

function annotations(pod: VisitedPod): readonly Found[] {
  const places = [
    { key: POD_ANNOTATION },
    ...pod.containers.map(({ name }) => ({ key: `${CONTAINER_ANNOTATION}${name}`, container: name })),
  ];
  return places.flatMap(({ key, ...where }) => {
    const value = Object.hasOwn(pod.annotations, key) ? pod.annotations[key] : undefined;
    if (value === undefined || isAllowedAnnotation(value)) return [];
    return [{ message: `annotation ${key} must not be ${JSON.stringify(value)}`, ...where }];
  });
}

function isAllowedAnnotation(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

function forbiddenTypes(pod: VisitedPod): readonly Found[] {
  return eachContext(pod, ({ seccompProfile: profile }) =>
    profile && !TYPES.includes(profile.type)
      ? {
          field: ['seccompProfile', 'type'],
          clause: `must not set securityContext.seccompProfile.type to ${JSON.stringify(profile.type ?? '')}`,
        }
      : undefined,
  );
}

/** An explicit wrong value fails even where every container sets a right one; a right one at the pod fills gaps. */
function missingTypes(pod: VisitedPod): readonly Found[] {
  const forbidden = forbiddenTypes(pod);
  if (pod.spec.securityContext?.seccompProfile) return forbidden;
  const missing = pod.containers
    .filter((container) => !container.spec.securityContext?.seccompProfile)
    .map((container) =>
      inContainer(
        container,
        FIELD,
        'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost", or the pod must',
      ),
    );
  return [...forbidden, ...missing];
}

export const SECCOMP_RULES: readonly Rule[] = [
  {
    id: 'seccompProfile_baseline',
    level: 'baseline',
    revisions: [
      { since: 0, look: annotations },
      { since: 19, look: forbiddenTypes },
    ],
  },
  {
    id: 'seccompProfile_restricted',
    level: 'restricted',
    overrides: 'seccompProfile_baseline',
    revisions: [
      { since: 19, look: missingTypes },
      { since: 25, look: unlessWindows(missingTypes) },
    ],
  },
];

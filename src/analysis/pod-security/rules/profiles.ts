/** Rules about confinement by the kernel: AppArmor, SELinux, procMount. */
import {
  eachContext,
  type Found,
  inContainer,
  quoted,
  type Rule,
  unlessInUserNamespace,
  type VisitedPod,
} from './rule.ts';

const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const APPARMOR_TYPES: readonly unknown[] = ['RuntimeDefault', 'Localhost'];
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

function appArmorProfile(pod: VisitedPod): readonly Found[] {
  const fields = eachContext(pod, ({ appArmorProfile: profile }) =>
    profile && !APPARMOR_TYPES.includes(profile.type)
      ? {
          field: ['appArmorProfile', 'type'],
          clause: `must not set securityContext.appArmorProfile.type to ${JSON.stringify(profile.type ?? '')}`,
        }
      : undefined,
  );
  const annotations = Object.entries(pod.annotations)
    .filter(([key, value]) => key.startsWith(APPARMOR_ANNOTATION) && !isAllowedAnnotation(value))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => ({
      message: `annotation ${key} must not be ${JSON.stringify(value)}`,
      container: key.slice(APPARMOR_ANNOTATION.length),
    }));
  return [...fields, ...annotations];
}

function isAllowedAnnotation(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}

function seLinuxOptions(allowedTypes: readonly string[]): (pod: VisitedPod) => readonly Found[] {
  return (pod) =>
    eachContext(pod, ({ seLinuxOptions: options }) => {
      if (!options) return undefined;
      const wrong = [
        ...(allowedTypes.includes(options.type ?? '') ? [] : [`type ${JSON.stringify(options.type)}`]),
        ...(options.user ? ['a user'] : []),
        ...(options.role ? ['a role'] : []),
      ];
      if (wrong.length === 0) return undefined;
      return {
        field: ['seLinuxOptions'],
        clause: `must not set securityContext.seLinuxOptions with ${wrong.join(', ')}`,
      };
    });
}

function procMount(pod: VisitedPod): readonly Found[] {
  return pod.containers.flatMap((container) => {
    const value = container.spec.securityContext?.procMount ?? 'Default';
    if (value === 'Default') return [];
    return [
      inContainer(
        container,
        ['securityContext', 'procMount'],
        `must not set securityContext.procMount to ${quoted([value])}`,
      ),
    ];
  });
}

export const PROFILE_RULES: readonly Rule[] = [
  { id: 'appArmorProfile', level: 'baseline', revisions: [{ since: 0, look: appArmorProfile }] },
  {
    id: 'seLinuxOptions',
    level: 'baseline',
    revisions: [
      { since: 0, look: seLinuxOptions(SELINUX_TYPES) },
      { since: 31, look: seLinuxOptions([...SELINUX_TYPES, 'container_engine_t']) },
    ],
  },
  {
    id: 'procMount',
    level: 'baseline',
    revisions: [
      { since: 0, look: procMount },
      { since: 35, look: unlessInUserNamespace(procMount) },
    ],
  },
  {
    id: 'procMount_restricted',
    level: 'restricted',
    overrides: 'procMount',
    revisions: [{ since: 35, look: procMount }],
  },
];

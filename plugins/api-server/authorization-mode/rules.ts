/** Which authorizers answer: of a flag, as a file may name them in its place. */
import { controlPlane } from 'kubectl-harden/plugin-api';

const MODE = 'authorization-mode';
const CONFIG = 'authorization-config';

function modes(flags: controlPlane.Flags): readonly string[] {
  const given = controlPlane.listOf(flags, MODE);
  return given.length > 0 ? given : ['AlwaysAllow'];
}

/** The file takes the place of the flag. */
function unlessByFile(flags: controlPlane.Flags, lack: () => string | undefined): string | undefined {
  return controlPlane.isSet(flags, CONFIG) ? undefined : lack();
}

const API_SERVER = { component: 'kube-apiserver', flags: [MODE, CONFIG] } as const;

export const RULES: readonly controlPlane.FlagRule[] = [
  {
    ...API_SERVER,
    key: 'AlwaysAllow',
    says: 'Every request is allowed',
    lack: (flags) =>
      unlessByFile(flags, () => {
        if (!modes(flags).includes('AlwaysAllow')) return undefined;
        return controlPlane.isSet(flags, MODE)
          ? `--${MODE} holds AlwaysAllow`
          : `--${MODE} is not set, which means AlwaysAllow`;
      }),
    doubt: (flags) =>
      controlPlane.isSet(flags, CONFIG)
        ? `The authorizers stand in ${flags.get(CONFIG)}, which no API shows.`
        : undefined,
  },
  ...(['RBAC', 'Node'] as const).map(
    (mode): controlPlane.FlagRule => ({
      ...API_SERVER,
      key: mode,
      says: `${mode} does not authorize`,
      lack: (flags) =>
        unlessByFile(flags, () => {
          const given = modes(flags);
          // Where everything is allowed, that says it all.
          if (given.includes('AlwaysAllow') || given.includes(mode)) return undefined;
          return `--${MODE} is ${given.join(',')}`;
        }),
      severity: 'high',
      severityReason:
        mode === 'RBAC' ? 'Requests are still authorized, by something else.' : 'Only kubelets are concerned.',
    }),
  ),
];

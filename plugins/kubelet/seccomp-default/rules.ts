/** The profile of pods that name none. */
import type { KubeletRule } from '../settings.ts';

export const RULES: readonly KubeletRule[] = [
  {
    key: 'seccompDefault',
    lack: ({ seccompDefault }) =>
      seccompDefault === true
        ? undefined
        : 'runs pods without a seccomp profile unless they name one: seccompDefault is not true',
  },
];

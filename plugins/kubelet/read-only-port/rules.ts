/** The port that asks nobody who he is. */
import type { KubeletRule } from '../settings.ts';

export const RULES: readonly KubeletRule[] = [
  {
    key: 'readOnlyPort',
    lack: ({ readOnlyPort = 0 }) =>
      readOnlyPort === 0
        ? undefined
        : `answers everybody on its read-only port: readOnlyPort is ${JSON.stringify(readOnlyPort)}`,
  },
];

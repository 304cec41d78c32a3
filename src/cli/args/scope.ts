/** The flags that say what is read. */
import type { FlagName } from './flags.ts';

export const SCOPE = [
  'namespace',
  'all-namespaces',
  'filename',
  'kustomize',
  'recursive',
  'exclude',
  'sample',
] as const satisfies FlagName[];

/** The flags that say what is read. */
import type { FlagName } from './flags.ts';

/** Where everything is read: an answer rests on all namespaces. */
export const SCOPE_OF_QUESTIONS = [
  'namespace',
  'filename',
  'kustomize',
  'recursive',
  'exclude',
  'sample',
] as const satisfies FlagName[];

export const SCOPE = [...SCOPE_OF_QUESTIONS, 'all-namespaces'] as const satisfies FlagName[];

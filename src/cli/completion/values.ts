/** Where the values of flags and operands come from. */
import type { FlagSpec } from '../args/flag.ts';
import type { FlagName } from '../args/flags.ts';
import type { Candidate } from './complete.ts';

/** Lists that are read when they are asked for. */
type Listed = 'contexts' | 'clusters' | 'users' | 'namespaces' | 'checks' | 'areas' | 'runs' | 'shells' | 'examples';
export type Kind = Listed | 'files' | 'folders';
export type Lists = { readonly [L in Listed]: () => Promise<readonly Candidate[]> };

export const SHELLS = ['bash', 'fish', 'powershell', 'zsh'] as const;

export const KINDS_OF_FLAGS: Readonly<Partial<Record<FlagName, Kind>>> = {
  kubeconfig: 'files',
  context: 'contexts',
  cluster: 'clusters',
  user: 'users',
  'certificate-authority': 'files',
  'client-certificate': 'files',
  'client-key': 'files',
  namespace: 'namespaces',
  filename: 'files',
  kustomize: 'folders',
  records: 'files',
  check: 'checks',
  'skip-check': 'checks',
  area: 'areas',
  example: 'examples',
};

/** By the operand as usage shows it. */
export const KINDS_OF_OPERANDS: Readonly<Record<string, Kind>> = {
  CHECK: 'checks',
  '[RUN]': 'runs',
  '[SHELL]': 'shells',
  '[EXAMPLE]': 'examples',
};

/** The values of a flag that has a fixed set of them. */
export function choicesOf({ type, choices, help }: FlagSpec): readonly Candidate[] | undefined {
  if (type === 'switch') return [{ value: 'true' }, { value: 'false' }];
  return choices?.map((value) => {
    // Where a flag tells each of its values on a line of its own.
    const [, told] = new RegExp(`\\n\\s*${value} +(.+)`).exec(help) ?? [];
    return told === undefined ? { value } : { value, help: told };
  });
}

/** The flags of a session that goes on in another context of the same kubeconfig. */
import { ALLOWED_BY } from '../../model/allowed-by.ts';
import type { FlagName } from './flags.ts';
import type { Flags } from './parse.ts';

/** Of the server that was named, and of who one is there: no credential reaches another server than the one it is for. */
const OF_THE_CONNECTION = [
  'cluster',
  'user',
  'server',
  'token',
  'username',
  'password',
  'tls-server-name',
  'insecure-skip-tls-verify',
  'certificate-authority',
  'client-certificate',
  'client-key',
  'proxy-url',
] as const satisfies readonly FlagName[];

/** What was said of the one cluster: evidence of it, what may be asked beyond reading, and what may be changed there. */
const OF_THE_CLUSTER = [
  'audit-policy',
  'audit-log',
  'kubelet',
  'scan-images',
  ALLOWED_BY.system,
  ALLOWED_BY.managed,
] as const satisfies readonly FlagName[];

const LEFT: readonly FlagName[] = [...OF_THE_CONNECTION, ...OF_THE_CLUSTER];

export interface OtherContext {
  readonly flags: Flags;
  /** Those that were given and do not count there. */
  readonly left: readonly FlagName[];
}

export function inContext(flags: Flags, context: string): OtherContext {
  const isLeft = (name: FlagName): boolean => LEFT.includes(name);
  return {
    flags: {
      isOn: (name) => !isLeft(name) && flags.isOn(name),
      text: (name) => (name === 'context' ? context : isLeft(name) ? undefined : flags.text(name)),
      list: (name) => (isLeft(name) ? [] : flags.list(name)),
    },
    left: LEFT.filter((name) => flags.text(name) !== undefined),
  };
}

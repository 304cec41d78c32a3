/** What is said of a token that gives no rights. */
import {
  compareText,
  type Evidence,
  nameSome,
  type rbac,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { nameInside, withoutToken, withoutVolume } from './removal.ts';
import type { Rights } from './rights.ts';
import { type Automount, accountName, type WrittenToken } from './token.ts';

type Read = Exclude<Automount, { readonly state: 'unread' }>;
type None = Extract<Rights, { readonly state: 'none' }>;

export function automatic(
  workload: Workload,
  automount: Read,
  account: rbac.AccountRef,
  rights: None,
  isSeen: boolean,
): Violation {
  return {
    message: `The token of ${accountName(account)} is mounted, and no binding gives rights to it.`,
    path: [...workload.podPath, 'automountServiceAccountToken'],
    value: `${account.namespace}/${account.name}`,
    evidence: [evidenceOf(automount), ...(rights.ofEverybody === undefined ? [] : [rights.ofEverybody])],
    ...severityOf(rights),
    proposal: withoutToken(workload, rights, isSeen),
  };
}

export function byVolume(
  workload: Workload,
  { volume, containers }: WrittenToken,
  account: rbac.AccountRef,
  rights: None,
): Violation {
  const who = accountName(account);
  const into = nameSome(containers.map(nameInside));
  return {
    message: `Volume ${volume} gives a token of ${who} for the API server to ${into}, and no binding gives rights to it.`,
    path: [...workload.podPath, 'volumes', { key: 'name', is: volume }],
    // What else comes to get the token was not accepted with it.
    value: [`${account.namespace}/${account.name}`, ...containers.map(({ name }) => name).sort(compareText)],
    evidence: [
      { text: `Volume ${volume} has a serviceAccountToken whose audience is the API server.` },
      ...(rights.ofEverybody === undefined ? [] : [rights.ofEverybody]),
    ],
    ...severityOf(rights),
    proposal: withoutVolume(volume),
  };
}

export function evidenceOf(automount: Read): Evidence {
  if (automount.state === 'default')
    return {
      text: automount.isPartial
        ? 'The pod does not set automountServiceAccountToken, and its account is not among what was read.'
        : 'Neither the pod nor its account sets automountServiceAccountToken.',
    };
  const { state, by, source } = automount;
  const text = `automountServiceAccountToken is ${state === 'on'} in ${by}.`;
  return { text, ...(source === undefined ? {} : { source }) };
}

function severityOf({ ofEverybody }: None): Partial<Violation> {
  return ofEverybody === undefined
    ? {}
    : { severity: 'medium', severityReason: 'raised: everybody who logs in may do more than Kubernetes ships' };
}

/** What an event's request asked the authorizer for, and what impersonating asked for before. */
import { accountOfUser } from '../kube/accounts.ts';
import type { AuditEvent, EventUser } from './event.ts';

export type Attributes =
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly namespace: string;
      readonly name: string;
      /** Of a role or binding that is created. */
      readonly made?: string;
    }
  | { readonly verb: string; readonly path: string };

export interface Asked {
  /** Whose rights were asked for: of an impersonated request those of the other one. */
  readonly user: EventUser;
  /** Who impersonated. */
  readonly by?: EventUser;
  readonly time: string;
  readonly rights: readonly Attributes[];
}

/** `undefined`: the event does not say what was asked. */
export function askedBy(event: AuditEvent): Asked | undefined {
  const { user, impersonated, time } = event;
  const rights = rightsOf(event);
  if (user === undefined || rights.length === 0) return undefined;
  if (impersonated === undefined || impersonated.username === '') return { user, time, rights };
  return { user: impersonated, by: user, time, rights };
}

function rightsOf({ ref, verb, uri, code }: AuditEvent): readonly Attributes[] {
  if (ref === undefined || ref.resource === '') {
    const [path = ''] = uri.split('?', 1);
    return path === '' ? [] : [{ verb, path }];
  }
  const { group, namespace, subresource } = ref;
  const resource = subresource === '' ? ref.resource : `${ref.resource}/${subresource}`;
  const at = { group, resource, namespace };
  const isNew = verb === 'create' && subresource === '';
  // The log takes the name of a new object from the body: the authorizer never saw it.
  const asked = {
    ...{ verb, ...at, name: isNew || verb === 'deletecollection' ? '' : ref.name },
    // Who may hand on rights is told by what was made.
    ...(isNew && group === 'rbac.authorization.k8s.io' ? { made: ref.name } : {}),
  };
  // What a patch or an update creates has to be allowed to be created, by its name.
  const isCreated = code === 201 && (verb === 'patch' || verb === 'update');
  return isCreated ? [asked, { verb: 'create', ...at, name: ref.name }] : [asked];
}

const AUTHENTICATION = 'authentication.k8s.io';

/** As the API server asks before it lets somebody act as another: for each part of the identity. */
export function impersonationBy({ user, by, time }: Asked): readonly Asked[] {
  if (by === undefined) return [];
  const { username, uid, groups, extra } = user;
  const account = accountOfUser(username);
  const right = (group: string, resource: string, name: string, namespace = ''): Attributes => ({
    verb: 'impersonate',
    ...{ group, resource, namespace, name },
  });
  const rights = [
    account === undefined
      ? right('', 'users', username)
      : right('', 'serviceaccounts', account.name, account.namespace),
    ...groups.map((group) => right('', 'groups', group)),
    ...(uid === '' ? [] : [right(AUTHENTICATION, 'uids', uid)]),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map((value) => right(AUTHENTICATION, `userextras/${key}`, value)),
    ),
  ];
  return [{ user: by, time, rights }];
}

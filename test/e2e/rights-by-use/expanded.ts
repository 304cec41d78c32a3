/** Rights as single ones over all that an API server serves, as plainly as can be: shares no code with the engine. */
import { readFileSync } from 'node:fs';
import type { Api } from '../../cluster/api.ts';
import type { Rule } from './shapes.ts';

interface Served {
  readonly group: string;
  /** `pods/log` */
  readonly place: string;
  readonly verbs: readonly string[];
}
export interface Universe {
  readonly resources: readonly Served[];
  readonly paths: readonly string[];
}

export async function universeOf(api: Api): Promise<Universe> {
  const { groups } = (await api.json('GET', '/apis')) as {
    groups: { name: string; preferredVersion: { groupVersion: string } }[];
  };
  const versions = [
    { group: '', path: '/api/v1' },
    ...groups.map(({ name, preferredVersion }) => ({ group: name, path: `/apis/${preferredVersion.groupVersion}` })),
  ];
  const resources: Served[] = [];
  for (const { group, path } of versions) {
    const { resources: own } = (await api.json('GET', path)) as { resources: { name: string; verbs: string[] }[] };
    resources.push(...own.map(({ name, verbs }) => ({ group, place: name, verbs })));
  }
  const { paths } = (await api.json('GET', '/')) as { paths: string[] };
  return { resources, paths: paths.filter((path) => !path.startsWith('/api')) };
}

/** `list apps/deployments`, `get pods/log`, `get /metrics`. Names are not told apart. */
export function expanded(rules: readonly Rule[], { resources, paths }: Universe): ReadonlySet<string> {
  const has = (list: readonly string[] | undefined, one: string) => list?.includes(one) === true || list?.includes('*');
  const all = rules.flatMap((rule) => [
    ...resources.flatMap(({ group, place, verbs }) => {
      const [, subresource] = place.split('/');
      const isMeant =
        has(rule.resources, place) || (subresource !== undefined && rule.resources?.includes(`*/${subresource}`));
      return has(rule.apiGroups, group) && isMeant
        ? verbs.filter((verb) => has(rule.verbs, verb)).map((verb) => textOf(verb, group, place))
        : [];
    }),
    ...paths
      .filter((path) =>
        rule.nonResourceURLs?.some((url) => (url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : path === url)),
      )
      .flatMap((path) => (has(rule.verbs, 'get') ? [`get ${path}`] : [])),
  ]);
  return new Set(all);
}

function textOf(verb: string, group: string, place: string): string {
  return `${verb} ${group === '' ? '' : `${group}/`}${place}`;
}

interface Event {
  readonly stage: string;
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly requestURI: string;
  readonly objectRef?: { readonly apiGroup?: string; readonly resource?: string; readonly subresource?: string };
  readonly responseStatus?: { readonly code?: number };
}

/** What the log says that an account was allowed. */
export function usedBy(log: string, accounts: readonly string[]): ReadonlySet<string> {
  const names = new Set(accounts.map((account) => `system:serviceaccount:${account}`));
  const events = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Event);
  const own = events.filter(
    ({ stage, user, responseStatus }) =>
      stage === 'ResponseComplete' && names.has(user.username) && responseStatus?.code !== 403,
  );
  return new Set(
    own.map(({ verb, objectRef, requestURI }) => {
      if (objectRef?.resource === undefined) return `${verb} ${requestURI.split('?')[0]}`;
      const { apiGroup = '', resource, subresource } = objectRef;
      return textOf(verb, apiGroup, subresource === undefined ? resource : `${resource}/${subresource}`);
    }),
  );
}

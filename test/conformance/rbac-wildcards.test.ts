/** A role without stars allows on a real API server whatever is served there and the role with stars allowed. */
import { beforeAll, expect, test } from 'vitest';
import {
  BUILT_IN_RESOURCES,
  BUILT_IN_VERSION,
  expandWildcards,
  isBuiltInGroup,
  type Rule,
} from '../../src/analysis/rbac/index.ts';
import type { ApiResource } from '../../src/plugin-api/index.ts';
import { wantedRelease } from '../cluster/kubernetes.ts';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { FULL, rule } from '../support/rbac/objects.ts';

const GROUP = '/apis/rbac.authorization.k8s.io/v1';
const ACCEPT = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

interface Discovered {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind: { readonly kind: string };
        readonly scope: string;
        readonly verbs: readonly string[];
        readonly subresources?: readonly { readonly subresource: string; readonly verbs: readonly string[] }[];
      }[];
    }[];
  }[];
}

let server: TestCluster;
let namespace: string;
let discovery: readonly ApiResource[];

beforeAll(async () => {
  server = cluster();
  namespace = await server.namespace('wildcards');
  discovery = [...(await discovered('/api')), ...(await discovered('/apis'))];
});

test('what is taken for served where no server is asked is what this one serves', async () => {
  const { minor } = await wantedRelease();
  const shape = ({ group, resource, namespaced, verbs, subresources }: ApiResource) => {
    const subs = subresources.map(({ name, verbs: subVerbs }) => `${name}: ${[...subVerbs].sort()}`).sort();
    return `${resource}.${group} ${namespaced} ${[...verbs].sort()} ${subs}`;
  };
  // A resource in several versions is listed once here; they serve the same.
  const own = discovery.filter(({ group }) => isBuiltInGroup(group));
  const nameOf = ({ group, resource }: ApiResource) => `${group}/${resource}`;
  const merged = Map.groupBy(own, nameOf);
  // Older servers serve less, never something else.
  if (`1.${minor}` !== BUILT_IN_VERSION)
    return expect(BUILT_IN_RESOURCES.map(nameOf)).toEqual(expect.arrayContaining([...merged.keys()]));
  const real = [...merged.values()].flatMap((versions) => versions.slice(0, 1)).map(shape);
  expect(BUILT_IN_RESOURCES.map(shape).sort()).toEqual(real.sort());
});

const CASES: readonly (readonly [name: string, rule: Rule, scope: 'cluster' | 'namespace'])[] = [
  ['everything', FULL, 'cluster'],
  ['everything in a namespace', FULL, 'namespace'],
  ['reading the core group', rule('get,list,watch', '*'), 'cluster'],
  ['a whole group', rule('*', '*', 'apps'), 'namespace'],
  ['every verb on named resources', rule('*', 'pods,pods/exec,secrets,serviceaccounts/token'), 'namespace'],
  ['one subresource of everything', rule('get,update', '*/scale', '*'), 'cluster'],
];

test.each(CASES)('%s: the expanded rule allows the same of what is served', async (_, wide, scope) => {
  const expansion = expandWildcards(wide, discovery, { isNamespaced: scope === 'namespace' });
  const [before, after] = [await grant([wide], scope), await grant(expansion?.rules ?? [], scope)];
  const questions = discovery.flatMap(questionsOf);
  const allowed = await inBatches(questions, 24, async (question) => ({
    ...question,
    before: await isAllowed(before, question),
    after: await isAllowed(after, question),
  }));
  expect(allowed.filter((answer) => answer.before !== answer.after)).toEqual([]);
  expect(allowed.filter((answer) => answer.before).length).toBeGreaterThan(0);
});

interface Asked {
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly verb: string;
  readonly namespace?: string;
}

/** As a request for it would be asked; only requests for a Namespace object name that namespace themselves. */
function questionsOf({ group, resource, namespaced, verbs, subresources }: ApiResource): readonly Asked[] {
  const where = namespaced || (group === '' && resource === 'namespaces') ? { namespace } : {};
  const own = verbs.map((verb) => {
    const isCollection = !namespaced && (verb === 'list' || verb === 'watch' || verb === 'create');
    return { group, resource, verb, ...(isCollection ? {} : where) };
  });
  const subs = subresources.flatMap(({ name, verbs: subVerbs }) =>
    subVerbs.map((verb) => ({ group, resource, subresource: name, verb, ...where })),
  );
  return [...own, ...subs];
}

let users = 0;

async function grant(rules: readonly Rule[], scope: 'cluster' | 'namespace'): Promise<string> {
  const name = `${namespace}-${users++}`;
  const isWide = scope === 'cluster';
  const path = isWide ? GROUP : `${GROUP}/namespaces/${namespace}`;
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: isWide ? 'ClusterRole' : 'Role', name };
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name }];
  const marker = rule('get', 'markers', 'marker.example.com');
  await server.api.json('POST', `${path}/${isWide ? 'clusterroles' : 'roles'}`, {
    metadata: { name },
    rules: [...rules, marker],
  });
  await server.api.json('POST', `${path}/${isWide ? 'clusterrolebindings' : 'rolebindings'}`, {
    metadata: { name },
    roleRef,
    subjects,
  });
  const asked = { group: 'marker.example.com', resource: 'markers', verb: 'get', namespace };
  await eventually(`the authorizer knows the grant of ${name}`, () => isAllowed(name, asked));
  return name;
}

async function isAllowed(user: string, resourceAttributes: Asked): Promise<boolean> {
  const review = await server.api.json('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    spec: { user, resourceAttributes },
  });
  return (review as { readonly status: { readonly allowed: boolean } }).status.allowed;
}

async function discovered(path: string): Promise<readonly ApiResource[]> {
  const list = (await server.api.json('GET', path, undefined, { accept: ACCEPT })) as Discovered;
  return list.items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.map(({ resource, responseKind, scope, verbs, subresources = [] }) => ({
        group: metadata.name ?? '',
        version,
        resource,
        kind: responseKind.kind,
        namespaced: scope === 'Namespaced',
        verbs,
        subresources: subresources.map((sub) => ({ name: sub.subresource, verbs: sub.verbs })),
      })),
    ),
  );
}

async function inBatches<T, R>(items: readonly T[], size: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += size)
    results.push(...(await Promise.all(items.slice(start, start + size).map(work))));
  return results;
}

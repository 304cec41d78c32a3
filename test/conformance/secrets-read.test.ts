/** Which verbs show what is in a Secret, by asking a real API server with each of them alone and changing nothing. */
import { beforeAll, expect, test } from 'vitest';
import { capability } from '../../src/analysis/rbac/index.ts';
import type { Method } from '../cluster/api.ts';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';

const GROUP = '/apis/rbac.authorization.k8s.io/v1';
const VALUE = Buffer.from('what only a reader may see').toString('base64');
const MERGE = 'application/merge-patch+json';

let server: TestCluster;
let namespace: string;

beforeAll(async () => {
  server = cluster();
  namespace = await server.namespace('secrets-read');
  await server.api.json('POST', `/api/v1/namespaces/${namespace}/secrets`, {
    metadata: { name: 'held' },
    data: { value: VALUE },
  });
});

interface Request {
  readonly verb: string;
  readonly method: Method;
  /** After the path of the Secrets. */
  readonly path: string;
  readonly body?: object;
  readonly type?: string;
}

const EMPTY = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'held' } };
const REQUESTS: readonly Request[] = [
  { verb: 'get', method: 'GET', path: '/held' },
  { verb: 'list', method: 'GET', path: '' },
  { verb: 'watch', method: 'GET', path: '?watch=true&timeoutSeconds=1' },
  { verb: 'create', method: 'POST', path: '?dryRun=All', body: { ...EMPTY, metadata: { name: 'other' } } },
  { verb: 'update', method: 'PUT', path: '/held?dryRun=All', body: EMPTY },
  { verb: 'patch', method: 'PATCH', path: '/held?dryRun=All', body: {}, type: MERGE },
  { verb: 'delete', method: 'DELETE', path: '/held?dryRun=All' },
  { verb: 'deletecollection', method: 'DELETE', path: '?dryRun=All' },
];

test('the verbs by which Secrets are read are those whose answer holds the value', async () => {
  const shown = await Promise.all(REQUESTS.map(async (request) => ({ request, answer: await answerTo(request) })));
  const reading = shown.filter(({ answer }) => answer.includes(VALUE)).map(({ request }) => request.verb);
  expect(reading.sort()).toEqual(
    capability('secrets-read')
      .spots.flatMap(({ verbs }) => [...verbs])
      .sort(),
  );
});

async function answerTo({ verb, method, path, body, type }: Request): Promise<string> {
  const user = `${namespace}-${verb}`;
  await grant(user, verb);
  const url = `/api/v1/namespaces/${namespace}/secrets${path}`;
  const headers = { 'impersonate-user': user, ...(type === undefined ? {} : { 'content-type': type }) };
  const answer = await server.api.raw(method, url, body, headers);
  expect([verb, answer.status]).toEqual([verb, method === 'POST' ? 201 : 200]);
  return answer.text;
}

async function grant(user: string, verb: string): Promise<void> {
  const rules = [{ apiGroups: [''], resources: ['secrets'], verbs: [verb] }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: user };
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }];
  const path = `${GROUP}/namespaces/${namespace}`;
  await server.api.json('POST', `${path}/roles`, { metadata: { name: user }, rules });
  await server.api.json('POST', `${path}/rolebindings`, { metadata: { name: user }, roleRef, subjects });
  await eventually(`the authorizer knows the grant of ${user}`, async () => {
    const review = await server.api.json('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      spec: { user, resourceAttributes: { group: '', resource: 'secrets', verb, namespace } },
    });
    return (review as { readonly status: { readonly allowed: boolean } }).status.allowed;
  });
}

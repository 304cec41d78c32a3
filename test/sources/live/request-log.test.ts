import { expect, test } from 'vitest';
import { RequestLog, requestKind, requestLines } from '../../../src/sources/live/http/request-log.ts';

test.each([
  [{ path: '/version' }, 'get /version'],
  [{ path: '/apis' }, 'get /apis'],
  [{ path: '/apis/apps/v1' }, 'get /apis/apps/v1'],
  [{ path: '/api/v1' }, 'get /api/v1'],
  [{ path: '/api/v1/pods' }, 'list pods'],
  [{ path: '/api/v1/pods', isWatch: true }, 'watch pods'],
  [{ path: '/api/v1/namespaces' }, 'list namespaces'],
  [{ path: '/api/v1/namespaces/kube-system' }, 'get namespaces'],
  [{ path: '/api/v1/namespaces/shop', method: 'PATCH' }, 'patch namespaces'],
  [{ path: '/api/v1/namespaces/shop/status' }, 'get namespaces/status'],
  [{ path: '/api/v1/namespaces/shop/pods' }, 'list pods'],
  [{ path: '/api/v1/namespaces/shop/pods', method: 'POST', query: { dryRun: 'All' } }, 'create (dry run) pods'],
  [{ path: '/apis/apps/v1/namespaces/shop/deployments/web', method: 'PATCH' }, 'patch deployments.apps'],
  [{ path: '/apis/apps/v1/namespaces/shop/deployments/web/scale' }, 'get deployments.apps/scale'],
  [
    { path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', method: 'POST' },
    'create selfsubjectrulesreviews.authorization.k8s.io',
  ],
] as const)('%j is %s', (request, words) => {
  const { verb, resource } = requestKind(request);
  expect(`${verb} ${resource}`).toBe(words);
});

test('the lines are the same whatever the order, and hold no name of an object', () => {
  const requests = [{ path: '/api/v1/namespaces/a/pods' }, { path: '/version' }, { path: '/api/v1/namespaces/b/pods' }];
  const linesOf = (all: typeof requests) => {
    const log = new RequestLog();
    for (const each of all) log.note(each);
    return requestLines(log.kinds());
  };
  expect(linesOf(requests)).toEqual(linesOf(requests.toReversed()));
  expect(linesOf(requests)).toEqual(['Requests made: 3.', '  get   /version  1', '  list  pods  2']);
  expect(linesOf([])).toEqual(['No request was made.']);
});

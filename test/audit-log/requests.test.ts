import { expect, test } from 'vitest';
import { DENIED, event, lines, readBytes, usesIn } from './support.ts';

const read = (...events: readonly object[]) => readBytes(lines(...events));

test('a request counts once, whatever stages of it are recorded', async () => {
  const watch = { verb: 'watch', auditID: 'w' };
  const log = await read(
    event({ ...watch, stage: 'RequestReceived', annotations: {}, responseStatus: undefined }),
    event({ ...watch, stage: 'ResponseStarted' }),
    event({ ...watch, stage: 'ResponseComplete' }),
    event({ auditID: 'p', stage: 'RequestReceived', annotations: {}, responseStatus: undefined }),
    event({ auditID: 'p', stage: 'Panic' }),
  );
  expect(usesIn(log)).toEqual(['shop:web list pods shop  1', 'shop:web watch pods shop  1']);
  expect(log).toMatchObject({ events: 5, requests: 2, denied: 0, undecided: 0 });
});

test('what was denied is no use, and is counted apart', async () => {
  const log = await read(
    event({ annotations: DENIED, responseStatus: { code: 403 } }),
    event({
      user: { username: 'system:anonymous', groups: ['system:unauthenticated'] },
      annotations: undefined,
      responseStatus: { code: 401 },
    }),
    // Allowed, and refused by admission: it was used.
    event({
      verb: 'create',
      objectRef: { resource: 'pods', namespace: 'shop', name: 'a' },
      responseStatus: { code: 403 },
    }),
  );
  expect(usesIn(log)).toEqual(['shop:web create pods shop  1']);
  expect(log).toMatchObject({ requests: 3, denied: 2 });
});

test('what was received and never answered counts as use, and is told', async () => {
  const log = await read(event({ stage: 'RequestReceived', annotations: undefined, responseStatus: undefined }));
  expect(usesIn(log)).toEqual(['shop:web list pods shop  1']);
  expect(log).toMatchObject({ requests: 1, undecided: 1 });
});

test('an impersonated request is that of the other user, and impersonating that of the first', async () => {
  const groups = ['devs', 'system:authenticated'];
  const impersonatedUser = { username: 'alice', uid: 'u1', groups, extra: { scopes: ['view'] } };
  const log = await read(
    event({ impersonatedUser }),
    event({ impersonatedUser: { username: 'system:serviceaccount:a:b', groups: [] }, annotations: DENIED }),
  );
  expect(usesIn(log)).toEqual([
    'alice list pods shop  1',
    'shop:web impersonate groups  devs,system:authenticated 0',
    'shop:web impersonate serviceaccounts a b 0',
    'shop:web impersonate users  alice 0',
    'shop:web impersonate uids.authentication.k8s.io  u1 0',
    'shop:web impersonate userextras/scopes.authentication.k8s.io  view 0',
  ]);
});

test('names are those that the authorizer saw', async () => {
  const at = (said: object) => ({ objectRef: { resource: 'pods', namespace: 'shop', name: 'a', ...said } });
  const log = await read(
    event({ verb: 'create', ...at({}) }),
    event({ verb: 'create', ...at({ subresource: 'exec' }) }),
    event({ verb: 'deletecollection', ...at({}) }),
    event({ verb: 'list', ...at({}) }),
    event({ verb: 'get', ...at({ subresource: 'log' }) }),
    event({ verb: 'patch', ...at({}), responseStatus: { code: 201 } }),
    event({ verb: 'get', objectRef: { resource: 'namespaces', namespace: 'shop', name: 'shop' } }),
    event({ verb: 'get', objectRef: { apiGroup: 'metrics.k8s.io', resource: 'nodes', name: 'n1' } }),
    event({ verb: 'get', objectRef: undefined, requestURI: '/metrics?a=b' }),
  );
  expect(usesIn(log)).toEqual([
    'shop:web get namespaces shop shop 1',
    'shop:web create pods shop ,a 2',
    'shop:web deletecollection pods shop  1',
    'shop:web list pods shop a 1',
    'shop:web patch pods shop a 1',
    'shop:web create pods/exec shop a 1',
    'shop:web get pods/log shop a 1',
    'shop:web get nodes.metrics.k8s.io  n1 1',
    'shop:web get /metrics 1',
  ]);
});

test('what is written of roles and bindings is known by name', async () => {
  const objectRef = { apiGroup: 'rbac.authorization.k8s.io', resource: 'rolebindings', namespace: 'shop', name: 'b' };
  const [user] = (await read(event({ verb: 'create', objectRef }))).users;
  expect(user?.uses).toMatchObject([{ names: [''], made: ['b'] }]);
});

test('the span and its gaps are told by hours', async () => {
  const at = (time: string) => event({ requestReceivedTimestamp: `2026-11-0${time}:30:00.000000Z` });
  const log = await read(at('1T09'), at('1T10'), at('1T14'), at('2T09'), at('2T09'));
  expect(log).toMatchObject({ from: '2026-11-01T09:30:00.000000Z', to: '2026-11-02T09:30:00.000000Z' });
  expect(log.gaps).toEqual([
    { from: '2026-11-01T15:00:00.000Z', hours: 18 },
    { from: '2026-11-01T11:00:00.000Z', hours: 3 },
  ]);
});

test('nothing of a body is in what is read', async () => {
  const secret = {
    kind: 'Secret',
    data: { password: 'czNjcjN0LWNhbmFyeQ==' },
    user: { username: 'mallory' },
    verb: 'x',
  };
  const log = await read(event({ level: 'RequestResponse', requestObject: secret, responseObject: secret }));
  expect(JSON.stringify(log)).not.toMatch(/czNjcjN0|mallory|password/);
  expect(usesIn(log)).toEqual(['shop:web list pods shop  1']);
});

test('of many names a part is kept, and that there are more', async () => {
  const events = Array.from({ length: 150 }, (_, index) =>
    event({ verb: 'get', objectRef: { resource: 'pods', namespace: 'shop', name: `p${index}` } }),
  );
  const [user] = (await read(...events)).users;
  expect(user?.uses[0]).toMatchObject({ hasMoreNames: true, requests: 150 });
  expect(user?.uses[0]?.names).toHaveLength(100);
});

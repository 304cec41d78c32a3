import { expect, test } from 'vitest';
import { accountName, accountOfUser, userOfAccount } from '../../src/kube/accounts.ts';

test('an account is found again by the name of its user', () => {
  const account = { namespace: 'shop', name: 'web.v1' };
  expect(accountOfUser(userOfAccount(account))).toEqual(account);
});

test.each(['jane', 'system:serviceaccount:shop', 'system:serviceaccount:shop:', 'system:serviceaccount::web', 'x:y:z'])(
  '%s is no account',
  (user) => {
    expect(accountOfUser(user)).toBeUndefined();
  },
);

test.each([
  [{ serviceAccountName: 'web' }, 'web'],
  [{ serviceAccount: 'web' }, 'web'],
  [{ serviceAccountName: '', serviceAccount: '' }, 'default'],
  [{}, 'default'],
])('a pod with %j runs as %s', (pod, name) => {
  expect(accountName(pod)).toBe(name);
});

import { expect, test } from 'vitest';
import type { Change, ObjectRef } from '../../src/plugin-api/index.ts';
import { resultLine } from '../../src/report/result-line.ts';

const NAMESPACE: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
const DEPLOYMENT: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'x' };
const POLICY: ObjectRef = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'shop', name: 'x' };
const ROLE: ObjectRef = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', namespace: 'shop', name: 'ci' };

function edit(target: ObjectRef, ...path: string[]): Change {
  return { op: 'edit', target, edits: [{ op: 'set', path, value: 'restricted' }] };
}
const CREATE: Change = { op: 'ensure', object: { apiVersion: 'v1', kind: 'x' } };

test.each([
  [NAMESPACE, 'patch', edit(NAMESPACE, 'metadata', 'labels', 'a'), {}, 'namespace/shop labeled'],
  [POLICY, 'create', CREATE, {}, 'networkpolicy.networking.k8s.io/x created'],
  [DEPLOYMENT, 'patch', edit(DEPLOYMENT, 'spec'), {}, 'deployment.apps/x patched'],
  [ROLE, 'patch', edit(ROLE, 'rules'), {}, 'role.rbac.authorization.k8s.io/ci configured'],
  [ROLE, 'delete', { op: 'delete', target: ROLE }, {}, 'role.rbac.authorization.k8s.io/ci deleted'],
  [POLICY, 'unchanged', CREATE, {}, 'networkpolicy.networking.k8s.io/x unchanged'],
  [POLICY, 'create', CREATE, { dryRun: 'server' }, 'networkpolicy.networking.k8s.io/x created (server dry run)'],
  [POLICY, 'create', CREATE, { dryRun: 'local' }, 'networkpolicy.networking.k8s.io/x created (dry run)'],
  [DEPLOYMENT, 'patch', edit(DEPLOYMENT, 'spec'), { isUndo: true }, 'deployment.apps/x restored'],
] as const)('%j by %s reads as kubectl would say it', (ref, effect, change, options, line) => {
  expect(resultLine({ ref, effect, change }, options)).toBe(line);
});

test('a name cannot move the cursor', () => {
  const ref = { ...DEPLOYMENT, name: 'x\u001b[2K' };
  expect(resultLine({ ref, effect: 'patch', change: edit(ref, 'spec') })).toBe('deployment.apps/x patched');
});

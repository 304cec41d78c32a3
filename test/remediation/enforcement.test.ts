import { expect, test } from 'vitest';
import type { Edit } from '../../src/plugin-api/index.ts';
import { applyPlan, previewPlan, previewUndo } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import { contextFor, decision, deployment, edit, namespace } from './support.ts';

const SHOP = namespace('shop', { 'pod-security.kubernetes.io/enforce': 'baseline' });
const API = deployment('api', 'shop', { livenessProbe: { tcpSocket: { host: '10.0.0.9', port: 80 } } });
const NO_HOST: Edit = {
  op: 'unset',
  path: ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'api' }, 'livenessProbe', 'tcpSocket', 'host'],
};

test.each([
  ['v1.33.7', []],
  ['v1.34.0', [{ code: 'guard', reason: expect.stringContaining('Namespace shop enforces baseline now') }]],
])('whether a server of %s takes a template back is judged by the rules that it knows', async (version, refused) => {
  const context = contextFor(new FakeTarget([SHOP, API], { identity: { version } }));
  await applyPlan(context, await previewPlan(context, { decisions: [decision('api', [edit(API, NO_HOST)])] }), {});
  expect((await previewUndo(context)).refused).toMatchObject(refused);
});

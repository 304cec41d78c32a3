/** A workload of the sample, and a change of it. */
import type { Touch } from '../../../src/model/ports.ts';
import type { ObjectRef } from '../../../src/plugin-api/index.ts';

export const CART: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };
export const NON_ROOT: Touch = {
  path: ['spec', 'template', 'spec', 'securityContext'],
  before: {},
  after: { runAsUser: 10001 },
};

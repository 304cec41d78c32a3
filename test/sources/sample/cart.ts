/** A workload of the sample, and a change of it. */
import type { FieldChange } from '../../../src/kube/field-change.ts';
import type { ObjectRef } from '../../../src/plugin-api/index.ts';

export const CART: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };
export const NON_ROOT: FieldChange = {
  path: ['spec', 'template', 'spec', 'securityContext'],
  before: {},
  after: { runAsUser: 10001 },
};

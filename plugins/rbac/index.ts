import type { Plugin } from '../../src/plugin-api/index.ts';
import clusterAdminBindings from './cluster-admin-bindings/check.ts';

export default {
  apiVersion: 1,
  name: 'rbac',
  title: 'RBAC',
  checks: [clusterAdminBindings],
} satisfies Plugin;

import type { Plugin } from '../../src/plugin-api/index.ts';
import enabled from './enabled/check.ts';

export default {
  apiVersion: 1,
  name: 'audit',
  title: 'Audit logging',
  checks: [enabled],
} satisfies Plugin;

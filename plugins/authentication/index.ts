import type { Plugin } from '../../src/plugin-api/index.ts';
import mfa from './mfa/check.ts';

export default {
  apiVersion: 1,
  name: 'authentication',
  title: 'Authentication',
  checks: [mfa],
} satisfies Plugin;

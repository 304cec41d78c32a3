import type { Plugin } from '../../src/plugin-api/index.ts';
import defaultDenyIngress from './default-deny-ingress/check.ts';

export default {
  apiVersion: 1,
  name: 'network',
  title: 'Network policies',
  checks: [defaultDenyIngress],
} satisfies Plugin;

/** Where it is decided that nothing enforces policies: once, not in every namespace. */
import type { Place } from 'kubectl-harden/plugin-api';

export function pluginPlace(): Place {
  return { key: 'network plugin', title: 'Enforcement of network policies' };
}

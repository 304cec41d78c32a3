/** Rules by which a pod is only looked at through a connection that asks for the verb create. */
import type { rbac, View } from 'kubectl-harden/plugin-api';
import { asksForCreate, type CONNECT_READS } from '../connect.ts';

const CONNECTIONS = /^pods\/(?:exec|attach|portforward)$/;

/** Every resource of the rule is such a connection, and no verb of it opens one on this server. */
export function opensNothing(
  { resources = [], verbs = [] }: rbac.Rule,
  view: View<(typeof CONNECT_READS)[number]>,
): boolean {
  if (resources.length === 0 || !resources.every((resource) => CONNECTIONS.test(resource))) return false;
  if (verbs.includes('*') || verbs.includes('create')) return false;
  return asksForCreate(view);
}

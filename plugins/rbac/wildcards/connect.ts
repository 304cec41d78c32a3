/** Into a pod by GET: since 1.35 a websocket to exec, attach or portforward asks for the verb create as well. */
import { controlPlane, type rbac, type View } from 'kubectl-harden/plugin-api';
import type { READS } from './holders.ts';

const CONNECTIONS = /^pods\/(?:exec|attach|portforward)$/;
const SINCE_MINOR = 35;
const GATE = /(?:^|,)\s*AuthorizePodWebsocketUpgradeCreatePermission=false\s*(?:,|$)/i;

/** Every resource of the rule is such a connection, and no verb of it opens one on this server. */
export function opensNothing({ resources = [], verbs = [] }: rbac.Rule, view: View<(typeof READS)[number]>): boolean {
  if (resources.length === 0 || !resources.every((resource) => CONNECTIONS.test(resource))) return false;
  if (verbs.includes('*') || verbs.includes('create')) return false;
  return asksForCreate(view);
}

function asksForCreate(view: View<(typeof READS)[number]>): boolean {
  const minor = view.evidence('ServerVersion').value?.minor;
  if (minor === undefined || minor < SINCE_MINOR) return false;
  const { witnesses } = view.derive(controlPlane.controlPlane).value.component('kube-apiserver').flag('feature-gates');
  return !witnesses.some(({ value }) => GATE.test(value ?? ''));
}

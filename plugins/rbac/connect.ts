/** Into a pod by GET: since 1.35 a websocket to exec, attach or portforward asks for the verb create as well. */
import { controlPlane, may, type View } from 'kubectl-harden/plugin-api';

export const CONNECT_READS = [may('ServerVersion'), may.fact(controlPlane.controlPlane)] as const;

const SINCE_MINOR = 35;
const GATE = /(?:^|,)\s*AuthorizePodWebsocketUpgradeCreatePermission=false\s*(?:,|$)/i;

/** Without the verb create no such connection is opened on this server. */
export function asksForCreate(view: View<(typeof CONNECT_READS)[number]>): boolean {
  const minor = view.evidence('ServerVersion').value?.minor;
  if (minor === undefined || minor < SINCE_MINOR) return false;
  const { witnesses } = view.derive(controlPlane.controlPlane).value.component('kube-apiserver').flag('feature-gates');
  return !witnesses.some(({ value }) => GATE.test(value ?? ''));
}

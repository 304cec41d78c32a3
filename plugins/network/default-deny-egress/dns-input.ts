/** Where DNS is, told by a person: `NAMESPACE/KEY=VALUE[,KEY=VALUE]:PORT`. */
import { network } from 'kubectl-harden/plugin-api';

export interface EgressInputs {
  readonly dnsPods?: string;
}

const SHAPE = /^([a-z0-9-]+)\/([^:]+):(\d{1,5})$/;

export function checkDnsPods(text: string): string | undefined {
  return parseDnsPods(text) === undefined
    ? 'Write it as NAMESPACE/KEY=VALUE:PORT, as in kube-system/k8s-app=kube-dns:53.'
    : undefined;
}

export function parseDnsPods(text: string): network.DnsServer | undefined {
  const [, namespace, pairs, port] = SHAPE.exec(text) ?? [];
  if (namespace === undefined || pairs === undefined || port === undefined) return undefined;
  const labels = pairs.split(',').map((pair) => pair.split('='));
  const isValid = labels.every(([key, value, ...rest]) => key !== '' && value !== undefined && rest.length === 0);
  if (!isValid || Number(port) < 1 || Number(port) > 65535) return undefined;
  return {
    label: `pods ${pairs} in ${namespace}`,
    rule: network.dnsRule(namespace, Object.fromEntries(labels), [
      { protocol: 'UDP', port: Number(port) },
      { protocol: 'TCP', port: Number(port) },
    ]),
  };
}

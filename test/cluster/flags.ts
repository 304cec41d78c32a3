/** Command lines of the servers of a test cluster. */
import { join } from 'node:path';
import type { Programs } from './build.ts';

export interface Layout {
  readonly folder: string;
  readonly apiPort: number;
  readonly etcdPort: number;
  readonly etcdPeerPort: number;
}

const url = (port: number) => `http://127.0.0.1:${port}`;

export function etcdArgs({ origin }: Programs, at: Layout): string[] {
  const data = join(at.folder, 'etcd');
  const client = url(at.etcdPort);
  const peer = url(at.etcdPeerPort);
  if (origin === 'built') return [data, client, peer];
  return [
    `--data-dir=${data}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=error',
  ];
}

export function apiServerArgs(programs: Programs, at: Layout, extra: readonly string[]): string[] {
  const file = (name: string) => join(at.folder, name);
  const args = [
    `--etcd-servers=${url(at.etcdPort)}`,
    '--bind-address=127.0.0.1',
    // A documentation address: loopback is refused, and a machine without a network has no other.
    '--advertise-address=192.0.2.1',
    `--secure-port=${at.apiPort}`,
    `--tls-cert-file=${file('server.crt')}`,
    `--tls-private-key-file=${file('server.key')}`,
    `--client-ca-file=${file('ca.crt')}`,
    `--token-auth-file=${file('tokens.csv')}`,
    '--authorization-mode=Node,RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('service-account.key')}`,
    `--service-account-signing-key-file=${file('service-account.key')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--allow-privileged=true',
    `--audit-policy-file=${file('audit-policy.yaml')}`,
    `--audit-log-path=${file('audit.log')}`,
    '--audit-log-mode=blocking',
    '--profiling=false',
  ];
  // Without a controller manager no namespace has a ServiceAccount, and no pod would be admitted.
  if (!programs['kube-controller-manager']) args.push('--disable-admission-plugins=ServiceAccount');
  return [...args.filter((own) => !extra.some((arg) => nameOf(arg) === nameOf(own))), ...extra];
}

/** A flag of a test takes the place of the usual one: some may be given only once. */
function nameOf(arg: string): string {
  return arg.split('=')[0] ?? arg;
}

export function controllerManagerArgs(at: Layout): string[] {
  const kubeconfig = join(at.folder, 'kubeconfig');
  return [
    ...clientArgs(kubeconfig),
    `--service-account-private-key-file=${join(at.folder, 'service-account.key')}`,
    `--root-ca-file=${join(at.folder, 'ca.crt')}`,
    '--use-service-account-credentials=true',
    '--controllers=*,-nodeipam',
  ];
}

export function schedulerArgs(at: Layout): string[] {
  return clientArgs(join(at.folder, 'kubeconfig'));
}

export function kwokArgs(at: Layout, stages: readonly string[]): string[] {
  return [
    `--kubeconfig=${join(at.folder, 'kubeconfig')}`,
    '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
    '--node-ip=127.0.0.1',
    ...stages.map((file) => `--config=${file}`),
  ];
}

function clientArgs(kubeconfig: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--secure-port=0',
  ];
}

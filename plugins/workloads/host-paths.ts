/** Folders of a node by what they give away: to whoever reads them, and to whoever writes them. Pure. */

/** Whoever writes at or below them is root on the node with the next start of something. */
const PROGRAMS = [
  '/bin',
  '/boot',
  '/etc',
  '/home',
  '/lib',
  '/lib64',
  '/opt/cni',
  '/proc',
  '/programdata',
  '/root',
  '/sbin',
  '/users',
  '/usr',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/lib/k0s',
  '/var/lib/kubelet/pods',
  '/var/lib/kubelet/pki',
  '/var/lib/minikube',
  '/var/lib/rancher',
  '/var/spool/cron',
  '/windows',
] as const;

/** Whoever writes there has a say in what the node does: logs that the kubelet follows, devices, plugins it loads. */
const CONTROLS: readonly string[] = [
  '/dev',
  '/run',
  '/run/dbus',
  '/run/dbus/system_bus_socket',
  '/run/systemd',
  '/run/systemd/private',
  '/sys',
  '/sys/fs/bpf',
  '/sys/fs/cgroup',
  '/var/lib/kubelet/device-plugins',
  '/var/lib/kubelet/plugins',
  '/var/lib/kubelet/plugins_registry',
  '/var/log',
  '/var/log/containers',
  '/var/log/pods',
];

/** Keys, tokens and the data of other pods are read there. */
const SECRETS = [
  '/etc',
  '/home',
  '/proc',
  '/programdata',
  '/root',
  '/users',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/lib/k0s',
  '/var/lib/kubelet/bootstrap-kubeconfig',
  '/var/lib/kubelet/kubeconfig',
  '/var/lib/kubelet/pods',
  '/var/lib/kubelet/pki',
  '/var/lib/minikube',
  '/var/lib/rancher/k3s/agent',
  '/var/lib/rancher/k3s/server',
  '/var/lib/rancher/rke2',
] as const;

/** Whoever has these has all that is below them. */
const PARENTS: readonly string[] = [
  '/',
  '/opt',
  '/var',
  '/var/lib',
  '/var/lib/kubelet',
  '/var/lib/rancher',
  '/var/lib/rancher/k3s',
  '/var/spool',
];

/** On most nodes other file systems are mounted below them. */
const MOUNT_POINTS: readonly string[] = [
  ...PARENTS,
  '/dev',
  '/run',
  '/sys',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/lib/kubelet/pods',
];

/** Nothing in them is worth reading: certificates of authorities, names, time zones, kernel modules. */
const PUBLIC = [
  '/boot/config',
  '/etc/ca-certificates',
  '/etc/hostname',
  '/etc/hosts',
  '/etc/localtime',
  '/etc/machine-id',
  '/etc/nsswitch.conf',
  '/etc/os-release',
  '/etc/pki/ca-trust',
  '/etc/pki/tls/certs',
  '/etc/resolv.conf',
  '/etc/ssl/certs',
  '/etc/timezone',
  '/lib/modules',
  '/proc/cpuinfo',
  '/proc/meminfo',
  '/usr/lib/modules',
  '/usr/lib/os-release',
  '/usr/local/share/ca-certificates',
  '/usr/share/ca-certificates',
  '/usr/share/zoneinfo',
  '/usr/src',
] as const;

/** Control sockets of container runtimes: whoever opens one starts any container on the node. */
const SOCKETS: readonly string[] = [
  '/run/buildkit/buildkitd.sock',
  '/run/containerd/containerd.sock',
  '/run/cri-dockerd.sock',
  '/run/crio/crio.sock',
  '/run/docker.sock',
  '/run/docker/containerd/containerd.sock',
  '/run/dockershim.sock',
  '/run/host-containerd/containerd.sock',
  '/run/isulad.sock',
  '/run/k0s/containerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/run/nri/nri.sock',
  '/run/podman/podman.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
];
const PIPES: readonly string[] = ['containerd-containerd', 'docker_engine', 'cri-dockerd'];

export interface Exposure {
  /** What a reader finds: keys and data of others, what is said nowhere, or nothing worth it. */
  readonly read: 'secrets' | 'other' | 'public';
  /** What a writer becomes: root on the node, somebody with a say in what it does, or the owner of what is there. */
  readonly write: 'takeover' | 'control' | 'other';
}

/** One spelling for each place: without drive, dots, double and last slashes; `/var/run` is `/run`. Pipes keep their own. */
export function normalPath(path: string): string {
  if (path.startsWith('\\\\')) return path;
  const parts: string[] = [];
  for (const part of withoutDrive(path).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const plain = `/${parts.join('/')}`;
  return plain === '/var/run' || plain.startsWith('/var/run/') ? plain.slice('/var'.length) : plain;
}

function withoutDrive(path: string): string {
  return /^[a-z]:/i.test(path) ? path.slice(2).replaceAll('\\', '/').toLowerCase() : path;
}

/** Of a normal path. */
export function exposureOf(path: string): Exposure {
  const isParent = PARENTS.includes(path);
  const isPublic = PUBLIC.some((each) => isAtOrBelow(path, each) || path.startsWith(`${each}-`));
  const hasSecrets = isParent || SECRETS.some((each) => isAtOrBelow(path, each));
  const isProgram = isParent || PROGRAMS.some((each) => isAtOrBelow(path, each));
  return {
    read: isPublic ? 'public' : hasSecrets ? 'secrets' : 'other',
    write: isProgram && !isPublic ? 'takeover' : isPublic || CONTROLS.includes(path) ? 'control' : 'other',
  };
}

/** Of a normal path: a mount that is read-only leaves what is mounted below it writable. */
export function holdsMounts(path: string): boolean {
  return MOUNT_POINTS.includes(path);
}

/** The control socket that a normal path is, or a folder that holds some; the whole disk is told elsewhere. */
export function socketAt(
  path: string,
): { readonly isFolder: boolean; readonly sockets: readonly string[] } | undefined {
  if (PIPES.some((pipe) => path.toLowerCase().endsWith(`\\pipe\\${pipe}`))) return { isFolder: false, sockets: [path] };
  if (SOCKETS.includes(path) || SOCKETS.some((socket) => path === `${socket}.ttrpc`))
    return { isFolder: false, sockets: [path] };
  const sockets = path === '/' ? [] : SOCKETS.filter((socket) => isAtOrBelow(socket, path));
  return sockets.length === 0 ? undefined : { isFolder: true, sockets };
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

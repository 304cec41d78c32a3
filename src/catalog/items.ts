/** The rows of the walk: the closing checklist of guide B, then one row per area of the guides. */
export interface Item {
  readonly id: string;
  /** Shown as two digits for the essentials. */
  readonly number: number;
  readonly title: string;
  readonly essential: boolean;
  /** Sections of the two practice guides that ask for it. */
  readonly guide: readonly string[];
  /** Why, in two short sentences for the detail pane. */
  readonly why: string;
}

function essential(number: number, id: string, title: string, guide: readonly string[], why: string): Item {
  return { id, number, title, essential: true, guide, why };
}
function further(number: number, id: string, title: string, guide: readonly string[], why: string): Item {
  return { id, number, title, essential: false, guide, why };
}

export const ITEMS: readonly Item[] = [
  essential(
    1,
    'api-server-private',
    'API server not public',
    ['A2', 'B1', 'BC'],
    'A public endpoint is tried by everyone. A private one needs a foothold first.',
  ),
  essential(
    2,
    'rbac',
    'RBAC, least privilege',
    ['A1', 'B2', 'BC'],
    'Rights decide what a stolen token can do. Few rights keep a small breach small.',
  ),
  essential(
    3,
    'pod-security',
    'Pod Security Standards',
    ['A4', 'B3', 'BC'],
    'An unrestricted pod can take over its node. Enforced levels refuse such pods at admission.',
  ),
  essential(
    4,
    'default-deny',
    'Default-deny network',
    ['A3', 'B4', 'BC'],
    'One stolen pod can scan and reach all others. A default deny confines it.',
  ),
  essential(
    5,
    'secrets-at-rest',
    'Secrets encrypted at rest',
    ['A9', 'A10', 'B5', 'BC'],
    'etcd and its backups hold every Secret. Encryption keeps a copied disk useless.',
  ),
  essential(
    6,
    'external-secrets',
    'External secrets manager',
    ['A9', 'B5', 'BC'],
    'A manager rotates, revokes and records use. Plain Secrets do none of that.',
  ),
  essential(
    7,
    'workload-identity',
    'Workload identity',
    ['B5', 'BC'],
    'Static cloud keys leak and live for years. Workload identity issues short-lived ones.',
  ),
  essential(
    8,
    'image-scanning',
    'Image scanning in CI',
    ['A6', 'B6', 'BC'],
    'Known vulnerabilities are the cheapest way in. A gate in CI stops them before they run.',
  ),
  essential(
    9,
    'image-signing',
    'Images signed and verified',
    ['A6', 'B6', 'BC'],
    'A registry can be written by others. A verified signature proves who built the image.',
  ),
  essential(
    10,
    'runtime-protection',
    'Runtime protection',
    ['A8', 'B7', 'BC'],
    'Prevention fails at some point. Detection tells when a shell opens in a container.',
  ),
  essential(
    11,
    'audit-logging',
    'Audit logging',
    ['A8', 'B1', 'BC'],
    'Without an audit log nobody can tell what an intruder did. It is also the proof of which rights are used.',
  ),
  essential(
    12,
    'non-root',
    'Containers run as non-root',
    ['B3', 'BC'],
    'Root in a container is root on the node after an escape. A numeric user stops most of them.',
  ),
  essential(
    13,
    'read-only-rootfs',
    'Read-only root filesystem',
    ['B3', 'BC'],
    'An intruder writes tools to disk first. A read-only filesystem leaves nowhere to put them.',
  ),
  essential(
    14,
    'drop-capabilities',
    'All capabilities dropped',
    ['B3', 'BC'],
    'Capabilities are pieces of root. Few programs need any of them.',
  ),
  further(
    15,
    'workloads',
    'Workload isolation',
    ['A4', 'B1', 'B3'],
    'Privileged containers and host namespaces give away the node. Few workloads need them.',
  ),
  further(
    16,
    'ingress',
    'Ingress',
    ['A7'],
    'An Ingress is the door to the outside. It ends TLS, and lets in what its routes name.',
  ),
  further(
    17,
    'authentication',
    'Authentication',
    ['A2', 'A8', 'B2'],
    'Static credentials are copied and forgotten. Short-lived ones with a second factor expire by themselves.',
  ),
  further(
    18,
    'api-server',
    'API server and control plane settings',
    ['A1', 'A2', 'B1'],
    'Its flags decide who is let in and what admission looks at. One loose setting undoes every rule behind it.',
  ),
  further(
    19,
    'etcd',
    'etcd and its backups',
    ['A10', 'B1'],
    'etcd holds the whole cluster, every Secret included. Who can read or write it needs no API server.',
  ),
  further(
    20,
    'kubelet',
    'Kubelets and nodes',
    ['A2', 'B1'],
    'A kubelet runs commands in every pod of its node. It must ask the API server who may call it.',
  ),
  further(
    21,
    'network',
    'Network policies and exposure',
    ['A3', 'A10', 'B4'],
    'Policies hold only where the network enforces them and no rule lets everything through.',
  ),
  further(
    22,
    'service-mesh',
    'Traffic between pods',
    ['B4'],
    'Without mutual TLS whoever is on the path reads and alters traffic. A mesh also says which caller it is.',
  ),
  further(
    23,
    'images',
    'Images and registries',
    ['A6', 'B6', 'B8'],
    'A tag can point to another image tomorrow. A digest from a registry that you control cannot.',
  ),
  further(
    24,
    'secrets',
    'Secrets in workloads',
    ['A9', 'B5'],
    'Credentials in manifests, variables and ConfigMaps are read by far more people than Secrets are.',
  ),
  further(
    25,
    'monitoring',
    'Monitoring, logs and alerts',
    ['A8', 'B7'],
    'What nobody sees goes on. Metrics, logs off the node and alerts that reach a person end it early.',
  ),
  further(
    26,
    'updates',
    'Updates',
    ['A5'],
    'Most intrusions use a fault that was mended long ago. Supported versions and patched nodes close them.',
  ),
  further(
    27,
    'policy',
    'Policy engines and webhooks',
    ['A4', 'B6'],
    'A policy that fails open or exempts too much refuses nothing on the day it matters.',
  ),
  further(
    28,
    'hygiene',
    'Namespaces and limits',
    ['A1', 'A5', 'A8'],
    'Limits and order keep one workload from taking the cluster with it, and make strangers visible.',
  ),
  further(
    29,
    'people',
    'People and process',
    ['AM', 'A1', 'A5', 'A6', 'A8', 'B6'],
    'A stolen laptop passes every check in the cluster. Devices, reviews and gates are looked at by people.',
  ),
];

const BY_ID: ReadonlyMap<string, Item> = new Map(ITEMS.map((item) => [item.id, item]));

export function itemById(id: string): Item | undefined {
  return BY_ID.get(id);
}

/** Credentials in the rest of pods and workloads: volumes, metadata, names. */
import { ANY, TOKEN } from '../canary.ts';
import { deployment, type Form, form, inPod, object } from './form.ts';

function volume(name: string, hides = ANY, source: (canary: string) => object): Form {
  return inPod(name, hides, (canary) => ({ volumes: [{ name: 'data', ...source(canary) }] }));
}

function annotated(name: string, key: string, value: (canary: string) => string): Form {
  return form(name, ANY, (canary, object) => {
    const metadata = { annotations: { [key]: value(canary) } };
    return deployment(object, {}, metadata, metadata);
  });
}

function labelled(name: string, hides: typeof ANY, labels: (canary: string) => object): Form {
  return form(name, hides, (canary, object) =>
    deployment(object, {}, { labels: labels(canary) }, { labels: labels(canary) }),
  );
}

const VOLUMES: readonly Form[] = [
  volume('a repository with a token', ANY, (canary) => ({
    gitRepo: { repository: `https://${canary}@git.example.com/a.git` },
  })),
  volume('attributes of a storage driver', ANY, (canary) => ({
    csi: { driver: 'd.example.com', volumeAttributes: { share: canary, password: canary } },
  })),
  volume('options of a flexible volume', ANY, (canary) => ({
    flexVolume: { driver: 'example.com/d', options: { networkPath: canary, mountOptions: `pass=${canary}` } },
  })),
  volume('the path of a network file system', TOKEN, (canary) => ({
    nfs: { server: `${canary}.example.com`, path: `/x/${canary}` },
  })),
  volume('a disk with a signed address', ANY, (canary) => ({
    azureDisk: { diskName: 'd', diskURI: `https://a.example.com/d.vhd?sv=1&sig=${canary}` },
  })),
  volume('a target with a name and password', ANY, (canary) => ({
    iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.a', initiatorName: `kim:${canary}@portal`, password: canary },
  })),
  form('a claim in a template', ANY, (canary, name) =>
    object('apps/v1', 'StatefulSet', name, {
      spec: {
        serviceName: name,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data', annotations: { note: canary } }, spec: {} }],
      },
    }),
  ),
];

const METADATA: readonly Form[] = [
  annotated('an annotation that nobody knows', 'example.com/note', (canary) => canary),
  annotated('an annotation named after a credential', 'example.com/api-key', (canary) => canary),
  annotated('the cause of a change', 'kubernetes.io/change-cause', (canary) => `kubectl set env A=${canary} --record`),
  annotated('the cause of a change, one word', 'kubernetes.io/change-cause', (canary) => `A=${canary}`),
  annotated('what was applied last', 'kubectl.kubernetes.io/last-applied-configuration', (canary) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { a: canary } }),
  ),
  annotated('an annotation that fills a file', 'vault.hashicorp.com/agent-inject-template-a', (canary) => canary),
  annotated('an annotation with a query', 'prometheus.io/path', (canary) => `/metrics?token=${canary}`),
  labelled('labels named after credentials', ANY, (canary) => ({ 'db-password': canary, token: canary })),
  labelled('tokens in labels', TOKEN, (canary) => ({ note: canary, 'app.example.com/build': canary })),
  form('tokens in selectors', TOKEN, (canary, name) =>
    deployment(name, {
      nodeSelector: { pool: canary },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: canary,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: canary } },
        },
      ],
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              topologyKey: 'zone',
              labelSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: [canary] }] },
            },
          ],
        },
      },
      tolerations: [{ key: 'a', operator: 'Equal', value: canary }],
    }),
  ),
  form('names of owners', TOKEN, (canary, name) =>
    object(
      'v1',
      'Pod',
      name,
      { spec: { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] } },
      {
        ownerReferences: [{ apiVersion: 'x.example.com/v1', kind: 'Thing', name: canary, uid: 'u1', controller: true }],
      },
    ),
  ),
  form('names of managers', TOKEN, (canary, name) =>
    deployment(
      name,
      {},
      {},
      {
        managedFields: [
          {
            manager: canary,
            operation: 'Apply',
            apiVersion: 'apps/v1',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:spec': { 'f:template': {} } },
          },
        ],
      },
    ),
  ),
];

const REST: readonly Form[] = [
  inPod('hosts of a pod', TOKEN, (canary) => ({
    hostname: canary,
    subdomain: canary,
    hostAliases: [{ ip: '10.0.0.1', hostnames: [canary] }],
    dnsConfig: { searches: [canary], options: [{ name: 'a', value: canary }] },
  })),
  inPod('names that a pod refers to', TOKEN, (canary) => ({
    serviceAccountName: canary,
    schedulerName: canary,
    priorityClassName: canary,
    runtimeClassName: canary,
    imagePullSecrets: [{ name: canary }],
  })),
  inPod('settings of the kernel', TOKEN, (canary) => ({
    securityContext: { sysctls: [{ name: 'kernel.domainname', value: canary }], seLinuxOptions: { user: canary } },
  })),
  inPod('members that no pod has', ANY, (canary) => ({ password: canary, credentials: { user: 'kim', pass: canary } })),
];

export const PODS: readonly Form[] = [...VOLUMES, ...METADATA, ...REST];

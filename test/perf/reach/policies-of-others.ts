/** What the policies of the benchmark say, said by Cilium and by Calico. */
import type { ReachWorld } from '../../../src/analysis/network-policy/index.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';

export const NAMESPACES = 50;

export interface Size {
  readonly pods: number;
  readonly policies: number;
}

type Others = NonNullable<ReachWorld['others']>;

const NOTHING: Others = {
  ...{ cilium: [], isAlways: false, hasHostFirewall: false },
  ...{ calico: [], tiers: [], networkSets: [], accounts: new Map(), hasHostEndpoints: false },
};

/** One for each application, and one for the cluster that denies an address. */
export function ciliumPoliciesOf({ policies }: Size): Others {
  const own = Array.from({ length: policies }, (_, at): KubeObject => {
    const [namespace, app] = [at % NAMESPACES, Math.floor(at / NAMESPACES)];
    const fromEndpoints = [
      { matchLabels: { app: `app-${app + 1}` } },
      { matchLabels: { 'k8s:io.kubernetes.pod.namespace': `ns-${namespace + 1}` } },
    ];
    const block = { cidr: `10.${namespace}.0.0/16`, except: [`10.${namespace}.${app}.0/24`] };
    const toPorts = [{ ports: [{ port: 'http', protocol: 'TCP' }] }];
    return object(
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      { name: `policy-${app}`, namespace: `ns-${namespace}` },
      {
        endpointSelector: { matchLabels: { app: `app-${app}` } },
        ingress: [
          { fromEndpoints, toPorts },
          { fromCIDRSet: [block], toPorts },
        ],
        egress: [{ toEntities: ['cluster'] }, { toCIDRSet: [{ cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] }] }],
      },
    );
  });
  const denial = object(
    'cilium.io/v2',
    'CiliumClusterwideNetworkPolicy',
    { name: 'no-metadata' },
    {
      endpointSelector: {},
      enableDefaultDeny: { egress: false },
      egressDeny: [{ toCIDR: ['169.254.169.254/32'] }],
    },
  );
  return { ...NOTHING, cilium: [...own, denial] };
}

/** One for each application in the default tier, behind a tier that passes on all but an address. */
export function calicoPoliciesOf({ policies }: Size): Others {
  const own = Array.from({ length: policies }, (_, at): KubeObject => {
    const [namespace, app] = [at % NAMESPACES, Math.floor(at / NAMESPACES)];
    const http = { protocol: 'TCP', destination: { ports: ['http'] } };
    const allow = (source: object) => ({ action: 'Allow', ...http, source });
    return object(
      'projectcalico.org/v3',
      'NetworkPolicy',
      { name: `policy-${app}`, namespace: `ns-${namespace}` },
      {
        selector: `app == 'app-${app}'`,
        types: ['Ingress', 'Egress'],
        ingress: [
          allow({ selector: `app == 'app-${app + 1}'` }),
          allow({ namespaceSelector: `projectcalico.org/name == 'ns-${namespace + 1}'` }),
          allow({ nets: [`10.${namespace}.0.0/16`], notNets: [`10.${namespace}.${app}.0/24`] }),
        ],
        egress: [{ action: 'Allow', destination: { notNets: ['169.254.169.254/32'] } }],
      },
    );
  });
  const first = object(
    'projectcalico.org/v3',
    'GlobalNetworkPolicy',
    { name: 'first.no-metadata' },
    {
      ...{ tier: 'first', selector: 'all()', types: ['Egress'] },
      egress: [{ action: 'Deny', destination: { nets: ['169.254.169.254/32'] } }, { action: 'Pass' }],
    },
  );
  const tier = object('projectcalico.org/v3', 'Tier', { name: 'first' }, { order: 100 });
  return { ...NOTHING, calico: [...own, first], tiers: [tier] };
}

function object(apiVersion: string, kind: string, metadata: object, spec: object): KubeObject {
  return { apiVersion, kind, metadata, spec } as unknown as KubeObject;
}

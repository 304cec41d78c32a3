/** What Istio requires of connections to a namespace, and to which workloads that applies. */
import {
  type Change,
  type CustomObject,
  count,
  inferred,
  type KindMap,
  type NamespaceSubject,
  nameSome,
  type Outcome,
  type Proposal,
  pass,
  refOf,
  type Violation,
} from 'kubectl-harden/plugin-api';
import type { Members } from './members.ts';

export const AUTHENTICATIONS = 'peerauthentications.security.istio.io';
const NAME = 'harden-strict-mtls';

interface Spec {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly mtls?: { readonly mode?: string };
  readonly portLevelMtls?: Readonly<Record<string, { readonly mode?: string }>>;
}
type Authentication = CustomObject & { readonly spec?: Spec };

interface Sight {
  readonly authentications: readonly CustomObject[];
  /** Of istio-system. */
  readonly roots: readonly KindMap['ConfigMap'][];
}

export function judgeIstio(subject: NamespaceSubject, members: Members, { authentications, roots }: Sight): Outcome {
  const all = authentications as readonly Authentication[];
  const own = all.filter(({ metadata }) => metadata.namespace === subject.name);
  const root = rootOf(roots);
  const mesh = all.filter(({ metadata }) => metadata.namespace === root);
  const mode = modeOf(own) ?? modeOf(mesh) ?? 'PERMISSIVE';
  const violations = [
    ...(mode === 'STRICT' ? [] : [plain(subject, mode, own)]),
    // Policies for single workloads are ignored in the root namespace.
    ...(subject.name === root ? [] : own.flatMap(exceptions)),
    ...outside(members),
  ];
  if (violations.length === 0)
    return pass(`Istio requires mTLS of all connections to its ${count(members.istio, 'workload')}.`, 'inferred');
  return inferred(violations);
}

/** Where policies for the whole mesh stand. `roots`: ConfigMaps of istio-system. */
export function rootOf(configMaps: readonly KindMap['ConfigMap'][]): string {
  const said = configMaps.flatMap(({ data }) => /^rootNamespace:\s*(\S+)/.exec(data?.mesh ?? '')?.[1] ?? []);
  return said[0] ?? 'istio-system';
}

/** Of the one without a selector, as far as it says something. */
function modeOf(authentications: readonly Authentication[]): string | undefined {
  const [wide] = authentications.filter(isWide);
  const mode = wide?.spec?.mtls?.mode;
  return mode === undefined || mode === 'UNSET' ? undefined : mode;
}

function isWide({ spec }: Authentication): boolean {
  return Object.keys(spec?.selector?.matchLabels ?? {}).length === 0;
}

function plain({ name }: NamespaceSubject, mode: string, own: readonly Authentication[]): Violation {
  const what = mode === 'DISABLE' ? 'takes plain connections only' : 'also takes plain connections';
  return {
    message: `Istio ${what} in ${name}: the mode is ${mode}.`,
    key: 'mode',
    value: mode,
    proposal: requireMtls(name, own),
  };
}

function requireMtls(namespace: string, own: readonly Authentication[]): Proposal {
  const [wide] = own.filter(isWide);
  const created: Change = {
    op: 'ensure',
    object: {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: NAME, namespace },
      spec: { mtls: { mode: 'STRICT' } },
    },
  };
  const changed = (object: Authentication): Change => ({
    op: 'edit',
    target: refOf(object),
    edits: [{ op: 'set', path: ['spec', 'mtls', 'mode'], value: 'STRICT' }],
  });
  return {
    readiness: 'review',
    reason: `Whether every client of the workloads in ${namespace} has a proxy was not observed.`,
    changes: [wide === undefined ? created : changed(wide)],
    caveats: [
      'Clients without a proxy are refused: pods outside of the mesh, scrapers of metrics, load balancers that check health.',
      'Probes of the kubelet go on: Istio rewrites them.',
    ],
  };
}

const WEAK: readonly string[] = ['PERMISSIVE', 'DISABLE'];

function exceptions({ metadata, spec }: Authentication): readonly Violation[] {
  const ports = Object.entries(spec?.portLevelMtls ?? {}).filter(([, { mode = '' }]) => WEAK.includes(mode));
  const { mode = '' } = spec?.mtls ?? {};
  const isForSome = Object.keys(spec?.selector?.matchLabels ?? {}).length > 0;
  const which = isForSome ? 'its workloads' : 'all workloads';
  return [
    ...(isForSome && WEAK.includes(mode)
      ? [
          {
            message: `PeerAuthentication ${metadata.name} sets ${mode} for ${which}.`,
            key: `mode ${metadata.name}`,
            value: mode,
          },
        ]
      : []),
    ...ports.map(([port, { mode: own = '' }]) => ({
      message: `PeerAuthentication ${metadata.name} sets ${own} on port ${port} of ${which}.`,
      key: `port ${port} ${metadata.name}`,
      value: own,
    })),
  ];
}

function outside({ all, istio, linkerd }: Members): readonly Violation[] {
  const without = all.filter((each) => !istio.includes(each) && !linkerd.includes(each));
  if (without.length === 0) return [];
  const names = without.map(({ ref }) => `${ref.kind} ${ref.name}`);
  return [
    {
      message: `${without.length} of its ${count(all, 'workload')} ${without.length === 1 ? 'has' : 'have'} no proxy of the mesh: ${nameSome(names)}.`,
      key: 'outside',
      value: names,
    },
  ];
}

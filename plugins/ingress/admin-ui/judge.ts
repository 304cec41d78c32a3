/** What answers behind the rules of an Ingress, by the images that run there: names are for anybody to give. */
import {
  fitsPattern,
  inferred,
  type KindMap,
  type network,
  type Outcome,
  pass,
  podTemplate,
  type tables,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';

type Ingress = KindMap['Ingress'];

interface Sight {
  serviceOf(name: string): KindMap['Service'] | undefined;
  readonly pods: network.SelectedPods;
  readonly interfaces: readonly tables.AdminInterface[];
  /** `spec.controller` of its class; absent: not visible. */
  readonly controller: string | undefined;
}

export function judge(ingress: Ingress, sight: Sight): Outcome {
  const found = backendsOf(ingress).flatMap((backend) =>
    behind(backend.service, sight).map((each) => ({ ...backend, each })),
  );
  if (found.length === 0) return [];
  const asking = askingOf(ingress);
  const wanted = asking.flatMap(({ by }) => by);
  const keys = asking.map(({ key }) => key).join(' and ');
  const { controller } = sight;
  if (asking.length > 0 && controller === undefined)
    return unknown(`${keys} is to ask for a login: which controller serves it is not visible.`);
  if (asking.length > 0 && wanted.some((pattern) => fitsPattern(pattern, controller ?? '')))
    return pass(`${keys} is to ask for a login before it.`, 'inferred');
  const ignored = asking.length === 0 ? [] : [{ text: `${keys} is for another controller than ${controller}.` }];
  const distinct = new Map(found.map((one) => [`${one.host} ${one.each.name}`, violation(one)]));
  return inferred([...distinct.values()].map((each) => ({ ...each, evidence: ignored })));
}

interface Asking {
  readonly key: string;
  /** Controllers that read it, as `spec.controller` of their classes. */
  readonly by: readonly string[];
  /** What it says where that asks for a login; absent: that it is there is all that is read of it. */
  readonly values?: readonly string[];
}

const NGINX: readonly string[] = ['k8s.io/ingress-nginx*'];

const ASKING: readonly Asking[] = [
  { key: 'nginx.ingress.kubernetes.io/auth-url', by: NGINX },
  { key: 'nginx.ingress.kubernetes.io/auth-tls-secret', by: NGINX },
  { key: 'nginx.ingress.kubernetes.io/auth-type', by: NGINX, values: ['basic', 'digest'] },
  {
    key: 'alb.ingress.kubernetes.io/auth-type',
    by: ['ingress.k8s.aws/*', 'eks.amazonaws.com/*'],
    values: ['oidc', 'cognito'],
  },
  { key: 'haproxy.org/auth-type', by: ['haproxy.org/ingress-controller*'], values: ['basic-auth'] },
];

function askingOf({ metadata: { annotations = {} } }: Ingress): readonly Asking[] {
  return ASKING.filter(({ key, values }) => {
    const value = annotations[key];
    return value !== undefined && (values === undefined || values.includes(value));
  });
}

interface Backend {
  readonly host: string;
  readonly service: string;
}

function violation({ host, each }: Backend & { readonly each: tables.AdminInterface }): Violation {
  const lowered = { severity: 'medium', severityReason: 'lowered: it asks for a login by itself' } as const;
  return {
    message: `${each.name} is published${host === '' ? '' : ` at ${host}`}.`,
    path: ['spec', 'rules'],
    key: `${host} ${each.name}`,
    ...(each.login === 'own' ? lowered : {}),
  };
}

function backendsOf({ spec }: Ingress): readonly Backend[] {
  const rules = (spec?.rules ?? []).flatMap(({ host = '', http }) =>
    (http?.paths ?? []).flatMap(({ backend }) =>
      backend.service === undefined ? [] : [{ host, service: backend.service.name }],
    ),
  );
  const last = spec?.defaultBackend?.service;
  return last === undefined ? rules : [...rules, { host: '', service: last.name }];
}

function behind(name: string, { serviceOf, pods, interfaces }: Sight): readonly tables.AdminInterface[] {
  const selector = serviceOf(name)?.spec?.selector ?? {};
  if (Object.keys(selector).length === 0) return [];
  const selected = pods.by({ matchLabels: selector });
  const images = selected.flatMap(({ containers }) =>
    containers.map(({ spec }) => `/${podTemplate.parseImage(spec.image ?? '').repository}`),
  );
  return interfaces.filter(({ images: ends }) => ends.some((end) => images.some((image) => image.endsWith(`/${end}`))));
}

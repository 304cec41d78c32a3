/** What answers behind the rules of an Ingress, by the images that run there: names are for anybody to give. */
import {
  inferred,
  type KindMap,
  type network,
  type Outcome,
  pass,
  podTemplate,
  type tables,
  type Violation,
} from 'kubectl-harden/plugin-api';

type Ingress = KindMap['Ingress'];

interface Sight {
  serviceOf(name: string): KindMap['Service'] | undefined;
  readonly pods: network.SelectedPods;
  readonly interfaces: readonly tables.AdminInterface[];
}

export function judge(ingress: Ingress, sight: Sight): Outcome {
  const found = backendsOf(ingress).flatMap((backend) =>
    behind(backend.service, sight).map((each) => ({ ...backend, each })),
  );
  if (found.length === 0) return [];
  const asks = Object.keys(ingress.metadata.annotations ?? {}).filter((key) => AUTHENTICATION.test(key));
  if (asks.length > 0) return pass(`${asks.join(' and ')} is to ask for a login before it.`, 'inferred');
  const distinct = new Map(found.map((one) => [`${one.host} ${one.each.name}`, violation(one)]));
  return inferred([...distinct.values()]);
}

/** That it is there is all that is read of it. */
const AUTHENTICATION =
  /^(nginx\.ingress\.kubernetes\.io\/auth-(url|type|tls-secret)|alb\.ingress\.kubernetes\.io\/auth-type|haproxy\.org\/auth-type)$/;

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

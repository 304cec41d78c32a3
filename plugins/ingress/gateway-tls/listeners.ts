/** Listeners for HTTP, and whether the routes that are bound to one only redirect to https. */
import { type CustomObject, defineLookup, may } from 'kubectl-harden/plugin-api';

export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
}
export type Gateway = CustomObject & { readonly spec?: { readonly listeners?: readonly Listener[] } };

interface Filter {
  readonly type: string;
  readonly requestRedirect?: { readonly scheme?: string };
}
interface ParentRef {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}
export type Route = CustomObject & {
  readonly spec?: {
    readonly parentRefs?: readonly ParentRef[];
    readonly rules?: readonly { readonly filters?: readonly Filter[] }[];
  };
};

export function plainListeners({ spec }: Gateway): readonly Listener[] {
  return (spec?.listeners ?? []).filter(({ protocol }) => protocol === 'HTTP');
}

export const routesByGateway = defineLookup({
  name: 'HTTPRoutes by Gateway',
  reads: [may('httproutes.gateway.networking.k8s.io', { keep: ['spec.parentRefs', 'spec.rules'] })],
  keysOf: (route: Route) =>
    (route.spec?.parentRefs ?? []).map(({ name, namespace = route.metadata.namespace }) =>
      gatewayKey({ metadata: { name, namespace } }),
    ),
});

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

export function gatewayKey({ metadata: { namespace, name } }: Named): string {
  return `${namespace ?? ''}/${name}`;
}

/** Nothing bound to it: what is bound next is served in clear. */
export function onlyRedirects(gateway: Gateway, listener: Listener, routes: readonly Route[]): boolean {
  const bound = routes.filter((route) =>
    (route.spec?.parentRefs ?? []).some((parent) => isBound(parent, route, { gateway, listener })),
  );
  return bound.length > 0 && bound.every(redirects);
}

interface Bound {
  readonly gateway: Gateway;
  readonly listener: Listener;
}

function isBound(
  { kind = 'Gateway', name, namespace, sectionName, port }: ParentRef,
  route: Route,
  { gateway, listener }: Bound,
): boolean {
  const isGateway =
    kind === 'Gateway' &&
    name === gateway.metadata.name &&
    (namespace ?? route.metadata.namespace) === gateway.metadata.namespace;
  return isGateway && (sectionName ?? listener.name) === listener.name && (port ?? listener.port) === listener.port;
}

function redirects({ spec }: Route): boolean {
  const rules = spec?.rules ?? [];
  return (
    rules.length > 0 &&
    rules.every(({ filters = [] }) =>
      filters.some(({ type, requestRedirect }) => type === 'RequestRedirect' && requestRedirect?.scheme === 'https'),
    )
  );
}

/** Listeners for HTTP, and whether the routes that are bound to one only redirect to https. */
import { type CustomObject, defineLookup, may } from 'kubectl-harden/plugin-api';
import { isOfChallenge } from '../challenges.ts';

const GROUP = 'gateway.networking.k8s.io';

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
interface Rule {
  readonly filters?: readonly Filter[];
  readonly matches?: readonly { readonly path?: { readonly type?: string; readonly value?: string } }[];
}
interface ParentRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}
export type Route = CustomObject & {
  readonly spec?: {
    readonly parentRefs?: readonly ParentRef[];
    readonly rules?: readonly Rule[];
  };
};

export function plainListeners({ spec }: Gateway): readonly Listener[] {
  return (spec?.listeners ?? []).filter(({ protocol }) => protocol === 'HTTP');
}

const keysOf = (route: Route) =>
  (route.spec?.parentRefs ?? []).map(({ name, namespace = route.metadata.namespace }) =>
    gatewayKey({ metadata: { name, namespace } }),
  );

const httpRoutesByGateway = defineLookup({
  name: 'HTTPRoutes by Gateway',
  reads: [may('httproutes.gateway.networking.k8s.io', { keep: ['spec.parentRefs', 'spec.rules'] })],
  keysOf,
});
const grpcRoutesByGateway = defineLookup({
  name: 'GRPCRoutes by Gateway',
  reads: [may('grpcroutes.gateway.networking.k8s.io', { keep: ['spec.parentRefs'] })],
  keysOf,
});
export const ROUTES = [httpRoutesByGateway, grpcRoutesByGateway] as const;

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/** Under which its routes are found. */
export function gatewayKey({ metadata: { namespace, name } }: Named): string {
  return `${namespace ?? ''}/${name}`;
}

/** Nothing bound to it: what is bound next is served in clear. Routes of other kinds have no rules that redirect. */
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
  { group = GROUP, kind = 'Gateway', name, namespace, sectionName, port }: ParentRef,
  route: Route,
  { gateway, listener }: Bound,
): boolean {
  const isGateway =
    group === GROUP &&
    kind === 'Gateway' &&
    name === gateway.metadata.name &&
    (namespace ?? route.metadata.namespace) === gateway.metadata.namespace;
  return isGateway && (sectionName ?? listener.name) === listener.name && (port ?? listener.port) === listener.port;
}

function redirects({ spec }: Route): boolean {
  const rules = spec?.rules ?? [];
  return rules.length > 0 && rules.every((rule) => redirectsRule(rule) || answersChallenges(rule));
}

function redirectsRule({ filters = [] }: Rule): boolean {
  return filters.some(({ type, requestRedirect }) => type === 'RequestRedirect' && requestRedirect?.scheme === 'https');
}

function answersChallenges({ matches = [] }: Rule): boolean {
  return matches.length > 0 && matches.every(({ path }) => path?.type === 'Exact' && isOfChallenge(path.value ?? ''));
}

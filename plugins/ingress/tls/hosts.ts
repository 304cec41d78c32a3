/** Which hosts an Ingress serves, and for which of them its `spec.tls` terminates TLS. */
import { compareText, type SubjectOf } from 'kubectl-harden/plugin-api';
import { isOfChallenge } from '../challenges.ts';

export type Ingress = SubjectOf<'Ingress'>['object'];
type Spec = NonNullable<Ingress['spec']>;
export type TlsEntry = NonNullable<Spec['tls']>[number];
type HostRule = NonNullable<Spec['rules']>[number];

/** Of a rule without a host, and of a default backend alone: whatever host a request names. */
export const EVERY_HOST = '*';

export function tlsEntries({ spec }: Ingress): readonly TlsEntry[] {
  return spec?.tls ?? [];
}

/** As they are written, each once. A default backend beside rules is none: controllers differ in what reaches it. */
export function servedHosts({ spec }: Ingress): readonly string[] {
  const rules = (spec?.rules ?? []).filter((rule) => !answersChallenges(rule));
  if (rules.length === 0) return spec?.defaultBackend === undefined ? [] : [EVERY_HOST];
  const hosts = rules.map(({ host }) => host || EVERY_HOST);
  return [...new Map(hosts.map((host) => [host.toLowerCase(), host])).values()];
}

/** Paths of a host with what answers there, sorted: `/login shop`. */
export function servedAt({ spec }: Ingress, host: string): readonly string[] {
  const rules = (spec?.rules ?? []).filter((rule) => (rule.host || EVERY_HOST).toLowerCase() === host.toLowerCase());
  const paths = rules.flatMap(({ http }) => http?.paths ?? []).filter(({ path = '' }) => !isOfChallenge(path));
  return paths.map(({ path = '/', backend }) => `${path} ${backend?.service?.name ?? ''}`).sort(compareText);
}

function answersChallenges({ http }: HostRule): boolean {
  const paths = http?.paths ?? [];
  return paths.length > 0 && paths.every(({ path }) => isOfChallenge(path ?? ''));
}

export interface Termination {
  readonly host: string;
  /** The entries of `spec.tls` that the host is in. */
  readonly entries: readonly TlsEntry[];
}

export function terminationOf(ingress: Ingress, host: string): Termination {
  return { host, entries: tlsEntries(ingress).filter((entry) => isIn(entry, host)) };
}

/** A default backend beside rules, for whose requests no entry is certain to terminate TLS. */
export function hasOpenBackend(ingress: Ingress): boolean {
  return ingress.spec?.defaultBackend !== undefined && terminationOf(ingress, EVERY_HOST).entries.length === 0;
}

/** Without hosts an entry is for all of them. */
function isIn({ hosts }: TlsEntry, host: string): boolean {
  return (hosts ?? []).length === 0 || (hosts ?? []).some((each) => covers(each, host));
}

/** `*.example.com` stands for exactly one label, and is itself a host that only `*.example.com` covers. */
function covers(tlsHost: string, host: string): boolean {
  const [pattern, name] = [tlsHost.toLowerCase(), host.toLowerCase()];
  if (pattern === name) return true;
  return isWildcard(pattern) && !isWildcard(name) && name.indexOf('.') > 0 && restOf(name) === restOf(pattern);
}

function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Without its first label: `.example.com`. */
function restOf(host: string): string {
  return host.slice(host.indexOf('.'));
}

/** A wildcard of `spec.tls` above the host that does not reach it. */
export function wildcardAbove(ingress: Ingress, host: string): string | undefined {
  const name = host.toLowerCase();
  return tlsEntries(ingress)
    .flatMap(({ hosts }) => hosts ?? [])
    .find((each) => isWildcard(each) && `.${name}`.endsWith(restOf(each.toLowerCase())));
}

/** One connection out of kubeconfig and flags: which server, whom to trust, and as whom. */
import path from 'node:path';
import { problemText } from '../../../text/errors.ts';
import { printable } from '../../../text/printable.ts';
import { LiveError } from '../http/errors.ts';
import type { ConnectionFlags } from './flags.ts';
import { type InCluster, inCluster } from './in-cluster.ts';
import { type Environment, type LoadedKubeconfig, loadKubeconfig } from './kubeconfig.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig-file.ts';
import { readText } from './read-text.ts';
import { userWithFlags } from './user.ts';

export interface Connection {
  /** '' in a pod. */
  readonly context: string;
  readonly clusterName: string;
  readonly userName: string;
  readonly namespace: string;
  readonly server: URL;
  /** PEM; absent: the authorities that Node trusts. */
  readonly ca?: string;
  readonly tlsServerName?: string;
  readonly insecureSkipTlsVerify: boolean;
  /** Of the flag, or of the kubeconfig; absent: the environment may name one. */
  readonly proxyUrl?: string;
  readonly disableCompression: boolean;
  readonly user: UserEntry;
  readonly execConfig?: unknown;
  /** Where it was found, for people: "~/.kube/config, context prod". */
  readonly origin: string;
  readonly warnings: readonly string[];
}

export async function resolveConnection(
  flags: ConnectionFlags,
  env: Environment,
  serviceAccountMount?: string,
): Promise<Connection> {
  const config = await loadKubeconfig(flags.kubeconfig, env);
  const contextName = flags.context || config.currentContext || '';
  if (contextName === '' && mayBePod(flags)) {
    const pod = await inCluster(env, serviceAccountMount);
    if (pod !== undefined) return fromPod(pod, flags);
  }
  const context = config.contexts.get(contextName);
  if (contextName !== '' && context === undefined) throw unknownEntry('context', contextName, config);
  const clusterName = flags.cluster || context?.cluster || '';
  const userName = flags.user || context?.user || '';
  const cluster = entryNamed(config, 'clusters', clusterName);
  const user = entryNamed(config, 'users', userName);
  return {
    context: contextName,
    clusterName,
    userName,
    namespace: flags.namespace ?? context?.namespace ?? 'default',
    ...(await clusterPart(cluster ?? {}, flags, () => nothingToConnectTo(config, contextName, clusterName))),
    user: userWithFlags(user ?? {}, flags),
    origin: originOf(config, contextName, env),
    warnings: config.missing.filter(() => Boolean(env.KUBECONFIG)).map(notThere),
  };
}

type ClusterPart = Pick<
  Connection,
  'server' | 'ca' | 'tlsServerName' | 'insecureSkipTlsVerify' | 'proxyUrl' | 'disableCompression' | 'execConfig'
>;

async function clusterPart(
  entry: ClusterEntry,
  flags: ConnectionFlags,
  missing: () => LiveError,
): Promise<ClusterPart> {
  const cluster = clusterWithFlags(entry, flags);
  if (cluster.server === undefined) throw missing();
  const hasCa = cluster.certificateAuthority !== undefined || cluster.certificateAuthorityData !== undefined;
  if (cluster.insecureSkipTlsVerify === true && hasCa)
    throw new LiveError(
      'config',
      'the cluster has a certificate authority and insecure-skip-tls-verify: they exclude each other. Remove one of them.',
    );
  if (cluster.certificateAuthority !== undefined && cluster.certificateAuthorityData !== undefined)
    throw new LiveError(
      'config',
      'the cluster has both certificate-authority and certificate-authority-data: they exclude each other. Remove one of them.',
    );
  const ca = await caOf(cluster);
  return {
    server: serverUrl(cluster.server, flags.server === undefined ? 'config' : 'usage'),
    insecureSkipTlsVerify: cluster.insecureSkipTlsVerify ?? false,
    disableCompression: cluster.disableCompression ?? false,
    ...(ca === undefined ? {} : { ca }),
    ...(cluster.tlsServerName === undefined ? {} : { tlsServerName: cluster.tlsServerName }),
    ...(cluster.proxyUrl === undefined ? {} : { proxyUrl: cluster.proxyUrl }),
    ...(cluster.execConfig === undefined ? {} : { execConfig: cluster.execConfig }),
  };
}

function clusterWithFlags(entry: ClusterEntry, flags: ConnectionFlags): ClusterEntry {
  const { certificateAuthority, certificateAuthorityData, insecureSkipTlsVerify, tlsServerName, ...rest } = entry;
  const isTrustGiven = flags.insecureSkipTlsVerify === true || flags.certificateAuthority !== undefined;
  // A CA or the skipping of checks given by flag replaces what the file says about trust.
  const trust = isTrustGiven
    ? given({
        insecureSkipTlsVerify: flags.insecureSkipTlsVerify,
        certificateAuthority:
          flags.certificateAuthority === undefined ? undefined : path.resolve(flags.certificateAuthority),
      })
    : given({ certificateAuthority, certificateAuthorityData, insecureSkipTlsVerify });
  // Another server has another name: the file's name to expect no longer holds.
  const name = flags.tlsServerName ?? (flags.server === undefined ? tlsServerName : undefined);
  return {
    ...rest,
    ...trust,
    ...given({
      server: flags.server ?? entry.server,
      tlsServerName: name,
      proxyUrl: flags.proxyUrl || entry.proxyUrl,
      disableCompression: flags.disableCompression === true ? true : entry.disableCompression,
    }),
  };
}

async function caOf(cluster: ClusterEntry): Promise<string | undefined> {
  if (cluster.certificateAuthorityData !== undefined)
    return Buffer.from(cluster.certificateAuthorityData, 'base64').toString('utf8');
  if (cluster.certificateAuthority === undefined) return undefined;
  try {
    return await readText(cluster.certificateAuthority);
  } catch (error) {
    throw new LiveError(
      'config',
      `cannot read the certificate authority ${cluster.certificateAuthority}: ${problemText(error)}.`,
      { cause: error },
    );
  }
}

/** A server without a scheme is meant as http, as in kubectl, and is then no more than host and port. */
export function serverUrl(text: string, code: 'config' | 'usage' = 'config'): URL {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const full = hasScheme ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  const isAddress = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '';
  if (!isAddress || (!hasScheme && url.pathname !== '/')) {
    const shown = printable(text.replace(/[^/]*@/, ''));
    throw new LiveError(code, `the server ${shown} is not an address: expected https://HOST:PORT.`);
  }
  url.search = '';
  url.hash = '';
  // A credential in an address would be shown with it.
  url.username = '';
  url.password = '';
  return url;
}

/** Whoever names a kubeconfig, an entry of one or a server means that and not the cluster around the pod. */
function mayBePod({ kubeconfig, cluster, user, server }: ConnectionFlags): boolean {
  return [kubeconfig, cluster, user, server].every((given) => !given);
}

/** Credentials by which the pod would be somebody else than its service account, which has a token. */
const OTHER_CREDENTIALS = [
  ['username', '--username'],
  ['password', '--password'],
  ['clientCertificate', '--client-certificate'],
  ['clientKey', '--client-key'],
] as const satisfies readonly (readonly [keyof ConnectionFlags, string])[];

async function fromPod(pod: InCluster, flags: ConnectionFlags): Promise<Connection> {
  const other = OTHER_CREDENTIALS.find(([key]) => flags[key] !== undefined);
  if (other !== undefined)
    throw new LiveError(
      'usage',
      `${other[1]} goes with a kubeconfig or --server: the service account of this pod has a token.`,
    );
  return {
    context: '',
    clusterName: 'in-cluster',
    userName: 'service account',
    namespace: flags.namespace ?? pod.namespace,
    ...(await clusterPart(pod.cluster, flags, () => new LiveError('config', 'the pod has no API server address.'))),
    user: userWithFlags(pod.user, flags),
    origin: 'in-cluster service account',
    warnings: [],
  };
}

function entryNamed<K extends 'clusters' | 'users'>(
  config: LoadedKubeconfig,
  list: K,
  name: string,
): LoadedKubeconfig[K] extends ReadonlyMap<string, infer T> ? T | undefined : never;
function entryNamed(config: LoadedKubeconfig, list: 'clusters' | 'users', name: string): unknown {
  const found = config[list].get(name);
  if (found === undefined && name !== '') throw unknownEntry(list.slice(0, -1), name, config);
  return found;
}

function notThere(file: string): string {
  return `the kubeconfig ${file} does not exist; it was skipped`;
}

function unknownEntry(what: string, name: string, config: LoadedKubeconfig): LiveError {
  const names = what === 'context' ? [...config.contexts.keys()] : [];
  const hint =
    names.length === 0
      ? 'kubectl config view lists them.'
      : `Known contexts: ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', ...' : ''}.`;
  const where = config.files.length === 0 ? 'there is no kubeconfig' : `not in ${config.files.join(', ')}`;
  return new LiveError('config', `the ${what} "${name}" does not exist: ${where}. ${hint}`);
}

function nothingToConnectTo(config: LoadedKubeconfig, context: string, cluster: string): LiveError {
  if (cluster !== '') return new LiveError('config', `the cluster "${cluster}" in the kubeconfig has no server.`);
  if (context !== '') return new LiveError('config', `the context "${context}" in the kubeconfig has no cluster.`);
  const looked = [...config.files, ...config.missing].join(', ');
  const lack =
    config.files.length === 0 ? `no kubeconfig was found (looked for ${looked})` : `${looked} has no current context`;
  return new LiveError('config', `${lack}. Set one with --kubeconfig, KUBECONFIG or --context, or try --sample.`);
}

function originOf(config: LoadedKubeconfig, context: string, env: Environment): string {
  const home = env.HOME ?? '';
  const files = config.files.map((file) =>
    home !== '' && file.startsWith(`${home}${path.sep}`) ? `~${file.slice(home.length)}` : file,
  );
  const parts = [...files, ...(context === '' ? [] : [`context ${context}`])];
  return parts.length === 0 ? 'flags' : parts.join(', ');
}

/** Without the members that are undefined. */
function given<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

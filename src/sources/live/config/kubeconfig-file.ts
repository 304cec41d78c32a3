/** One kubeconfig file: its entries, with relative paths made absolute from the folder of the file. */
import path from 'node:path';
import { boolYaml11Tag, CORE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';
import { isJsonObject } from '../../../kube/path.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import { errorText, problemText } from '../../../text/errors.ts';
import { printable } from '../../../text/printable.ts';
import { withoutWords } from '../../../text/reasons.ts';
import { LiveError, systemCode } from '../http/errors.ts';
import { readText } from './read-text.ts';

export interface ClusterEntry {
  readonly server?: string;
  readonly tlsServerName?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly certificateAuthority?: string;
  /** Base64, as in the file. */
  readonly certificateAuthorityData?: string;
  readonly proxyUrl?: string;
  readonly disableCompression?: boolean;
  /** The extension that exec plugins are given. */
  readonly execConfig?: unknown;
}

export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint?: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode?: string;
}

export interface UserEntry {
  readonly clientCertificate?: string;
  readonly clientCertificateData?: string;
  readonly clientKey?: string;
  readonly clientKeyData?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly as?: string;
  readonly asUid?: string;
  readonly asGroups?: readonly string[];
  readonly asUserExtra?: Readonly<Record<string, readonly string[]>>;
  readonly authProvider?: { readonly name: string; readonly idToken?: string };
  readonly exec?: ExecEntry;
}

export interface ContextEntry {
  readonly cluster?: string;
  readonly user?: string;
  readonly namespace?: string;
}

export interface Kubeconfig {
  readonly currentContext?: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
}

/** `undefined` when the file is not there. */
export async function readKubeconfigFile(file: string): Promise<Kubeconfig | undefined> {
  let text: string;
  try {
    text = await readText(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new LiveError('config', `cannot read the kubeconfig ${file}: ${problemText(error)}.`, { cause: error });
  }
  return parseKubeconfig(text, file);
}

export function parseKubeconfig(text: string, file: string): Kubeconfig {
  const root = parseYaml(text, file);
  const folder = path.dirname(path.resolve(file));
  const reader = new Reader(file);
  const currentContext = reader.text(root, 'current-context');
  return {
    ...(currentContext === undefined ? {} : { currentContext }),
    clusters: reader.named(root, 'clusters', 'cluster', (entry) => clusterEntry(reader, entry, folder)),
    users: reader.named(root, 'users', 'user', (entry) => userEntry(reader, entry, folder)),
    contexts: reader.named(root, 'contexts', 'context', (entry) =>
      defined({
        cluster: reader.text(entry, 'cluster'),
        user: reader.text(entry, 'user'),
        namespace: reader.text(entry, 'namespace'),
      }),
    ),
  };
}

/** As kubectl reads YAML, as far as a kubeconfig goes: `yes` is true, and values may be merged in. */
const SCHEMA = CORE_SCHEMA.withTags(boolYaml11Tag, mergeTag);

function parseYaml(text: string, file: string): JsonObject {
  let root: unknown;
  try {
    // Of several documents kubectl reads the first; a file of comments has none.
    root = loadAll(text, { schema: SCHEMA })[0];
  } catch (error) {
    // The rest of the message quotes lines of the file, which hold credentials.
    const first = withoutWords(
      error instanceof YAMLException ? error.reason : (errorText(error).split('\n', 1)[0] ?? ''),
    );
    throw new LiveError('config', `the kubeconfig ${file} is not valid YAML: ${first}.`);
  }
  if (root === null || root === undefined) return {};
  if (!isJsonObject(root)) throw new LiveError('config', `the kubeconfig ${file} is not a mapping of kind Config.`);
  if (root.kind !== undefined && root.kind !== 'Config')
    throw new LiveError('config', `${file} is not a kubeconfig: its kind is ${String(root.kind)}, not Config.`);
  if (root.apiVersion !== undefined && root.apiVersion !== 'v1')
    throw new LiveError('config', `${file} is not a kubeconfig: its apiVersion is not v1.`);
  return root;
}

function clusterEntry(reader: Reader, entry: JsonObject, folder: string): ClusterEntry {
  const extensions = Array.isArray(entry.extensions) ? entry.extensions.filter(isJsonObject) : [];
  return defined({
    server: reader.text(entry, 'server'),
    tlsServerName: reader.text(entry, 'tls-server-name'),
    insecureSkipTlsVerify: reader.flag(entry, 'insecure-skip-tls-verify'),
    certificateAuthority: resolved(folder, reader.text(entry, 'certificate-authority')),
    certificateAuthorityData: reader.text(entry, 'certificate-authority-data'),
    proxyUrl: reader.text(entry, 'proxy-url'),
    disableCompression: reader.flag(entry, 'disable-compression'),
    execConfig: extensions.find(({ name }) => name === 'client.authentication.k8s.io/exec')?.extension,
  });
}

function userEntry(reader: Reader, entry: JsonObject, folder: string): UserEntry {
  const provider = entry['auth-provider'];
  return defined({
    clientCertificate: resolved(folder, reader.text(entry, 'client-certificate')),
    clientCertificateData: reader.text(entry, 'client-certificate-data'),
    clientKey: resolved(folder, reader.text(entry, 'client-key')),
    clientKeyData: reader.text(entry, 'client-key-data'),
    token: reader.text(entry, 'token'),
    tokenFile: resolved(folder, reader.text(entry, 'tokenFile')),
    username: reader.text(entry, 'username'),
    password: reader.text(entry, 'password'),
    as: reader.text(entry, 'as'),
    asUid: reader.text(entry, 'as-uid'),
    asGroups: reader.texts(entry, 'as-groups'),
    asUserExtra: extraOf(reader, entry),
    authProvider: isJsonObject(provider) ? authProviderEntry(reader, provider) : undefined,
    exec: isJsonObject(entry.exec) ? execEntry(reader, entry.exec, folder) : undefined,
  });
}

function authProviderEntry(reader: Reader, provider: JsonObject): NonNullable<UserEntry['authProvider']> {
  const idToken = isJsonObject(provider.config) ? reader.text(provider.config, 'id-token') : undefined;
  return { name: reader.text(provider, 'name') ?? '', ...(idToken === undefined ? {} : { idToken }) };
}

function extraOf(reader: Reader, entry: JsonObject): UserEntry['asUserExtra'] {
  const extra = entry['as-user-extra'];
  if (!isJsonObject(extra)) return undefined;
  return Object.fromEntries(Object.keys(extra).map((key) => [key, reader.texts(extra, key) ?? []]));
}

function execEntry(reader: Reader, exec: JsonObject, folder: string): ExecEntry {
  const command = reader.text(exec, 'command') ?? '';
  const env = Array.isArray(exec.env) ? exec.env.filter(isJsonObject) : [];
  return {
    apiVersion: reader.text(exec, 'apiVersion') ?? '',
    // A bare name is looked up on PATH; anything with a separator belongs to the folder of the file.
    command: /[/\\]/.test(command) ? path.resolve(folder, command) : command,
    args: reader.texts(exec, 'args') ?? [],
    env: env.map((pair) => ({ name: reader.text(pair, 'name') ?? '', value: reader.text(pair, 'value') ?? '' })),
    provideClusterInfo: reader.flag(exec, 'provideClusterInfo') ?? false,
    ...defined({
      installHint: reader.text(exec, 'installHint'),
      interactiveMode: reader.text(exec, 'interactiveMode'),
    }),
  };
}

/** Reads members with their type, and names the file and the member where the type is another. */
class Reader {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  text(object: JsonObject, key: string): string | undefined {
    const value = object[key];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw this.#wrong(key, 'a string');
    return value;
  }

  texts(object: JsonObject, key: string): readonly string[] | undefined {
    const value = object[key];
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw this.#wrong(key, 'a list of strings');
    return value;
  }

  flag(object: JsonObject, key: string): boolean | undefined {
    const value = object[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'boolean') throw this.#wrong(key, 'true or false');
    return value;
  }

  /** Of two entries with one name kubectl takes none either. */
  named<T>(root: JsonObject, list: string, member: string, read: (entry: JsonObject) => T): ReadonlyMap<string, T> {
    const entries = root[list];
    const found = new Map<string, T>();
    if (entries === undefined || entries === null) return found;
    if (!Array.isArray(entries)) throw this.#wrong(list, 'a list');
    for (const entry of entries.filter(isJsonObject)) {
      const name = this.text(entry, 'name');
      const body = entry[member];
      if (name === undefined) continue;
      if (found.has(name)) throw this.#twice(list, name);
      found.set(name, read(isJsonObject(body) ? body : {}));
    }
    return found;
  }

  #twice(list: string, name: string): LiveError {
    const which = `${list} has two entries named "${printable(name)}"`;
    return new LiveError('config', `the kubeconfig ${this.#file} is not usable: ${which}. Remove one of them.`);
  }

  #wrong(key: string, expected: string): LiveError {
    return new LiveError('config', `the kubeconfig ${this.#file} is not usable: ${key} must be ${expected}.`);
  }
}

/** Without the members that are undefined. */
function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function resolved(folder: string, file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.resolve(folder, file);
}

/** Encryption configurations among files: which provider writes Secrets. Of keys nothing but their names is read. */
import { may, type View, type Violation } from 'kubectl-harden/plugin-api';
import { IN_THIS_FILE } from './by-file.ts';
import { OUTDATED, WEAK } from './storage.ts';

const RESOURCE = 'encryptionconfigurations.apiserver.config.k8s.io';

const PROVIDERS: readonly string[] = ['identity', 'kms', 'aescbc', 'aesgcm', 'secretbox'];

export const CONFIGURATIONS = may(RESOURCE, {
  keep: [
    'resources.resources',
    'resources.providers.identity',
    'resources.providers.kms.name',
    'resources.providers.kms.apiVersion',
    'resources.providers.aescbc.keys.name',
    'resources.providers.aesgcm.keys.name',
    'resources.providers.secretbox.keys.name',
  ],
});

interface Configuration {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly resources?: readonly {
    readonly resources?: readonly string[];
    readonly providers?: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** What one configuration does with Secrets. */
export interface Configured {
  /** That of its file. */
  readonly name: string;
  readonly source: string;
  /** The provider that writes them; '' where it is not known. */
  readonly writer: string;
  readonly violation?: Violation;
}

/** `isUsed`: an API server among the files is started with a configuration. */
export function readConfigurations(view: View<typeof CONFIGURATIONS>, isUsed: boolean): readonly Configured[] {
  return view.own(RESOURCE).value.map((object) => {
    const configuration = object as unknown as Configuration;
    const entry = entryOfSecrets(configuration);
    const [first = {}] = entry?.providers ?? [];
    const writer = entry === undefined ? 'identity' : writerOf(first);
    const said = { name: object.metadata.name, source: `EncryptionConfiguration ${object.metadata.name}`, writer };
    const problem = problemOf(said.name, writer, entry !== undefined);
    if (problem === undefined) return said;
    const { apiVersion, kind } = configuration;
    const at = { apiVersion, kind, name: said.name };
    const place = { at, path: ['resources'], value: writer, proposal: IN_THIS_FILE };
    return { ...said, violation: { ...place, ...problem, confidence: isUsed ? 'direct' : 'inferred' } };
  });
}

/** `kms:v1`, for kms has two: without a version it is the first. */
function writerOf(provider: Readonly<Record<string, unknown>>): string {
  const found = PROVIDERS.find((name) => Object.hasOwn(provider, name)) ?? '';
  if (found !== 'kms') return found;
  const { apiVersion = 'v1' } = (provider.kms ?? {}) as { readonly apiVersion?: unknown };
  return `kms:${String(apiVersion)}`;
}

/** The first entry that names them counts. */
function entryOfSecrets({ resources = [] }: Configuration) {
  return resources.find((each) => each.resources?.some((name) => ['secrets', '*.', '*.*'].includes(name)));
}

function problemOf(name: string, writer: string, isNamed: boolean): Violation | undefined {
  if (writer === 'aescbc') return { message: `${name} encrypts Secrets with aescbc.`, ...WEAK };
  if (writer === 'kms:v1') return { message: `${name} encrypts Secrets with version 1 of kms.`, ...OUTDATED };
  if (writer !== 'identity') return undefined;
  const why = isNamed ? 'identity is the first provider for them' : 'no entry names them';
  return { message: `${name} leaves Secrets unencrypted: ${why}.` };
}

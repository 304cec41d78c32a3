/** Cases of other tools as fixtures of our checks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Expectation, Fixture } from '../support/fixture-runner/load.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { objectsOf, type Short } from './objects.ts';

const FOLDER = import.meta.dirname;

export interface FieldCase extends Short {
  /** Tool and rule: `kube-bench 1.2.6`. */
  readonly of: string;
  readonly check: string;
  readonly gives: Expectation;
  /** In the message of a finding; null: none, where a case is written after another one. */
  readonly says?: string | null;
  /** Of a finding. */
  readonly severity?: string;
  /** Version of the API server. */
  readonly server?: string;
  readonly flags?: Readonly<Record<string, readonly string[]>>;
  readonly kubelet?: object;
  readonly audit?: readonly object[];
  readonly objects?: readonly Record<string, unknown>[];
  readonly files?: boolean;
  readonly settings?: object;
  readonly differs?: string;
}

export function fieldCases(): readonly (FieldCase & { readonly name: string })[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.sort().flatMap((file) => {
    const cases = parse(readFileSync(join(FOLDER, file), 'utf8'), { merge: true }) as readonly FieldCase[];
    return cases.map((each, index) => ({ ...each, name: `${file} ${index + 1}: ${each.of} by ${each.check}` }));
  });
}

const SERVER = 'v1.36.3';
const API_VERSION = 'harden.kubectl.dev/v1alpha1';

export function fixtureOf(given: FieldCase & { readonly name: string }): Fixture {
  const { flags = {}, kubelet, audit, objects = [], files, settings, server = SERVER } = given;
  const evidence = {
    ...(files === true ? {} : { ServerVersion: full(versionOf(server)) }),
    ...(kubelet === undefined
      ? {}
      : { KubeletConfigs: full({ nodes: [{ node: 'n1', settings: kubelet }], unread: [] }) }),
    ...(audit === undefined
      ? {}
      : { AuditPolicy: full({ file: 'policy.yaml', omitStages: [], rules: audit.map(rule) }) }),
  };
  const documents: readonly Record<string, unknown>[] = [
    ...Object.entries(flags).map(([component, words]) => staticPod(component, words)),
    ...objectsOf(given),
    ...objects,
    { apiVersion: API_VERSION, kind: 'FixtureEvidence', evidence },
    ...(files === true ? [{ apiVersion: API_VERSION, kind: 'FixtureSource', type: 'files' }] : []),
    ...(settings === undefined ? [] : [{ apiVersion: API_VERSION, kind: 'FixtureSettings', settings }]),
  ];
  return readVocabulary(documents, given.name);
}

function versionOf(gitVersion: string) {
  return { gitVersion, major: 1, minor: Number(gitVersion.split('.')[1]) };
}

function full(value: object) {
  return { coverage: { state: 'full' }, value };
}

function rule(given: object) {
  const lists = { users: [], userGroups: [], verbs: [], namespaces: [], nonResourceURLs: [], omitStages: [] };
  const { resources = [], ...rest } = given as { readonly resources?: readonly object[] };
  return { ...lists, ...rest, resources: resources.map((each) => ({ resources: [], resourceNames: [], ...each })) };
}

/** As the kubelet mirrors it. */
function staticPod(component: string, words: readonly string[]) {
  const annotations = { 'kubernetes.io/config.mirror': `${component}-a` };
  const metadata = {
    name: `${component}-a`,
    namespace: 'kube-system',
    uid: component,
    labels: { component },
    annotations,
  };
  const container = { name: component, image: `registry.k8s.io/${component}:v1.36.3`, command: [component, ...words] };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { hostNetwork: true, containers: [container] } };
}

/** Every example on what reads it: objects on the API server, by dry run, and configuration in the components' loaders. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfigurations } from '../cluster/configuration.ts';
import { EXAMPLES, type ExampleObject, isConfiguration, OBJECTS } from '../examples/read.ts';
import { schemaOf } from '../examples/shapes.ts';
import { cluster, type TestCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

const CONFIGURATIONS = OBJECTS.filter(isConfiguration);
const SERVED = OBJECTS.filter((object) => !isConfiguration(object) && schemaOf(object) === undefined);

test('the components load the configuration that is written for them', async () => {
  expect(CONFIGURATIONS.length).toBeGreaterThan(0);
  const answers = await loadConfigurations(CONFIGURATIONS.map(({ text }) => text));
  expect(answers.length).toBe(CONFIGURATIONS.length);
  const problems = answers.flatMap((said, index) => (said === null ? [] : `${CONFIGURATIONS[index]?.at}: ${said}`));
  expect(problems).toEqual([]);
});

test('the API server takes every object, with strict validation', async () => {
  const the = cluster();
  const namespace = await the.namespace('examples');
  expect(SERVED.length).toBeGreaterThan(0);
  const problems: string[] = [];
  // Pods are refused without the account that they name.
  const accountsFirst = SERVED.toSorted((left, right) => Number(isAccount(right)) - Number(isAccount(left)));
  for (const object of accountsFirst) {
    const problem = await tryOn(the, object, namespace);
    if (problem !== undefined) problems.push(`${object.at}: ${problem}`);
  }
  expect(problems).toEqual([]);
}, 300_000);

test('the script that makes a key writes what the API server loads, and never over an older key', async () => {
  const script = EXAMPLES.find(({ name }) => name === 'encryption-secretbox.sh')?.text ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'harden-example-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'enc', 'encryption.yaml');
  const make = () => spawnSync('sh', ['-s', file], { input: script, encoding: 'utf8' });
  expect(make().status).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(await loadConfigurations([text])).toEqual([null]);
  expect(make().status).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('what the program prints goes through a pipe into kubectl', async () => {
  const home = createHome();
  onTestFinished(() => home.remove());
  const { stdout } = await home.run(['explain', 'pod-security/enforce-missing', '--example']);
  const { stdout: said } = await cluster().kubectl(['apply', '--dry-run=server', '-f', '-'], { stdin: stdout });
  expect(said).toBe('namespace/production created (server dry run)\n');
});

function isAccount({ value }: ExampleObject): boolean {
  return value.kind === 'ServiceAccount';
}

async function tryOn(the: TestCluster, object: ExampleObject, namespace: string): Promise<string | undefined> {
  const { apiVersion, kind, metadata = {} } = object.value;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const served = await the.api.raw('GET', root);
  if (served.status !== 200) return `${apiVersion} is not served`;
  const { resources } = JSON.parse(served.text) as {
    readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
  };
  const resource = resources.find((each) => each.kind === kind && !each.name.includes('/'));
  if (resource === undefined) return `${apiVersion} has no ${kind}`;
  if (resource.namespaced && metadata.namespace === undefined) return 'it names no namespace';
  const own = metadata.namespace === 'kube-system' ? 'kube-system' : namespace;
  const value = resource.namespaced
    ? { ...object.value, metadata: { ...metadata, namespace: own } }
    : { ...object.value };
  const path = `${root}${resource.namespaced ? `/namespaces/${own}` : ''}/${resource.name}/${metadata.name}`;
  const isKept = isAccount(object) && own === namespace;
  const query = `fieldManager=examples&force=true&fieldValidation=Strict${isKept ? '' : '&dryRun=All'}`;
  const { status, text } = await the.api.raw('PATCH', `${path}?${query}`, value, {
    'content-type': 'application/apply-patch+yaml',
  });
  return status < 300 ? undefined : `${status} ${text.slice(0, 400)}`;
}

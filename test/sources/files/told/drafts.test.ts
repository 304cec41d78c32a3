/** Documents that become objects later, and objects that nobody can look into: no mistakes, and never passes. */
import { expect, test } from 'vitest';
import { folder, type Scanned, scan, serviceAccount } from '../harness.ts';

const GOOD = serviceAccount('good');

async function scanFolder(files: Readonly<Record<string, string>>): Promise<Scanned> {
  const path = folder({ 'good.yaml': GOOD, ...files });
  const scanned = await scan({ paths: [path], recursive: true });
  const short = (texts: readonly string[]) => texts.map((text) => text.replaceAll(path, 'DIR'));
  return { ...scanned, errors: short(scanned.errors), warnings: short(scanned.warnings) };
}

function claim(storage: string, name = 'data'): string {
  return `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ${name}\nspec:\n  resources:\n    requests:\n      storage: ${storage}\n`;
}

const UNFILLED: Readonly<Record<string, string>> = {
  'a name of Flux': serviceAccount(`\${APP}`),
  'a value with a default': claim(`\${SIZE:=5Gi}`),
  'a name in angle brackets': serviceAccount('clean-<node-name>'),
  'a name for sed': serviceAccount('@NAME@'),
  'a name in underscores': serviceAccount('__NAME__'),
  'a number in braces': 'apiVersion: v1\nkind: Service\nmetadata: {name: dns}\nspec:\n  clusterIP: {PREFIX}.16\n',
  'a value in a map on one line': `apiVersion: v1\nkind: Service\nmetadata: {name: dns}\nspec: {type: ClusterIP, clusterIP: \${ADDRESS}}\n`,
  'a loop of Jinja':
    'apiVersion: example.com/v1\nkind: Pool\nmetadata: {name: p}\nspec:\n  blocks:\n    {% for cidr in pool %}\n    - {{ cidr }}\n    {% endfor %}\n',
};

for (const [what, text] of Object.entries(UNFILLED))
  test(`${what} is a placeholder, told once and judged by nobody`, async () => {
    const { errors, warnings, events, names } = await scanFolder({ 'a.yaml': text });
    expect([errors, names]).toEqual([[], ['serviceaccount/good']]);
    expect(warnings).toEqual([
      '1 document holds a placeholder where a value must stand: not judged. Fill them in first: DIR/a.yaml',
    ]);
    expect(events.flatMap((event) => (event.type === 'message' ? [event.isSkipped ?? false] : []))).toContain(true);
    const states = events.flatMap((event) => (event.type === 'coverage' ? [event.coverage.state] : []));
    expect(states).toContain('error');
  });

const MISTAKES: Readonly<Record<string, string>> = {
  'a name in capitals': serviceAccount('Bad_Name'),
  'a list that ends nowhere in a script with a variable': `apiVersion: v1\nkind: ConfigMap\ndata: {a: ["\${HOME}"\nb: 1\n`,
  'a quantity that is none': claim('5 gigabytes'),
};

for (const [what, text] of Object.entries(MISTAKES))
  test(`${what} is a mistake`, async () => {
    const { errors } = await scanFolder({ 'a.yaml': text });
    expect(errors).toHaveLength(1);
  });

const BASE = 'resources: [namespace.yaml, claim.yaml, account.yaml]\n';

test('what a kustomization completes is no mistake of the file that it names, but a wrong type is', async () => {
  const { errors, warnings } = await scanFolder({
    'base/kustomization.yaml': BASE,
    'base/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: _}\n',
    'base/claim.yaml': claim('FROM_OVERLAY'),
    'base/account.yaml': serviceAccount('api', 'automountServiceAccountToken: "no"\n'),
  });
  expect(errors).toEqual([
    'DIR/base/account.yaml: document 1, line 5: ServiceAccount api: .automountServiceAccountToken must be true or false, not a string',
  ]);
  expect(warnings[0]).toBe(
    '2 documents are completed by their kustomizations: not judged. What is built is judged with -k FOLDER: DIR/base/claim.yaml, DIR/base/namespace.yaml',
  );
});

test('pod templates that nothing tells apart are told, and are no mistake of their file', async () => {
  const template = '{spec: {containers: [{name: c, image: "registry.test/c:1.0"}]}}';
  const { errors, warnings } = await scanFolder({
    'a.yaml': `apiVersion: example.com/v1\nkind: Crowd\nmetadata: {name: c}\nspec:\n  pods:\n    - template: ${template}\n`,
  });
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    '1 document holds pod templates in list items without names: not judged. No finding could say which is meant: DIR/a.yaml',
  ]);
});

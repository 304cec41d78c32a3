/** The line of the field, the same in every format that names one, however the manifests were given. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

function write(path: string, text: string): void {
  mkdirSync(dirname(join(home.folder, path)), { recursive: true });
  writeFileSync(join(home.folder, path), text);
}

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
  - name: main
    image: a
  - name: side
    image: b
    securityContext: {privileged: true}
`;
const ACCOUNT = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: shop}\n---\n';
const JSON_POD = JSON.stringify(
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: [{ name: 'side', image: 'b', securityContext: { privileged: true } }] },
  },
  null,
  2,
);

write('tree/deep/pod.yaml', `${ACCOUNT}# which one\n${POD}`);
write('json/pod.json', JSON_POD);
write('base/pod.yaml', `${ACCOUNT}${POD.replace(', namespace: shop', '')}`);
write('base/kustomization.yaml', 'resources: [pod.yaml]\n');
write('overlay/kustomization.yaml', 'resources: [../base]\nnamePrefix: my-\n');

const GIVEN = {
  'a folder': { args: ['-f', 'tree', '-R'], file: 'tree/deep/pod.yaml', line: 15, column: 23 },
  JSON: { args: ['-f', 'json/pod.json'], file: 'json/pod.json', line: 14, column: 11 },
  'standard input': { args: ['-f', '-'], stdin: ACCOUNT + POD, file: '-', line: 14, column: 23 },
  'a kustomization': { args: ['-k', 'overlay'], file: 'base/pod.yaml', line: 14, column: 23 },
} as const;

test.each(Object.entries(GIVEN))('%s', async (_, { args, file, line, column, ...more }) => {
  const at = (format: string) => join(home.folder, `out.${format}`);
  const formats = ['sarif', 'junit', 'csv', 'markdown', 'html', 'wide', 'json'];
  const outputs = formats.flatMap((format) => ['-o', `${format}=${at(format)}`]);
  const { code, stderr } = await home.run(['scan', ...args, '--check', 'workloads/privileged', ...outputs], {
    cwd: home.folder,
    ...more,
  });
  expect(code, stderr).toBe(0);
  const text = (format: string) => readFileSync(at(format), 'utf8');
  const [result] = JSON.parse(text('sarif')).runs[0].results;
  const { region } = result.locations[0].physicalLocation;
  const start = line;
  expect(region).toEqual({ startLine: start, startColumn: column });
  for (const format of ['junit', 'markdown', 'html', 'wide']) expect(text(format)).toContain(`${file}:${start}`);
  expect(text('csv').split('\n')[1]).toContain(`,${file === '-' ? 'stdin' : file},${start},`);
  // The report tells where the object is: the same, whatever else is printed.
  expect(JSON.parse(text('json')).findings[0].origin.file).toBe(file);
});

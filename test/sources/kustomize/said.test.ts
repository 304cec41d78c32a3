/** What kustomize complains of is told without the values that its readers repeat. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFolder } from '../../../src/sources/files/kustomize/kubectl.ts';
import { SIGNAL, temporary } from './harness.ts';

const CANARY = '908172004037';
const OBJECT = 'apiVersion: v1\nkind: ConfigMap\n';

test.each([
  ['a placeholder as the value of a field', `${OBJECT}metadata:\n  name: {{ .Values.a | default "${CANARY}" }}\n`],
  ['a placeholder as a map', `${OBJECT}metadata: {name: a}\ndata:\n  a: {{ .Values.a | default "${CANARY}" }}\n`],
  ['an alias of nothing', `${OBJECT}metadata: {name: a}\ndata: {a: *${CANARY}}\n`],
  ['annotations of an object without a name', `${OBJECT}metadata: {annotations: {token: "${CANARY}}}"}}\n`],
  ['labels of an object without a name', `${OBJECT}metadata: {labels: {pin: "${CANARY}"}}\n`],
  ['annotations of another type', `${OBJECT}metadata: {name: a, annotations: [${CANARY}]}\n`],
  ['labels of another type', `${OBJECT}metadata: {name: a, labels: [[${CANARY}]]}\n`],
  ['no kind', `apiVersion: v1\nmetadata: {name: a, annotations: {token: "${CANARY}"}}\n`],
])('%s', async (_, text) => {
  const folder = temporary('kustomize-said-');
  writeFileSync(
    join(folder, 'kustomization.yaml'),
    'resources: [a.yaml]\nnamePrefix: x-\ncommonLabels: {b: c}\ncommonAnnotations: {d: e}\n',
  );
  writeFileSync(join(folder, 'a.yaml'), text);
  const said = await buildFolder(folder, SIGNAL).then(
    () => 'it is built',
    (error: Error) => error.message,
  );
  expect(said).toMatch(/^kubectl kustomize: ./);
  expect(said).not.toContain(CANARY);
});

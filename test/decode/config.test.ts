/** What is kept of ConfigMaps and Secrets. */
import { expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode.ts';

const CANARY = 'canary-5c1e0d';
const decode = (value: object) => createDecoder().decode({ apiVersion: 'v1', ...value }).object;

test('of a ConfigMap the keys are kept, and what the values looked like', () => {
  const data = { password: CANARY, 'app.properties': `greeting=hello\ndb.password=${CANARY}\n`, mode: 'fast' };
  const object = decode({ kind: 'ConfigMap', metadata: { name: 'app' }, data, binaryData: { logo: 'aGVsbG8=' } });
  expect(object).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'app' },
    data: { password: '', 'app.properties': '', mode: '', logo: '' },
    literals: [
      { key: 'password', rule: 'its name', isShape: false, length: 13 },
      { key: 'app.properties', name: 'db.password', rule: 'its name', isShape: false, length: 13 },
    ],
  });
});

test('rules and outputs of Falco pass without their texts', () => {
  const rules = `- rule: Shell\n  desc: ${CANARY}\n  condition: proc.name = bash\n  output: ${CANARY}\n  priority: NOTICE\n`;
  const config = `rules_files:\n  - /etc/falco\nhttp_output:\n  url: "https://${CANARY}"\n  enabled: true\nstdout_output:\n  enabled: false\n`;
  const metadata = { name: 'falco' };
  const object = decode({ kind: 'ConfigMap', metadata, data: { 'falco.yaml': config, 'rules.yaml': rules } });
  expect(object).toMatchObject({
    data: {
      'falco.yaml': 'http_output: enabled',
      'rules.yaml': '- rule: Shell\n  condition: proc.name = bash',
    },
  });
  expect(JSON.stringify(object)).not.toContain(CANARY);
});

test('of a Secret the names of its keys and the day they were set are kept', () => {
  const managedFields = [
    { manager: 'kubectl', time: '2026-02-01T00:00:00Z', fieldsV1: { 'f:data': { 'f:a.b': {}, '.': {} } } },
    { manager: 'eso', time: '2026-03-01T00:00:00Z', fieldsV1: { 'f:data': { 'f:token': {} } } },
    { manager: 'labeller', time: '2026-09-01T00:00:00Z', fieldsV1: { 'f:metadata': {} } },
  ];
  const object = decode({ kind: 'Secret', metadata: { name: 's', managedFields }, data: { token: CANARY } });
  expect(object).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    keys: ['a.b', 'token'],
    dataSetAt: '2026-03-01T00:00:00Z',
  });
});

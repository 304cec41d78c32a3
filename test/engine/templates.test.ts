/** Objects of kinds that nobody here knows may hold several pod templates: each is judged, and told from the others. */
import { expect, test } from 'vitest';
import { defineCheck } from '../../src/plugin-api/index.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

const lonely = defineCheck({
  mode: 'automated',
  meta: { ...settable.meta, id: 'labels/lonely', aliases: [] },
  subject: 'Workload',
  evaluate: () => [{ message: 'It is alone.' }],
});

const template = { spec: { containers: [{ name: 'main', image: 'registry.example/a:1.0.0' }] } };
const CLUSTER = {
  apiVersion: 'compute.example.com/v1',
  kind: 'Crowd',
  metadata: { name: 'crowd', namespace: 'shop' },
  spec: { head: { template }, workers: [{ groupName: 'small', template }] },
};

test('what is found on a template as a whole is of that template', () => {
  const { findings } = runChecks([lonely], readVocabulary([CLUSTER], 'fixture.yaml'));
  expect(findings.map(({ path }) => path)).toEqual([
    ['spec', 'head', 'template', 'spec'],
    ['spec', 'workers', { key: 'groupName', is: 'small' }, 'template', 'spec'],
  ]);
  expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
});

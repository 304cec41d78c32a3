import { expect, test } from 'vitest';
import { customTemplates, onlyTemplates } from '../../src/kube/custom-templates.ts';
import { formatPath, valueAt } from '../../src/kube/path.ts';
import type { JsonObject } from '../../src/plugin-api/index.ts';

const POD = { spec: { containers: [{ name: 'c' }] } };
const META = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' } };

const PLACES: Readonly<Record<string, readonly [object: JsonObject, paths: readonly string[]]>> = {
  'at the usual place': [{ spec: { template: POD } }, ['.spec.template']],
  'under another key': [{ spec: { podTemplate: POD } }, ['.spec.podTemplate']],
  'of a job in it': [{ spec: { jobTemplate: { spec: { template: POD } } } }, ['.spec.jobTemplate.spec.template']],
  'of each kind of replica': [
    { spec: { replicaSpecs: { Worker: { template: POD }, Master: { template: POD } } } },
    ['.spec.replicaSpecs.Worker.template', '.spec.replicaSpecs.Master.template'],
  ],
  'in named items of a list': [
    {
      spec: {
        groups: [
          { groupName: 'a', template: POD },
          { groupName: 'b', template: POD },
        ],
      },
    },
    ['.spec.groups[groupName="a"].template', '.spec.groups[groupName="b"].template'],
  ],
  'of nothing but init containers': [{ spec: { template: { spec: { initContainers: [] } } } }, ['.spec.template']],
  'with containers of a wrong form': [{ spec: { template: { spec: { containers: 5 } } } }, ['.spec.template']],
  'outside the spec': [{ template: POD }, ['.template']],
  'nowhere in the status': [{ status: { template: POD } }, []],
  'not in the schema of a kind': [
    { spec: { schema: { properties: { spec: { properties: { containers: { type: 'array' } } } } } } },
    [],
  ],
  'not deeper than anybody nests them': [{ a: { b: { c: { d: { e: { f: { g: { h: { i: POD } } } } } } } } }, []],
};

for (const [name, [object, paths]] of Object.entries(PLACES))
  test(`a template is found ${name}, and nothing else of the object is kept`, () => {
    const whole = { ...META, ...object, data: { password: 'canary' } };
    expect(customTemplates(whole).paths.map(formatPath)).toEqual(paths);
    const kept = onlyTemplates(whole, (template) => template);
    expect(JSON.stringify(kept)).not.toContain('canary');
    for (const path of customTemplates(whole).paths) expect(valueAt(kept, path)).toEqual(valueAt(whole, path));
    expect(customTemplates(kept as JsonObject).paths.map(formatPath)).toEqual(paths);
  });

test.each([
  ['no name', [{ template: POD }]],
  [
    'one name for two',
    [
      { name: 'a', template: POD },
      { name: 'a', template: POD },
    ],
  ],
])('templates in a list whose items have %s are told as such', (_what, workers) => {
  const { paths, unnamed } = customTemplates({ ...META, spec: { workers, template: POD } });
  expect(paths.map(formatPath)).toEqual(['.spec.template']);
  expect(unnamed).toEqual(['spec', 'workers']);
});

test.each(['kyverno.io/v1', 'policies.kyverno.io/v1', 'constraints.gatekeeper.sh/v1beta1'])(
  'a pattern of pods in a policy of %s is no template',
  (apiVersion) => {
    const policy = { ...META, apiVersion, spec: { validate: { pattern: POD } } };
    expect(customTemplates(policy)).toEqual({ paths: [] });
  },
);

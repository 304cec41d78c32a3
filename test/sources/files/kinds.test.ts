/** Kinds that are not known, or not written as they are. */
import { expect, test } from 'vitest';
import { createInventory } from '../../../src/inventory/index.ts';
import { formatPath } from '../../../src/kube/path.ts';
import { requests } from '../../support/requests.ts';
import { ALL, deployment, folder, scan, scanText } from './harness.ts';

const THING = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t, namespace: ns}\n';
const TEMPLATE = '{spec: {containers: [{name: c, image: i}]}}';

async function workloadsOf(text: string) {
  const { events, errors } = await scanText(text);
  const inventory = createInventory();
  for (const event of events) inventory.apply(event);
  const workloads = inventory
    .workloads()
    .map(({ ref, podPath, containers }) => [
      ref.kind,
      formatPath(podPath),
      containers.map(({ name }) => name).join(', '),
    ]);
  return { workloads, errors };
}

test.each([
  ['at the usual place', `spec: {template: ${TEMPLATE}}`, ['.spec.template.spec']],
  ['under another key', `spec: {podTemplate: ${TEMPLATE}}`, ['.spec.podTemplate.spec']],
  ['of a job in it', `spec: {jobTemplate: {spec: {template: ${TEMPLATE}}}}`, ['.spec.jobTemplate.spec.template.spec']],
  [
    'of each kind of replica',
    `spec: {specs: {Master: {template: ${TEMPLATE}}, Worker: {template: ${TEMPLATE}}}}`,
    ['.spec.specs.Master.template.spec', '.spec.specs.Worker.template.spec'],
  ],
  [
    'in a named item of a list',
    `spec: {groups: [{name: a, template: ${TEMPLATE}}]}`,
    ['.spec.groups[name="a"].template.spec'],
  ],
])('a pod template %s of an unknown kind is a workload', async (_where, spec, paths) => {
  const { workloads, errors } = await workloadsOf(`${THING}${spec}\n`);
  expect(errors).toEqual([]);
  expect(workloads).toEqual(paths.map((path) => ['Thing', path, 'c']));
});

test('containers of unknown kinds may go without a name, and may all be init containers', async () => {
  const spec = 'spec: {template: {spec: {initContainers: [{image: i}, {name: side, image: i}]}}}\n';
  const { workloads, errors } = await workloadsOf(`${THING}${spec}`);
  expect(errors).toEqual([]);
  expect(workloads).toEqual([['Thing', '.spec.template.spec', 'init-container-0, side']]);
});

test('of an object of an unknown kind nothing but its templates is read', async () => {
  const { events } = await scanText(`${THING}spec: {password: canary, a: {template: ${TEMPLATE}}}\n`);
  expect(JSON.stringify(events)).not.toContain('canary');
});

test.each([
  [
    'containers that are no list',
    'spec: {template: {spec: {containers: {a: b}}}}',
    '.spec.template.spec.containers must be a list, not a map',
  ],
  [
    'a quoted boolean',
    'spec: {a: {spec: {containers: [{name: c, securityContext: {privileged: "true"}}]}}}',
    '.spec.a.spec.containers[0].securityContext.privileged must be true or false, not a string',
  ],
])('a template of an unknown kind with %s is no clean bill', async (_what, spec, said) => {
  const { errors } = await scanText(`${THING}${spec}\n`);
  expect(errors).toEqual([`a.yaml: document 1, line 4: Thing t: ${said}`]);
});

test('templates in a list whose items have no name cannot be checked, which is said', async () => {
  const { errors } = await scanText(`${THING}spec: {roles: [{template: ${TEMPLATE}}]}\n`);
  expect(errors).toEqual([
    'a.yaml: document 1, line 4: Thing: .spec.roles has pod templates in list items without names: they cannot be checked',
  ]);
});

test.each([
  ['a kind in lower case', deployment('containers: []').replace('kind: D', 'kind: d'), 'deployment', 'apps/v1'],
  ['a kind of another group', deployment('containers: []').replace('apps/v1', 'v1'), 'Deployment', 'v1'],
  [
    'a group of former times',
    deployment('containers: []').replace('apps/v1', 'extensions/v1beta1'),
    'Deployment',
    'extensions/v1beta1',
  ],
])('%s is refused as the API server would', async (_what, text, kind, version) => {
  const { errors, names } = await scanText(text);
  expect(names).toEqual([]);
  expect(errors).toEqual([
    `a.yaml: document 1, line 2: no matches for kind "${kind}" in version "${version}": write apiVersion: apps/v1 and kind: Deployment`,
  ]);
});

test('a kind of somebody else may have a name that Kubernetes uses', async () => {
  const { errors, names } = await scanText(
    `apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}\nspec: {template: ${TEMPLATE}}\n`,
  );
  expect(errors).toEqual([]);
  expect(names).toEqual(['service.serving.knative.dev/a']);
});

test('objects of kinds that none of the chosen checks looks at are one note', async () => {
  const config = 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\n';
  const { errors, warnings, notes } = await scanText(
    [config, THING, config, deployment('containers: []')].join('---\n'),
  );
  expect([errors, warnings]).toEqual([[], []]);
  expect(notes).toEqual([
    'Defined more than once, of kinds that none of the chosen checks looks at: endpoints/a.',
    '3 objects are of kinds that none of the chosen checks looks at: Endpoints, Thing.',
  ]);
});

test('a typed kind that no selected check looks at is named in the note, and none of its objects is given on', async () => {
  const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\n';
  const path = folder({
    'a.yaml': [claim, claim.replace('name: a', 'name: b'), deployment('containers: []')].join('---\n'),
  });
  const { names, notes } = await scan({ paths: [path] }, { ...ALL, kinds: requests('Namespace', 'Deployment') });
  expect(names).toEqual(['deployment.apps/api']);
  expect(notes).toEqual(['2 objects are of kinds that none of the chosen checks looks at: PersistentVolumeClaim.']);
});

test('a list is known by its items, whatever it calls itself', async () => {
  const { names } = await scanText(
    'apiVersion: v1\nkind: Stuff\nitems: [{apiVersion: v1, kind: Namespace, metadata: {name: a}}]\n',
  );
  expect(names).toEqual(['namespace/a']);
});

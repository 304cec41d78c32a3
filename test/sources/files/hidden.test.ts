/** What a manifest says of its state, its owner or of patches takes no workload out of sight. */
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const CONTAINERS = '[{name: c, image: i, securityContext: {privileged: true}}]';
const POD = `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ns}\nspec: {containers: ${CONTAINERS}}\n`;
const TEMPLATE = `{metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: ${CONTAINERS}}}`;
const JOB = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: a, namespace: ns}\nspec: {template: ${TEMPLATE}}\n`;
const OWNER = '[{apiVersion: apps/v1, kind: Deployment, name: ghost, uid: u-1, controller: true}]';
const REVISION =
  `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: a, namespace: ns, ownerReferences: ${OWNER}}\n` +
  `spec: {replicas: 0, selector: {matchLabels: {a: b}}, template: ${TEMPLATE.replace('restartPolicy: Never, ', '')}}\n`;
const item = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
const NOTED = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: n, namespace: ns}\ndata: {$patch: delete}\n';

test.each([
  ['a pod that has succeeded', `${POD}status: {phase: Succeeded}\n`],
  ['a pod that has failed', `${POD}status: {phase: Failed}\n`],
  ['a job that is complete', `${JOB}status: {conditions: [{type: Complete, status: "True"}]}\n`],
  ['a revision of an owner that is nowhere', REVISION],
  [
    'a pod in a list with a key that looks like a directive',
    `apiVersion: v1\nkind: List\nitems:\n${item(POD)}${item(NOTED)}`,
  ],
  ['a pod with an annotation that looks like one', POD.replace('name: a,', 'name: a, annotations: {$patch: delete},')],
])('%s is judged', async (_, text) => {
  const { code, stdout, stderr } = await home.run(['scan', '-f', '-', '-o', 'wide', '--fail-on', 'critical'], {
    stdin: text,
  });
  expect(code, stderr).toBe(1);
  expect(stdout).toMatch(/^critical .*workloads\/privileged/m);
});

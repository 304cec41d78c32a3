/** What a manifest says of its state, its owner or of patches takes no workload out of sight. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
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
const HARMLESS = TEMPLATE.replace('privileged: true', 'privileged: false').replace('restartPolicy: Never, ', '');
const made = (kind: string, uid: string, by: string, template: string) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${uid}, namespace: ns, uid: ${uid}, ownerReferences: ` +
  `[{apiVersion: apps/v1, kind: Deployment, name: ${by}, uid: ${by}, controller: true}]}\n` +
  `spec: {selector: {matchLabels: {a: b}}, template: ${template}}\n`;
const DEPLOYMENT = made('Deployment', 'web', 'nobody', HARMLESS);
const PRIVILEGED = HARMLESS.replace('privileged: false', 'privileged: true');
const ROLLING = 'status: {observedGeneration: 0, replicas: 3, updatedReplicas: 0}\n';
const OWNED_POD = POD.replace(
  'name: a,',
  `name: a, ${made('Pod', 'a', 'web', '').match(/ownerReferences: .*\}\]/)?.[0]},`,
);
const item = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
const NOTED = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: noted, namespace: ns}\ndata: {$patch: delete}\n';

const CASES: readonly (readonly [string, string])[] = [
  ['a pod that has succeeded', `${POD}status: {phase: Succeeded}\n`],
  ['a pod that has failed', `${POD}status: {phase: Failed}\n`],
  ['a job that is complete', `${JOB}status: {conditions: [{type: Complete, status: "True"}]}\n`],
  ['a revision of an owner that is nowhere', REVISION],
  ['a revision that differs from its owner', `${DEPLOYMENT}---\n${made('ReplicaSet', 'web-1', 'web', PRIVILEGED)}`],
  [
    'a revision of a revision that differs',
    `${DEPLOYMENT}---\n${made('ReplicaSet', 'web-1', 'web', HARMLESS)}---\n${made('ReplicaSet', 'web-2', 'web-1', PRIVILEGED)}`,
  ],
  ['a revision that is its own owner', made('ReplicaSet', 'web-1', 'web-1', PRIVILEGED)],
  [
    'two revisions that own each other',
    `${made('ReplicaSet', 'web-1', 'web-2', PRIVILEGED)}---\n${made('ReplicaSet', 'web-2', 'web-1', PRIVILEGED)}`,
  ],
  ['a pod that differs from its owner', `${DEPLOYMENT}---\n${OWNED_POD}`],
  ['a pod of an owner that says it is being rolled out', `${DEPLOYMENT}${ROLLING}---\n${OWNED_POD}`],
  [
    'a pod in a list with a key that looks like a directive',
    `apiVersion: v1\nkind: List\nitems:\n${item(POD)}${item(NOTED)}`,
  ],
  ['a pod with an annotation that looks like one', POD.replace('name: a,', 'name: a, annotations: {$patch: delete},')],
];

/** All in one scan: each is a file with a namespace and uids of its own. */
function ownFile(text: string, at: number): string {
  return text.replaceAll('namespace: ns', `namespace: ns-${at}`).replace(/\buid: ([\w-]+)/g, `uid: $1-${at}`);
}

let seen: ReadonlyMap<string | undefined, Report['findings']>;
beforeAll(async () => {
  const folder = join(home.folder, 'manifests');
  mkdirSync(folder);
  for (const [at, [, text]] of CASES.entries()) writeFileSync(join(folder, `${at}.yaml`), ownFile(text, at));
  const { code, stdout, stderr } = await home.run(['scan', '-f', folder, '-o', 'json', '--fail-on', 'critical']);
  expect(code, stderr).toBe(1);
  const { findings } = JSON.parse(stdout) as Report;
  const critical = findings.filter(({ severity }) => severity === 'critical');
  seen = Map.groupBy(critical, ({ subject }) => subject.namespace);
});

test.each(CASES.map(([name], at) => [name, `ns-${at}`] as const))('%s is judged', (_, namespace) => {
  expect(seen.get(namespace)?.map(({ check }) => check)).toContain('workloads/privileged');
});

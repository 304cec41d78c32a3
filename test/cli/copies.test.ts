/** What is said of one copy holds whether or not there are others, and can be joined by its file. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: tolls}\n---\n';
const GATE = `apiVersion: apps/v1
kind: Deployment
metadata: {name: gate, namespace: tolls}
spec:
  selector: {matchLabels: {app: gate}}
  template:
    metadata: {labels: {app: gate}}
    spec:
      hostPID: true
      containers: [{name: gate, image: "registry.test/gate:1"}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: gate, namespace: tolls}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: ann}]
`;

function write(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(home.folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return path;
}

async function report(path: string): Promise<Report> {
  return JSON.parse((await home.run(['scan', '-R', '-f', path, '-o', 'json'])).stdout) as Report;
}

function idsOf({ findings, decisions }: Report): readonly string[] {
  return [...findings, ...decisions].map(({ id }) => id);
}

test.each([
  ['a folder beside it', 'north/gate.yaml', { 'south/gate.yaml': NAMESPACE + GATE }],
  ['a file beside it', 'gate.yaml', { 'another.yaml': NAMESPACE + GATE }],
  ['a folder around it', 'all/north/gate.yaml', { 'gate.yaml': NAMESPACE + GATE.replace('hostPID: true', '') }],
])('copies in %s change no id', async (_, file, others) => {
  const path = write(`ids-${file.replaceAll('/', '-')}`, { [file]: NAMESPACE + GATE });
  const alone = await report(path);
  write(`ids-${file.replaceAll('/', '-')}`, others);
  const beside = await report(path);
  expect(idsOf(alone).filter((id) => !idsOf(beside).includes(id))).toEqual([]);
  expect(beside.findings.length).toBeGreaterThan(alone.findings.length);
  expect(new Set(idsOf(beside)).size).toBe(idsOf(beside).length);
});

test('workloads and namespaces of a report are joined with its findings by file', async () => {
  const path = write('joined', {
    'north/gate.yaml': NAMESPACE + GATE,
    'south/gate.yaml': NAMESPACE + GATE.replace('hostPID: true', ''),
    'shared/other.yaml': GATE.replaceAll('gate', 'other').replaceAll('tolls', 'roads'),
  });
  const { findings, workloads, namespaces } = await report(path);
  const levels = workloads.map(({ name, file, origin, podSecurity }) => [
    name,
    file,
    origin?.file.slice(path.length + 1),
    podSecurity.level,
  ]);
  expect(levels).toEqual([
    ['other', undefined, 'shared/other.yaml', 'privileged'],
    ['gate', 'north/gate.yaml', 'north/gate.yaml', 'privileged'],
    ['gate', 'south/gate.yaml', 'south/gate.yaml', 'baseline'],
  ]);
  for (const { subject } of findings) {
    const { kind, name, namespace, file } = subject;
    const ofNamespace = namespaces.filter((each) => each.name === name && each.file === file);
    const ofWorkload = workloads.filter(
      (each) => each.name === name && each.namespace === namespace && each.file === file,
    );
    if (kind === 'Namespace') expect(ofNamespace).toHaveLength(1);
    if (kind === 'Deployment') expect(ofWorkload).toHaveLength(1);
  }
  expect(namespaces.map(({ name, file, podSecurity }) => [name, file, podSecurity.achievable])).toEqual([
    ['roads', undefined, 'privileged'],
    ['tolls', 'north/gate.yaml', 'privileged'],
    ['tolls', 'south/gate.yaml', 'baseline'],
  ]);
});

test('--fail-on ends with 3 where something that should have been readable was not, and not for what is skipped', async () => {
  const calm = GATE.replace('hostPID: true', '');
  const fails = async (path: string): Promise<number | null> =>
    (await home.run(['scan', '-R', '-f', path, '--fail-on', 'critical'])).code;
  const skipped = write('skipped', {
    'gate.yaml': calm,
    'values.yaml': 'replicas: 2\n',
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 0.1.0\n',
    'chart/templates/job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {{ .Release.Name }}\n',
  });
  expect(await fails(skipped)).toBe(0);
  const broken = write('broken', { 'gate.yaml': calm, 'job.yaml': 'apiVersion: batch/v1\nkind: Job\nspec: [\n' });
  expect(await fails(broken)).toBe(3);
  const piped = write('piped', { 'gate.yaml': calm });
  execFileSync('mkfifo', [join(piped, 'pipe.yaml')]);
  expect(await fails(piped)).toBe(3);
  expect((await home.run(['scan', '-R', '-f', piped])).code).toBe(0);
});

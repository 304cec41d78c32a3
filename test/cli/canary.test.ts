/** Values that must never leave the place where they are kept: planted everywhere, looked for in everything. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scanInAll } from '../support/all-formats.ts';
import { createHome, type Ended, type Home } from '../support/program.ts';

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

const PLANTED = {
  secretData: 'Y2FuYXJ5LXNlY3JldC1kYXRh',
  secretPlain: 'canary-secret-data',
  stringData: 'canary-string-data',
  lastApplied: 'canary-last-applied',
  annotation: 'canary-annotation',
  configMap: 'canary-config-map',
  environment: 'canary-env-hunter2',
  argument: 'canary-argument-s3cr3t',
  plainArgument: 'canaryinwords',
  label: 'canary-of-a-label',
} as const;

const MANIFESTS = `apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"password":"${PLANTED.lastApplied}"}}'
data: {password: ${PLANTED.secretData}}
stringData: {token: ${PLANTED.stringData}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {password: ${PLANTED.configMap}}
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {db-token: ${PLANTED.label}}
  annotations: {note: ${PLANTED.annotation}}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations:
    note: ${PLANTED.annotation}
    kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"env":"${PLANTED.lastApplied}"}}'
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
      annotations: {note: ${PLANTED.annotation}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1
        args: ["--password=${PLANTED.argument}", "-u=${PLANTED.plainArgument}", login, ${PLANTED.plainArgument}]
        env:
        - {name: DB_PASSWORD, value: ${PLANTED.environment}}
        securityContext:
          runAsUser: 101
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec:
  schedule: '@daily'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - {name: report, image: r, env: [{name: TOKEN, value: ${PLANTED.environment}}], securityContext: {runAsUser: 7}}
`;
const FORMATS = ['table', 'wide', 'json', 'yaml', 'name'];
const ANSWER = ['--verdict', 'pass', '--by', 'me', '--evidence', 'seen'];

function expectClean(text: string, values: readonly string[], where: string): void {
  for (const value of values) expect(text.includes(value), `${value} in ${where}`).toBe(false);
}
function expectCleanRun({ stdout, stderr }: Ended, values: readonly string[], where: string): void {
  expectClean(stdout, values, `stdout of ${where}`);
  expectClean(stderr, values, `stderr of ${where}`);
}
function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

async function expectNoHit(
  source: readonly string[],
  values: readonly string[],
  folders: readonly string[],
): Promise<void> {
  const commands = [
    ['scan', '-v', '9'],
    ['scan', '--checklist', '--include-system'],
    ['--apply', '--dry-run', '-v', '9'],
    ['--apply', '--yes', '--max-disruption', 'access', '--allow-managed', '-v', '9'],
    ...FORMATS.map((format) => ['history', '-o', format]),
    ['undo', '--dry-run'],
    ['undo', '--yes', '-v', '9'],
    ['undo', '--yes'],
  ];
  const inAll = await scanInAll(home, source);
  expectCleanRun(inAll, values, 'scan in all formats');
  for (const [format, text] of Object.entries(inAll.texts)) expectClean(text, values, format);
  for (const command of commands) {
    const name = command.join(' ');
    const ended = await home.run([...command, ...source]);
    expect([0, 1], name).toContain(ended.code);
    expectCleanRun(ended, values, name);
    for (const folder of folders)
      for (const file of filesBelow(folder)) expectClean(readFileSync(file, 'utf8'), values, `${file} after ${name}`);
  }
}

test('manifests from stdin: only the edited stream holds what was in it', async () => {
  const inAll = await scanInAll(home, ['-f', '-'], { stdin: MANIFESTS });
  expectCleanRun(inAll, Object.values(PLANTED), 'scan of stdin');
  for (const [format, text] of Object.entries(inAll.texts)) expectClean(text, Object.values(PLANTED), format);
  const applied = await home.run(['--apply', '-f', '-', '--yes'], { stdin: MANIFESTS });
  expect(applied.stdout).toContain(PLANTED.environment);
  expectClean(applied.stderr, Object.values(PLANTED), 'stderr of --apply -f -');
});

test('broken manifests: messages about them do not print what is in them', async () => {
  const broken = MANIFESTS.replace('data: {password: Y2', 'data: {password: [Y2').replace(
    'kind: CronJob',
    'kind: [CronJob',
  );
  for (const text of [broken, MANIFESTS.slice(0, 700), `${MANIFESTS}\n  - oops: [`]) {
    const ended = await home.run(['scan', '-f', '-', '-v', '9'], { stdin: text });
    expect(ended.code).toBe(3);
    expectCleanRun(ended, Object.values(PLANTED), 'broken manifests');
  }
});

test('the sample: its keys in clear reach no output and no journal', async () => {
  const values = ['sample-only-8f1c-not-a-real-key', 'sample-only-wJalr-not-a-real-key'];
  await expectNoHit(['--sample'], values, [join(home.folder, 'state', 'kubectl-harden', 'runs')]);
  expectCleanRun(await home.run(['attest', 'authentication/mfa', '--sample', ...ANSWER]), values, 'attest');
});

/** Names and texts of a cluster are shown as text, whatever they are made of: no control sequence reaches a terminal. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome, type Ended } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

/** Erases the screen, links somewhere else, turns the direction of writing, begins a line of its own. */
const EVIL = '\\e[2J\\e]8;;http://evil.example\\a\\x9b31m\\u202Egnp\\r\\nerror: ';
const MANIFESTS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {"a${EVIL}": "b${EVIL}"}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {"x${EVIL}": "y${EVIL}"}}
    spec:
      containers:
      - name: "c${EVIL}"
        image: "i${EVIL}"
        securityContext: {runAsUser: 7, capabilities: {add: ["${EVIL}"]}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: admins}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: "eve${EVIL}"}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: "web${EVIL}", namespace: "shop${EVIL}"}
---
"${EVIL}": [
`;

function expectText({ stdout, stderr }: Ended, what: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
  expect(`${stdout}${stderr}`.replaceAll('\n', ''), what).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
}

test('manifests full of control sequences are printed as text by every command', async () => {
  const folder = join(home.folder, 'manifests');
  mkdirSync(folder);
  writeFileSync(join(folder, 'evil.yaml'), MANIFESTS);
  for (const command of [
    ['scan'],
    ['scan', '-o', 'wide'],
    ['scan', '-o', 'name'],
    ['scan', '-o', 'json'],
    ['scan', '-o', 'yaml'],
    ['scan', '--checklist'],
    ['--apply', '--dry-run'],
    ['--apply', '--yes', '--max-disruption', 'access'],
    ['history', '-o', 'wide'],
    ['undo', '--yes'],
  ]) {
    const ended = await home.run([...command, '-f', folder]);
    expectText(ended, command.join(' '));
    if (command.includes('wide') && command[0] === 'scan') expect(ended.stdout).toMatch(/eve.*may do everything/);
  }
});

test('arguments are printed as text as well', async () => {
  const evil = 'x\u001b[2J\u202e\r\ny';
  for (const args of [
    [evil],
    [`--${evil}`],
    ['scan', '-o', evil],
    ['explain', evil],
    ['scan', '-f', evil],
    ['scan', '--context', evil],
    ['undo', evil, '--sample'],
  ])
    expectText(await home.run(args), JSON.stringify(args));
});

/** What operators set, from end to end: in the configuration file, and by flag. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ns}\nspec:\n  containers:\n  - {name: c, image: i, securityContext: {privileged: true}}\n';

function configure(text: string): void {
  mkdirSync(join(home.folder, 'config', 'kubectl-harden'), { recursive: true });
  writeFileSync(join(home.folder, 'config', 'kubectl-harden', 'config.yaml'), text);
}

const OWN =
  'checks:\n- {id: acme/privileged, from: workloads/privileged, title: Nothing is privileged, severity: low}\n';

test('a built-in check under another id is a check of its own', async () => {
  configure(OWN);
  const { stdout, code, stderr } = await home.run(
    ['scan', '-f', '-', '--check', 'acme/privileged,workloads/privileged', '-o', 'json'],
    { stdin: POD },
  );
  expect(code, stderr).toBe(0);
  const { checks, findings } = JSON.parse(stdout);
  expect(checks).toMatchObject([
    { id: 'acme/privileged', area: 'acme', item: 'workloads', title: 'Nothing is privileged', severity: 'low' },
    { id: 'workloads/privileged', severity: 'critical' },
  ]);
  const [own, builtIn] = [findings[1], findings[0]];
  expect([own.check, own.severity, builtIn.check]).toEqual(['acme/privileged', 'low', 'workloads/privileged']);
  expect(own.id).not.toBe(builtIn.id);
});

test('it is listed by its area, and explained', async () => {
  configure(OWN);
  const listed = await home.run(['checks', '--area', 'acme', '-o', 'name']);
  expect(listed.stdout).toBe('acme/privileged\n');
  const { stdout } = await home.run(['explain', 'acme/privileged']);
  expect(stdout).toMatch(
    /^Nothing is privileged\n\nCHECK: {8}acme\/privileged\nMADE OF: {6}workloads\/privileged\nSEVERITY: {5}low$/m,
  );
});

test('checks, explain and attest take settings as scan does', async () => {
  configure('');
  const set = ['--set', 'identity/static-cloud-creds.ignored=ACME_KEY'];
  const listed = await home.run(['checks', '--check', 'identity/static-cloud-creds', ...set, '-o', 'json']);
  expect(listed.code, listed.stderr).toBe(0);
  expect(listed.stdout).toContain('ACME_KEY');
  const explained = await home.run(['explain', 'identity/static-cloud-creds', ...set]);
  expect(explained.stdout).toContain('Current: ACME_KEY.');
  const answer = ['--verdict', 'pass', '--by', 'ann', '--evidence', 'seen', '--sample'];
  const attested = await home.run(['attest', 'authentication/mfa', ...answer, '--set', 'runtime/protection.agent=a']);
  expect(attested.code).toBe(2);
  expect(attested.stderr).toContain('runtime/protection has no setting and no input "agent".');
});

test.each([
  ['checks: [{id: acme, from: workloads/privileged}]', 'checks[0].id: "acme" is no id'],
  [
    'checks: [{id: workloads/privileged, from: workloads/privileged}]',
    'checks[0].id: The id workloads/privileged is taken',
  ],
  ['checks: [{id: acme/a, from: workloads/privilege}]', 'checks[0].from: There is no check "workloads/privilege".'],
  ['checks: [{id: acme/a, from: authentication/mfa}]', 'checks[0].from: authentication/mfa is answered by a person'],
  ['checks: [{id: acme/a, from: workloads/privileged, severity: bad}]', 'checks[0].severity: '],
  ['settings: {workloads/privilege: {a: 1}}', 'settings.workloads/privilege: There is no check'],
  [
    'settings: {workloads/privileged: {a: 1}}',
    'settings.workloads/privileged.a: workloads/privileged has no setting "a".',
  ],
  ['tables: {clouds: []}', 'tables.clouds: There is no such table: add-on-floors, '],
  [
    'tables: {cloud-credential-names: [{provider: a, pattern: b, where: env}, {provider: a}]}',
    'tables.cloud-credential-names: row 2: pattern: It is required.',
  ],
])('%s is refused with the file and the key named', async (text, message) => {
  configure(text);
  const { code, stderr } = await home.run(['scan', '--sample']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: \S*config\.yaml: /);
  expect(stderr).toContain(message);
});

test('a flag that sets what is not there is refused', async () => {
  configure('');
  const { code, stderr } = await home.run(['scan', '--sample', '--set', 'workloads/privileged.a=1']);
  expect(code).toBe(2);
  expect(stderr).toContain('error: --set "workloads/privileged.a=1" cannot be used');
  expect(stderr).toContain('workloads/privileged has no setting and no input "a". There is nothing to set.');
});

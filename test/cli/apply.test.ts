import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHome, type Home } from '../support/program.ts';

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

const WEB = `# the shop
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}   # keep me
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1
        securityContext:
          runAsUser: 101
`;

async function report(...args: string[]): Promise<{ readonly findings: readonly { readonly id: string }[] }> {
  // What became of the scan before is no state of the cluster.
  const { since: _, ...found } = JSON.parse((await home.run(['scan', '-o', 'json', ...args])).stdout);
  return found;
}

test('a run prints the diff and a line for each object; a second run has nothing to do; undo gives all back', async () => {
  const before = await report('--sample');
  const applied = await home.run(['--sample', '--apply', '--yes', '-n', 'shop']);
  expect(applied.code).toBe(0);
  expect(applied.stdout).toContain('# Deployment shop/cart\n');
  expect(applied.stdout).toContain('+            allowPrivilegeEscalation: false');
  expect(applied.stdout).toMatch(/^namespace\/shop labeled$/m);
  expect(applied.stdout).toMatch(/^deployment\.apps\/cart patched$/m);
  expect(applied.stderr).toMatch(/^Run \d{8}T\d{6}Z-[0-9a-f]{4}: \d+ findings resolved, 0 new\.$/m);
  expect((await report('--sample')).findings.length).toBeLessThan(before.findings.length);

  const again = await home.run(['--sample', '--apply', '--yes', '-n', 'shop']);
  expect(again.code).toBe(0);
  expect(again.stdout).toBe('');
  expect(again.stderr).toContain('Nothing to do');

  const undone = await home.run(['undo', '--sample', '--yes']);
  expect(undone.code).toBe(0);
  expect(undone.stdout).toMatch(/^deployment\.apps\/cart restored$/m);
  expect(await report('--sample')).toEqual(before);
});

test('a StatefulSet brings no new finding, although its pods are replaced after the write', async () => {
  const { code, stderr } = await home.run(['--sample', '--apply', '--yes', '-n', 'data']);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^Run \S+: [1-9]\d* findings resolved, 0 new\.$/m)]);
});

test('history lists runs newest first, and undo takes a run by name', async () => {
  expect((await home.run(['history', '--sample'])).stderr).toBe('No run has changed anything here.\n');
  await home.run(['--sample', '--apply', '--yes', '-n', 'shop']);
  const [run = ''] = (await home.run(['history', '--sample', '-o', 'name'])).stdout.trim().split('\n');
  expect((await home.run(['undo', run, '--sample', '--yes'])).code).toBe(0);
  const runs = JSON.parse((await home.run(['history', '--sample', '-o', 'json'])).stdout) as {
    kind: string;
    undoes?: string;
    state: string;
  }[];
  expect(runs.map(({ kind, undoes, state }) => [kind, undoes, state])).toEqual([
    ['undo', run, 'undo done'],
    ['apply', undefined, 'undone'],
  ]);
  const unknown = await home.run(['undo', 'no-such-run', '--sample', '--yes']);
  expect(unknown.stderr).toContain('error: There is no run no-such-run');
  expect(unknown.code).not.toBe(0);
});

test('without --yes and without a terminal nothing is changed, and it ends with 2', async () => {
  const before = await report('--sample');
  const { code, stdout, stderr } = await home.run(['--sample', '--apply', '-n', 'shop']);
  expect(code).toBe(2);
  expect(stdout).toContain('# Deployment shop/cart');
  expect(stderr).toContain('error: consent is needed and there is no terminal to ask: nothing was changed\nPass --yes');
  expect(await report('--sample')).toEqual(before);
});

test('a dry run never needs --yes, changes nothing, and ends with 1 while something is pending', async () => {
  const before = await report('--sample');
  const pending = await home.run(['--sample', '--apply', '--dry-run', '-n', 'shop']);
  expect(pending.code).toBe(1);
  expect(pending.stdout).toMatch(/^deployment\.apps\/cart patched \(dry run\)$/m);
  expect(await report('--sample')).toEqual(before);
  expect((await home.run(['--sample', '--apply', '--dry-run', '-n', 'ledger', '--severity', 'medium'])).code).toBe(0);
});

test('changing asks for a scope, and its flags ask for --apply', async () => {
  const { code, stderr } = await home.run(['--apply', '--yes']);
  expect(code).toBe(2);
  expect(stderr).toContain('error: --apply needs a scope');
  for (const args of [['--yes'], ['--dry-run'], ['--max-disruption', 'none']])
    expect((await home.run(['--sample', ...args])).code).toBe(2);
  expect((await home.run(['--sample', '--apply', '--fail-on', 'high'])).code).toBe(2);
});

test('in read-only mode the diff is shown, nothing is written, and it ends with 5', async () => {
  const { code, stdout, stderr } = await home.run(['--sample', '--apply', '--yes', '--read-only', '-n', 'shop']);
  expect(code).toBe(5);
  expect(stdout).toContain('# Deployment shop/cart');
  expect(stderr).toContain('error: nothing is written in read-only mode');
  expect((await home.run(['history', '--sample', '-o', 'name'])).stdout).toBe('');
});

test('--max-disruption limits what is taken, and the rest is listed with the flag that takes it', async () => {
  const { stdout, stderr } = await home.run(['--sample', '--apply', '--dry-run', '--max-disruption', 'none']);
  expect(stdout).toContain('namespace/shop labeled');
  expect(stdout).not.toContain('deployment.apps/');
  expect(stderr).toContain('Deployment shop/cart: It restarts pods. --max-disruption rollout would allow it.');
  expect(stderr).toContain('--allow-managed would allow it.');
});

test('what others own and what belongs to the platform needs its flag', async () => {
  const names = async (...args: string[]) =>
    (await home.run(['--sample', '--apply', '--dry-run', ...args])).stdout.match(
      /^\S+ (?:patched|labeled|configured|created)/gm,
    ) ?? [];
  expect(await names('-n', 'payments')).not.toContain('deployment.apps/api patched');
  expect(await names('-n', 'payments', '--allow-managed')).toContain('deployment.apps/api patched');
  expect(await names('-n', 'kube-system')).toEqual([]);
});

test('a platform namespace that is named is refused, not passed over', async () => {
  const refused = await home.run(['--sample', '--apply', '--yes', '-n', 'monitoring']);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toMatch(
    /^error: nothing was changed: .* belongs to the platform\. --include-system would allow it\.$/m,
  );
  expect((await home.run(['--sample', '--apply', '--yes', '-n', 'payments'])).code).toBe(0);
});

test('manifests: the diff touches only the wanted lines, and undo none', async () => {
  const folder = join(home.folder, 'manifests');
  mkdirSync(folder);
  writeFileSync(join(folder, 'web.yaml'), WEB);
  const applied = await home.run(['--apply', '-f', folder, '--yes']);
  expect(applied.code).toBe(0);
  expect(applied.stdout).toMatch(/^deployment\.apps\/web patched$/m);
  const edited = readFileSync(join(folder, 'web.yaml'), 'utf8');
  const added = edited.split('\n').filter((line) => !WEB.split('\n').includes(line));
  expect(added.length).toBeGreaterThan(3);
  expect(
    edited
      .split('\n')
      .filter((line) => !added.includes(line))
      .join('\n'),
  ).toBe(WEB);
  expect((await home.run(['--apply', '-f', folder, '--yes'])).stderr).toContain('Nothing to do');
  expect((await home.run(['undo', '-f', folder, '--yes'])).code).toBe(0);
  expect(readFileSync(join(folder, 'web.yaml'), 'utf8')).toBe(WEB);
});

test.each([
  ['Pod', '', 0],
  ['Job', 'template:\n    spec:\n', 4],
])(
  'the manifest of a %s is edited like any other, although a cluster takes no change of it',
  async (kind, head, by) => {
    const indent = ' '.repeat(by);
    const inner = `containers:\n- name: tool\n  image: registry.example.com/tool:1   # keep me\n  securityContext: {runAsUser: 101}\n`;
    const lines = inner
      .trimEnd()
      .split('\n')
      .map((row) => `${indent}  ${row}\n`)
      .join('');
    const api = kind === 'Pod' ? 'v1' : 'batch/v1';
    const text = `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: tool, namespace: shop}\nspec:\n${head === '' ? '' : `  ${head}`}${lines}`;
    const file = join(home.folder, 'tool.yaml');
    writeFileSync(file, text);
    const applied = await home.run(['--apply', '-f', file, '--yes']);
    expect([applied.code, applied.stdout]).toEqual([0, expect.stringMatching(/^(pod|job\.batch)\/tool patched$/m)]);
    const edited = readFileSync(file, 'utf8').split('\n');
    expect(edited.join('\n')).toContain('runAsNonRoot: true');
    expect(edited.filter((row) => text.split('\n').includes(row))).toEqual(
      text.split('\n').filter((row) => !row.includes('securityContext')),
    );
    expect((await home.run(['--apply', '-f', file, '--yes'])).stderr).toContain('Nothing to do');
    expect((await home.run(['undo', '-f', file, '--yes'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('manifests prove nothing about what else runs: namespaces get reports, what is enforced is left to a person', async () => {
  const file = join(home.folder, 'shop.yaml');
  const text = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
  writeFileSync(file, text);
  const applied = await home.run(['--apply', '-f', file, '--yes']);
  expect(applied).toMatchObject({ code: 0, stderr: expect.stringContaining('Left for you: ') });
  expect(readFileSync(file, 'utf8')).toBe(
    `${text}  labels:\n    pod-security.kubernetes.io/audit: restricted\n    pod-security.kubernetes.io/warn: restricted\n`,
  );
  expect((await home.run(['--apply', '-f', file, '--yes'])).stderr).toContain('Nothing to do');
});

test('undo refuses with the diff when somebody else changed the file since', async () => {
  const file = join(home.folder, 'web.yaml');
  writeFileSync(file, WEB);
  await home.run(['--apply', '-f', file, '--yes']);
  const theirs = readFileSync(file, 'utf8').replace(
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: true',
  );
  writeFileSync(file, theirs);
  const { code, stderr } = await home.run(['undo', '-f', file, '--yes']);
  expect(code).toBe(5);
  expect(stderr).toContain('error: not undone: Deployment shop/web');
  expect(readFileSync(file, 'utf8')).toBe(theirs);
});

test('a stream comes out edited on stdout, the diff on stderr, and leaves no journal', async () => {
  const { code, stdout, stderr } = await home.run(['--apply', '-f', '-', '--yes'], { stdin: WEB });
  expect(code).toBe(0);
  expect(stdout).toContain('# the shop\n');
  expect(stdout).toContain('runAsNonRoot: true');
  expect(stderr).toContain('# Deployment shop/web');
  expect(stderr).toContain('deployment.apps/web patched');
  const again = await home.run(['--apply', '-f', '-', '--yes'], { stdin: stdout });
  expect(again.stdout).toBe(stdout);
  expect(readdirSync(home.folder)).not.toContain('state');
});

test('a journal that cannot be written stops the run before any write, with 4', async () => {
  writeFileSync(join(home.folder, 'state'), 'a file where a folder should be');
  const file = join(home.folder, 'web.yaml');
  writeFileSync(file, WEB);
  const { code, stderr } = await home.run(['--apply', '-f', file, '--yes']);
  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: /m);
  expect(readFileSync(file, 'utf8')).toBe(WEB);
});

test('an answer of a person is kept for the cluster until it expires, and never covers a finding', async () => {
  const answer = ['--sample', '--verdict', 'pass', '--by', 'sre@example.com', '--evidence', 'policy P-7'];
  const attested = await home.run(['attest', 'authentication/mfa', ...answer]);
  expect(attested.code).toBe(0);
  expect(attested.stdout).toMatch(/^authentication\/mfa attested until \d{4}-\d{2}-\d{2}\n$/);
  const { stdout } = await home.run(['scan', '--sample', '-o', 'json']);
  expect(JSON.parse(stdout).checks).toContainEqual(
    expect.objectContaining({ id: 'authentication/mfa', status: 'attested', confidence: 'attested' }),
  );
  const refused = await home.run(['attest', 'workloads/privileged', ...answer]);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain('error: workloads/privileged is decided by evidence');
  expect((await home.run(['attest', 'authentication/mfa', '--sample', '--verdict', 'pass'])).code).toBe(2);
  const past = await home.run(['attest', 'authentication/mfa', ...answer, '--expires', '2020-01-01']);
  expect(past.code).toBe(2);
});

test('what a change has to be told is taken from --set, and asked for by name where it is missing', async () => {
  const path = join(home.folder, 'shop.yaml');
  writeFileSync(path, WEB);
  const egress = ['--apply', '-f', path, '--check', 'network/default-deny-egress', '--dry-run'];
  const input = 'network/default-deny-egress.dnsPods';
  const without = await home.run(egress);
  expect(without.stderr).toContain(`With --set ${input}=VALUE more changes can be offered.`);
  const told = await home.run([...egress, '--set', `${input}=kube-system/k8s-app=kube-dns:53`]);
  expect(told.stderr).toContain('Left for you: 1 decision.');
  expect(told.stderr).not.toContain('--set');
  const scan = ['scan', '-f', path, '--check', 'network/default-deny-egress', '-o', 'json'];
  const { decisions } = JSON.parse((await home.run([...scan, '--set', `${input}=kube-system/a=b:53`])).stdout);
  expect(decisions).toMatchObject([{ readiness: 'review', changes: 2 }]);
});

test.each([
  ['x', 'Write it as CHECK.NAME=VALUE.'],
  ['network/default-deny-egress.dnsPods=dns', 'Write it as NAMESPACE/KEY=VALUE:PORT'],
  ['network/default-deny-egress.dns=x', 'It takes dnsPods.'],
  ['network/default-deny-ingress.dns=x', 'There is nothing to set.'],
  ['network/none.dns=x', 'there is no check'],
])('--set %s is refused, and says why', async (value, why) => {
  const { code, stderr } = await home.run(['scan', '--sample', '--set', value]);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});

test('KUBECTL_EXTERNAL_DIFF shows the diff, gets no credentials, and ends the run when it cannot', async () => {
  const path = join(home.folder, 'external.yaml');
  writeFileSync(path, WEB.replace('image: registry', 'env: [{name: A, value: canary-7f3a}]\n        image: registry'));
  const args = ['--apply', '-f', path, '--check', 'workloads/seccomp', '--dry-run'];
  const shown = await home.run(args, { env: { KUBECTL_EXTERNAL_DIFF: 'diff -u -N ;id' } });
  expect(shown.code).toBe(1);
  expect(shown.stdout).toMatch(/^\+\+\+ .*MERGED-\w+\/apps\.v1\.Deployment\.shop\.web/m);
  expect(shown.stdout).toMatch(/^\+ +type: RuntimeDefault$/m);
  expect(shown.stdout).not.toMatch(/canary|uid=/);
  const broken = await home.run([...args.slice(0, -1), '--yes'], { env: { KUBECTL_EXTERNAL_DIFF: 'no-such-program' } });
  expect(broken.code).toBe(3);
  expect(broken.stderr).toContain('error: the diff program no-such-program');
  expect(readFileSync(path, 'utf8')).not.toContain('RuntimeDefault');
});

import { existsSync } from 'node:fs';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

interface ScanReport {
  readonly findings: readonly {
    readonly id: string;
    readonly severity: string;
    readonly subject: { readonly namespace: string };
  }[];
  readonly decisions: readonly { readonly findings: readonly string[] }[];
}
async function report(...args: string[]): Promise<ScanReport> {
  const { stdout, code } = await home.run(['scan', '--sample', '-o', 'json', ...args]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as ScanReport;
}

test('a scan prints decisions to stdout, the sum to stderr, and ends with 0', async () => {
  const { code, stdout, stderr } = await home.run(['scan', '--sample']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^SEVERITY {3}READINESS +DECISION/);
  expect(stdout).toContain('Default deny in sandbox');
  expect(stderr).toMatch(
    /^\d+ decisions in \d+ rows cover \d+ findings\. \d+ not shown: platform \d+ \(--include-system\)\.\n/,
  );
});

test('without a command and without a terminal it is a scan', async () => {
  // Each the first reading of its home: a later one says since when.
  const [one, other] = [createHome(), createHome()];
  onTestFinished(() => {
    for (const each of [one, other]) each.remove();
  });
  const [plain, scan] = await Promise.all([one.run(['--sample']), other.run(['scan', '--sample'])]);
  expect(plain).toEqual(scan);
});

test('shown and not shown together are all findings, in every format', async () => {
  const all = (await report()).findings.length;
  for (const args of [[], ['-o', 'wide'], ['-o', 'name'], ['-o', 'yaml'], ['--severity', 'high'], ['-n', 'shop,ci']]) {
    const { stderr, stdout } = await home.run(['scan', '--sample', '--no-headers', ...args]);
    const numbers =
      /^(?:[\d,]+ decisions?(?: in [\d,]+ rows?)? covers? ([\d,]+) findings?|No findings).*?\.(?: ([\d,]+) not shown.*)?$/m.exec(
        stderr,
      );
    expect(numbers, stderr).not.toBeNull();
    const [shown, hidden] = [numbers?.[1], numbers?.[2]].map((text) => Number((text ?? '0').replaceAll(',', '')));
    const total = args[0] === '-n' ? (await report(...args)).findings.length : all;
    expect((shown ?? 0) + (hidden ?? 0), args.join(' ')).toBe(total);
    if (args[1] === 'wide') expect(stdout.trimEnd().split('\n')).toHaveLength(shown ?? 0);
  }
});

test('two runs on the same state are equal byte for byte', async () => {
  for (const format of ['json', 'yaml', 'table', 'wide', 'name']) {
    const [first, second] = await Promise.all([
      home.run(['scan', '--sample', '-o', format]),
      home.run(['scan', '--sample', '-o', format]),
    ]);
    expect(first.stdout).toBe(second.stdout);
  }
});

test('every finding of the report belongs to one of its decisions', async () => {
  const { findings, decisions } = await report();
  const decided = decisions.flatMap((decision) => decision.findings);
  expect(new Set(decided).size).toBe(decided.length);
  expect(new Set(decided)).toEqual(new Set(findings.map(({ id }) => id)));
});

test('-n leaves out other namespaces and what belongs to the whole cluster', async () => {
  const { findings } = await report('-n', 'shop');
  expect(findings.length).toBeGreaterThan(0);
  expect(new Set(findings.map(({ subject }) => subject.namespace || 'shop'))).toEqual(new Set(['shop']));
});

test('-n finds in a namespace what a scan of the whole cluster finds there', async () => {
  const found = Map.groupBy((await report()).findings, ({ subject }) => subject.namespace);
  for (const namespace of ['shop', 'ledger', 'payments', 'kube-system']) {
    const { findings } = await report('-n', namespace);
    const inside = findings.filter(({ subject }) => subject.namespace === namespace);
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.map(({ id }) => id).sort()).toEqual(
      found
        .get(namespace)
        ?.map(({ id }) => id)
        .sort(),
    );
  }
});

test('--severity leaves out what is less severe', async () => {
  const { findings } = await report('--severity', 'high');
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['critical', 'high']));
});

test('--check, --skip-check and --area choose the checks', async () => {
  const ids = async (...args: string[]) => {
    const { stdout } = await home.run(['checks', '-o', 'name', ...args]);
    return stdout.trim().split('\n');
  };
  expect(await ids('--check', 'workloads/seccomp,audit/enabled')).toEqual(['audit/enabled', 'workloads/seccomp']);
  const network = await ids('--area', 'network');
  expect(network.every((id) => id.startsWith('network/'))).toBe(true);
  expect(await ids('--area', 'network', '--skip-check', network[0] ?? '')).toEqual(network.slice(1));
});

test.each([
  [['--check', 'seccomp'], 'there is no check "seccomp"\nDid you mean workloads/seccomp?'],
  [['--area', 'netwrk'], 'there is no area "netwrk"\nDid you mean network?'],
  [['-n', 'a', '-A'], '--namespace and --all-namespaces exclude each other'],
  [['-f', '.'], '--sample and --filename exclude each other'],
])('scan --sample %j is wrong usage', async (args, message) => {
  const { code, stdout, stderr } = await home.run(['scan', '--sample', ...args]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(`error: ${message}`);
});

test('what is folded counts for --fail-on as well', async () => {
  const folded = ['--sample', '--check', 'workloads/seccomp', '--severity', 'medium', '--fail-on', 'medium'];
  const { stderr, stdout, code } = await home.run(['scan', ...folded, '--no-headers']);
  expect(stderr).toMatch(/platform [1-9]\d* \(--include-system\)/);
  expect([stdout, code]).not.toEqual(['', 0]);
});

test('in files nothing is folded, whatever its names and labels say', async () => {
  const stdin = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: cilium, labels: {app.kubernetes.io/part-of: argocd, k8s-app: cilium}}
spec: {containers: [{name: a, image: example.com/a:1, securityContext: {privileged: true}}]}
`;
  const { stdout, stderr, code } = await home.run(['scan', '-f', '-', '-o', 'wide', '--fail-on', 'critical'], {
    stdin,
  });
  expect(stdout).toContain('workloads/privileged');
  expect(stderr).not.toContain('platform');
  expect(code).toBe(1);
});

test('--fail-on ends with 1 when something is that severe, with 0 when nothing is', async () => {
  const only = ['scan', '--sample', '--check', 'workloads/privileged'];
  expect((await home.run([...only, '--fail-on', 'critical'])).code).toBe(1);
  expect((await home.run([...only, '--fail-on', 'none'])).code).toBe(0);
  expect((await home.run([...only, '-n', 'ledger', '--fail-on', 'low'])).code).toBe(0);
});

test('the exit code does not depend on the format', async () => {
  for (const format of ['table', 'wide', 'json', 'yaml', 'name']) {
    const args = ['scan', '--sample', '--check', 'workloads/privileged', '-n', 'kube-system', '--fail-on', 'medium'];
    expect((await home.run([...args, '-o', format])).code, format).toBe(1);
  }
});

test('--quiet leaves stderr empty, -v 1 names the phases', async () => {
  expect((await home.run(['scan', '--sample', '-q'])).stderr).toBe('');
  expect((await home.run(['scan', '--sample', '-v', '1'])).stderr).toMatch(/reading.*\n.*done: \d+ objects/s);
});

test('no colour and no control sequence reach a pipe, unless asked for', async () => {
  const { stdout } = await home.run(['scan', '--sample'], { env: { TERM: 'xterm-256color' } });
  expect(stdout).not.toContain('\u001b');
  const diff = await home.run(['--sample', '--apply', '--dry-run', '--color=always', '-n', 'shop']);
  expect(diff.stdout).toContain('\u001b[32m+');
});

test('a namespace that is not there is no namespace in order', async () => {
  const { code, stderr } = await home.run(['scan', '--sample', '-n', 'sohp', '--fail-on', 'high']);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^error: namespace sohp not found in the bundled sample cluster\nNo findings in what could be read/,
  );
});

test('a platform namespace is folded, but not for whoever names it, and then it counts', async () => {
  const folded = await home.run(['scan', '--sample', '--area', 'workloads', '--fail-on', 'high', '-n', 'web']);
  const named = await home.run(['scan', '--sample', '--area', 'workloads', '--fail-on', 'medium', '-n', 'monitoring']);
  expect(folded.code).toBe(0);
  expect(named.code).toBe(1);
  expect(named.stdout).toContain('Helm release kube-prometheus-stack (2)');
  expect(named.stderr).not.toContain('not shown');
});

test('an answer that says fail counts like a finding, in the sum and in the exit code', async () => {
  const only = ['--sample', '--check', 'authentication/mfa'];
  const answer = ['--verdict', 'fail', '--by', 'ann', '--evidence', 'seen', '--expires', '2099-01-01'];
  await home.run(['attest', 'authentication/mfa', '--sample', ...answer]);
  const { code, stderr } = await home.run(['scan', ...only, '--fail-on', 'high']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^1 check fails by its answer\.\nauthentication\/mfa fails: answered by ann on [\d-]+, until 2099-01-01: seen\n$/,
  );
  expect((await home.run(['scan', ...only, '--fail-on', 'critical'])).code).toBe(0);
});

test.each([
  [2, ['--severity', 'critical', '--fail-on', 'high'], '--severity critical hides what --fail-on high counts'],
  [2, ['--checklist', '-o', 'json'], '--checklist needs -o table'],
  [3, ['--records', '/nope/records.yaml'], 'there is no file /nope/records.yaml'],
  [2, ['-o', 'xml'], 'must be one of table, wide, namespaces, json, yaml, name'],
])('exit code %i for %j, which is not passed over', async (wanted, args, why) => {
  const { code, stderr } = await home.run(['scan', '--sample', ...args]);
  expect(code).toBe(wanted);
  expect(stderr).toContain(why);
  expect(stderr).not.toContain('No findings');
});

test('a command takes only the formats that its help names', async () => {
  const { code, stderr } = await home.run(['explain', 'rbac/wildcards', '-o', 'wide']);
  expect(code).toBe(2);
  expect(stderr).toContain('must be one of table, json, yaml\n');
  expect((await home.run(['scan', '-R'])).stderr).toContain('--recursive needs --filename');
});

test('answers that cannot be kept are no refusal', async () => {
  const answer = ['--verdict', 'pass', '--by', 'ann', '--evidence', 'seen', '--records', '/proc/x.yaml'];
  const { code, stderr } = await home.run(['attest', 'authentication/mfa', '--sample', ...answer]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error: The answer cannot be saved in \/proc\/x\.yaml/m);
});

test.runIf(existsSync('/dev/full'))('output that cannot be written is an error in one sentence', async () => {
  const { code, stderr } = await home.run(['checks'], { stdoutTo: '/dev/full' });
  expect(code).toBe(3);
  expect(stderr).toBe('error: the output cannot be written: ENOSPC. It is incomplete.\n');
});

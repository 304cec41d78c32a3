/** One sum in every format and on stderr, through the program: of files, of what a kustomization builds, and after a run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { COUNTERS } from '../../report/format-sums.ts';
import { scanInAll } from '../../support/all-formats.ts';
import { createHome, type Home } from '../../support/program.ts';

const pod = (name: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: main, image: "nginx:1"${more}}]
`;
const FILES = {
  'base/web.yaml': `${pod('web', ', securityContext: {privileged: true}')}---\n${pod('api')}`,
  'base/rights.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: all}\nrules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]\n',
  'base/system.yaml': pod('agent').replace('namespace: shop', 'namespace: kube-system'),
  'base/kustomization.yaml': 'resources: [web.yaml, rights.yaml, system.yaml]\n',
  'overlay/kustomization.yaml': 'resources: [../base]\n',
};

function write(home: Home): void {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(home.folder, path)), { recursive: true });
    writeFileSync(join(home.folder, path), text);
  }
}

const FILTERS = [[], ['--severity', 'high'], ['-n', 'shop'], ['--include-system', '--area', 'workloads']] as const;

async function demandOneSum(home: Home, args: readonly string[]): Promise<number> {
  const { texts, stderr, code } = await scanInAll(home, args);
  expect(code, stderr).toBe(0);
  // Tables are for eyes: what is folded there is not in them.
  const all = Object.entries(COUNTERS).map(([name, count]) => {
    const text = texts[name] ?? '';
    const { open, waived, answered } = count(name === 'table' || name === 'wide' ? withoutHead(text) : text);
    return [name, open, waived, answered];
  });
  const [, ...sums] = all[0] ?? [];
  expect(all).toEqual(all.map(([name]) => [name, ...sums]));
  const [, told = '0'] = /covers? (\d+) findings?/.exec(stderr) ?? [];
  expect([args, Number(told)]).toEqual([args, sums[0]]);
  return Number(told);
}

/** The first line of each table. */
function withoutHead(text: string): string {
  return text
    .split('\n\n')
    .map((table) => table.slice(table.indexOf('\n') + 1))
    .join('\n\n');
}

test.each([
  ['-f', 'base'],
  ['-k', 'overlay'],
])('%s %s, before a run and after it', async (flag, place) => {
  const home = createHome();
  onTestFinished(() => home.remove());
  write(home);
  const sums = async () => {
    const found: number[] = [];
    for (const filter of FILTERS) found.push(await demandOneSum(home, [flag, place, ...filter]));
    return found;
  };
  const before = await sums();
  const applied = await home.run([flag, place, '--apply', '--yes'], { cwd: home.folder });
  expect(applied.code, applied.stderr).toBe(0);
  const after = await sums();
  expect(after[0]).toBeGreaterThan(0);
  expect(after[0]).toBeLessThan(before[0] ?? 0);
  // What the run says is resolved, and what it leaves, is what a scan finds.
  const { stdout } = await home.run(['scan', flag, place, '-o', 'json'], { cwd: home.folder });
  expect(applied.stderr).toContain(`${(before[0] ?? 0) - (after[0] ?? 0)} findings resolved, 0 new.`);
  expect(applied.stderr).toContain(`Left for you: ${JSON.parse(stdout).decisions.length} decisions.`);
});

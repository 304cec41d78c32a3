/** What a run leaves is named, worst first, and is what the next run begins with. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SEVERITIES } from '../../src/model/finding.ts';
import type { Severity } from '../../src/plugin-api/index.ts';
import { createHome, type Home } from '../support/program.ts';

const homes: Home[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) home.remove();
});
function newHome(): Home {
  const home = createHome();
  homes.push(home);
  return home;
}

/** From "Left for you" on. */
function leftIn(stderr: string): readonly string[] {
  const lines = stderr.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith('Left for you: '));
  return at < 0 ? [] : lines.slice(at);
}

function severities(left: readonly string[]): readonly number[] {
  return left.flatMap((line) => {
    const found = /^ {2}([a-z]+): /.exec(line)?.[1];
    return found === undefined ? [] : SEVERITIES.indexOf(found as Severity);
  });
}

test.each([
  ['-A'],
  ['-n', 'shop,ci'],
  ['-A', '--severity', 'high'],
  ['-A', '--include-system'],
  ['-A', '--allow-managed'],
])('the next run leaves what this one left: %s %s %s', async (...scope) => {
  const home = newHome();
  const run = () => home.run(['--apply', '--sample', '--yes', ...scope]);
  const [first, second] = [leftIn((await run()).stderr), leftIn((await run()).stderr)];
  expect(first.length).toBeGreaterThan(1);
  expect(first.filter((line) => !line.endsWith('It is ready now: apply again.'))).toEqual(
    expect.arrayContaining(second.slice(1)),
  );
  expect(severities(first)).toEqual(severities(first).toSorted());
  const asked = scope.filter((each) => each !== '-A' && each !== '--allow-managed');
  const { stdout } = await home.run(['scan', '--sample', '-o', 'json', ...asked]);
  const { decisions } = JSON.parse(stdout);
  expect(first[0]).toBe(`Left for you: ${decisions.length} decisions.`);
  expect(first.slice(1).length + folded(first)).toBe(decisions.length + Math.sign(folded(first)));
});

/** Decisions of the platform that are counted and not listed. */
function folded(left: readonly string[]): number {
  return Number(
    /^ {2}(\d+) decisions? of the platform, not listed \(--include-system\)\.$/.exec(left.at(-1) ?? '')?.[1] ?? 0,
  );
}

const HALF_READY = `apiVersion: apps/v1
kind: Deployment
metadata: { name: gauge, namespace: metering }
spec:
  selector: { matchLabels: { app: gauge } }
  template:
    metadata: { labels: { app: gauge } }
    spec:
      containers:
        - name: gauge
          image: registry.example.com/gauge:2
          volumeMounts: [{ name: disk, mountPath: /host, readOnly: true }]
      volumes: [{ name: disk, hostPath: { path: / } }]
`;

test('a ready part of a worse whole is taken, and what remains of it is named by its worst finding', async () => {
  const home = newHome();
  const folder = join(home.folder, 'manifests');
  mkdirSync(folder);
  writeFileSync(join(folder, 'gauge.yaml'), HALF_READY);
  const table = await home.run(['scan', '-f', folder]);
  expect(table.stdout).toMatch(/^critical +needs-input, 2 of \d+ ready +Deployment metering\/gauge/m);
  const pending = await home.run(['--apply', '-f', folder, '--dry-run']);
  const done = await home.run(['--apply', '-f', folder, '--yes']);
  expect(done.stderr).toContain('2 findings resolved, 0 new.');
  const left = leftIn(done.stderr);
  expect(left[1]).toMatch(/^ {2}critical: Deployment metering\/gauge: Volume disk is \/ of the node/);
  expect(leftIn(pending.stderr)).toEqual(left);
  const again = await home.run(['--apply', '-f', folder, '--yes']);
  expect(leftIn(again.stderr)).toEqual(left);
  const { stdout } = await home.run(['scan', '-f', folder]);
  expect(left[0]).toBe(`Left for you: ${stdout.trimEnd().split('\n').length - 1} decisions.`);
});

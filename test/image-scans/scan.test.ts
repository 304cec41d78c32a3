import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openScanner, scanImages } from '../../src/image-scans/index.ts';
import { LIMITS, type Limits } from '../../src/image-scans/run.ts';
import { fakeScanner, TELLS } from './fake.ts';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const ENV = {
  PATH: process.env.PATH,
  HOME: '/home/sre',
  KUBECONFIG: '/k',
  AWS_SECRET_ACCESS_KEY: 'x',
  TRIVY_SEVERITY: 'LOW',
};

async function scanned(body: string, image = 'shop/api:1.4', limits: Limits = LIMITS) {
  const scanner = await openScanner(fakeScanner(body), {});
  return scanImages(scanner, [{ image, digest: DIGEST }], { env: ENV, limits }, new AbortController().signal);
}

test('what the scanner is given, and what of its report is kept', async () => {
  const { scans, unscanned } = await scanned(TELLS);
  expect(unscanned).toEqual([]);
  const [scan] = scans;
  expect(scan).toMatchObject({
    image: 'shop/api:1.4',
    digest: DIGEST,
    vulnerabilities: [
      { vulnerabilityID: 'CVE-2026-0001', severity: 'CRITICAL' },
      { vulnerabilityID: 'CVE-2026-0002', severity: 'HIGH', fixedVersion: '2' },
    ],
  });
  const { args, env, files } = JSON.parse(scan?.os?.family ?? '');
  expect(args.slice(-2)).toEqual(['--', `docker.io/shop/api@${DIGEST}`]);
  expect(args).toContain('--scanners=vuln');
  expect(env.filter((name: string) => /^(KUBE|AWS|TRIVY)/.test(name))).toEqual([]);
  expect(files).toEqual([]);
});

test.each([
  ['prints no JSON', 'console.log("{")', 'what the scanner printed is no report as Trivy writes it'],
  ['prints another document', 'console.log("[]")', 'what the scanner printed is no report as Trivy writes it'],
  [
    'prints a report of another form',
    'console.log(JSON.stringify({ SchemaVersion: 3 }))',
    'what the scanner printed is no report as Trivy writes it',
  ],
  ['prints nothing', '', 'what the scanner printed is no report as Trivy writes it'],
  ['fails in silence', 'process.exit(3)', 'the scanner failed: exit code 3'],
  ['fails', 'console.error("first\\nno such \\u001b[2Jimage"); process.exitCode = 1', 'the scanner failed: no such'],
  [
    'fails with a credential',
    'console.error("GET https://me:hunter2secret@registry.example/v2"); process.exitCode = 1',
    'the scanner failed:',
  ],
])('a scanner that %s makes its image unknown', async (_, body, reason) => {
  const { scans, unscanned } = await scanned(body);
  expect(scans).toEqual([]);
  expect(unscanned).toEqual([{ image: 'shop/api:1.4', digest: DIGEST, reason: expect.stringContaining(reason) }]);
  expect(JSON.stringify(unscanned)).not.toMatch(/hunter2secret|\\u001b/);
});

test('time and output are bounded', async () => {
  const slow = await scanned('setInterval(() => {}, 1000)', 'shop/api:1', { ...LIMITS, milliseconds: 1 });
  expect(slow.unscanned[0]?.reason).toBe('the scanner did not end in time');
  const large = await scanned('for (;;) require("node:fs").writeSync(1, "x".repeat(65536))', 'shop/api:1', {
    ...LIMITS,
    bytes: 1000,
  });
  expect(large.unscanned[0]?.reason).toBe('the scanner printed more than is read');
});

test.each([
  '--output=/etc/passwd',
  'shop/api:1\n--debug',
  '../../etc/passwd',
  '/var/lib/image.tar',
  'https://registry.example/api',
  'shop/api:\u001b[2J',
  `shop/${'a'.repeat(600)}`,
  '',
])('%j is no argument of a program', async (image) => {
  const scanner = await openScanner(fakeScanner(TELLS), {});
  const { scans, unscanned } = await scanImages(scanner, [{ image }], { env: ENV }, new AbortController().signal);
  expect(scans).toEqual([]);
  expect(unscanned).toEqual([{ image, reason: 'its name is none that a registry takes' }]);
});

test('an interrupt ends the scanner and what it has started', async () => {
  const mark = join(tmpdir(), `fake-scanner-${process.pid}-children`);
  const scanner = await openScanner(
    fakeScanner(`
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync(${JSON.stringify(mark)}, process.pid + ' ' + child.pid);
      setInterval(() => {}, 1000);`),
    {},
  );
  const aborts = new AbortController();
  const ends = scanImages(scanner, [{ image: 'shop/api:1' }], { env: ENV }, aborts.signal);
  ends.catch(() => undefined);
  await expect.poll(() => existsSync(mark) && readFileSync(mark, 'utf8').includes(' '), { timeout: 60_000 }).toBe(true);
  aborts.abort(new Error('stopped'));
  await expect(ends).rejects.toThrow('stopped');
  const isThere = (pid: number) => {
    try {
      // A child whose parent has gone stays listed until it is waited for.
      return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };
  for (const pid of readFileSync(mark, 'utf8').split(' ').map(Number))
    await expect.poll(() => isThere(pid), { timeout: 60_000 }).toBe(false);
});

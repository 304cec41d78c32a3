/** What other programs take no more of: the worst is kept, and what is left out is said. */
import { expect, test } from 'vitest';
import type { Decision } from '../../../src/model/decision.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { ScanSnapshot } from '../../../src/model/snapshot.ts';
import { FORMATS } from '../../../src/report/formats/index.ts';
import { scanOutput } from '../../../src/report/scan.ts';
import { select } from '../../../src/report/selection.ts';
import { decision, finding } from '../../support/sketch.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';

const OPTIONS = { hasHeader: true, version: 'v1.2.3', root: '/work', reportGroup: 'wgpolicyk8s.io' } as const;

/** One critical finding, and so many low ones in decisions of ten. */
function many(amount: number, name: (index: number) => string): ScanSnapshot {
  const pod = (index: number) => ({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: name(index) });
  const low = Array.from({ length: amount }, (_, index) =>
    finding(`low-${index}`, 'workloads/drop-all', 'low', pod(index), `${name(index)} keeps capabilities`),
  );
  const worst = finding('worst', 'workloads/privileged', 'critical', pod(0), 'is privileged');
  const decided = (id: string, findings: readonly Finding[]): Decision =>
    decision(id, 'drop-capabilities', id, [...findings], { variants: [] });
  const decisions = [
    ...Array.from({ length: Math.ceil(amount / 10) }, (_, at) => decided(`d-${at}`, low.slice(at * 10, at * 10 + 10))),
    decided('d-worst', [worst]),
  ];
  return { ...SNAPSHOT, findings: [worst, ...low], decisions, waived: [] };
}

async function printed(name: string, snapshot: ScanSnapshot): Promise<string> {
  const format = FORMATS.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  const output = scanOutput(snapshot, select(snapshot, { hasPlatform: true }), { hasChecklist: false });
  let text = '';
  for await (const chunk of format.print(output, OPTIONS)) text += chunk;
  return text;
}

test('SARIF holds as many results as code scanning takes', async () => {
  const { runs } = JSON.parse(
    await printed(
      'sarif',
      many(26_000, (index) => `pod-${index}`),
    ),
  );
  const [{ results, invocations }] = runs as [Run];
  expect(results).toHaveLength(25_000);
  expect(results.some(({ partialFingerprints }) => partialFingerprints['kubectlHarden/v1'] === 'worst')).toBe(true);
  const left = /^([\d,]+) results are left out/.exec(
    invocations[0]?.toolExecutionNotifications.at(-1)?.message.text ?? '',
  );
  // One finding more than those, and what has no finding: a check without a verdict, and a question.
  expect(left?.[1]).toBe('1,003');
});

interface Run {
  readonly results: readonly { readonly partialFingerprints: Readonly<Record<string, string>> }[];
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
  }[];
}

test.each([
  ['short names', 3000, (index: number) => `pod-${index}`],
  ['long names', 2000, (index: number) => `${'a'.repeat(10_000)}${index}`],
  ['names of two words in a character', 2000, (index: number) => `${'\u{1f600}'.repeat(200)}${index}`],
])('a comment fits, begins with the worst and says what is missing: %s', async (_, amount, name) => {
  const text = await printed('markdown', many(amount, name));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
  expect(/^\| (critical|high|medium|low) \|/m.exec(text)?.[1]).toBe('critical');
  expect(text).toMatch(/Left out because a comment takes no more: .*\d findings/);
  expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  expect(text.isWellFormed()).toBe(true);
});

test('a comment that holds everything says nothing of what is missing', async () => {
  expect(
    await printed(
      'markdown',
      many(20, (index) => `pod-${index}`),
    ),
  ).not.toContain('Left out');
});

test('no policy report is too large for kubectl apply, and none is lost', async () => {
  const { items } = JSON.parse(
    await printed(
      'policyreport',
      many(3000, (index) => `${'p'.repeat(200)}${index}`),
    ),
  ) as {
    readonly items: readonly {
      readonly metadata: { readonly name: string };
      readonly results: readonly { readonly result: string }[];
    }[];
  };
  for (const each of items) expect(Buffer.byteLength(JSON.stringify(each))).toBeLessThan(256 * 1024);
  expect(new Set(items.map(({ metadata }) => metadata.name)).size).toBeGreaterThan(3);
  expect(items.flatMap(({ results }) => results.filter(({ result }) => result === 'fail'))).toHaveLength(3001);
});

test('a namespace without findings has a report too, which says where not all of it was seen', async () => {
  const level = { podSecurity: { enforce: null, audit: null, warn: null, achievable: null } };
  const { items } = JSON.parse(
    await printed('policyreport', {
      ...many(1, () => 'pod'),
      namespaces: ['clean', 'dark', 'shop'].map((name) => ({ name, ...level })),
      coverage: [
        { kind: 'Pod', namespace: 'dark', coverage: { state: 'denied' } },
        { kind: 'ServerFlags', coverage: { state: 'denied' } },
        { kind: 'Ingress', coverage: { state: 'absent' } },
      ],
    }),
  ) as { readonly items: readonly Reported[] };
  expect(items.map(({ metadata: { namespace = '' }, summary: { fail, error } }) => [namespace, fail, error])).toEqual([
    ['', 0, 1],
    ['clean', 0, 0],
    ['dark', 0, 1],
    ['shop', 2, 0],
  ]);
  expect(items[2]?.results).toMatchObject([{ message: 'Unknown, not passed: Pod could not be read, or not whole.' }]);
});

interface Reported {
  readonly metadata: { readonly namespace?: string };
  readonly summary: { readonly fail: number; readonly error: number };
  readonly results: readonly object[];
}

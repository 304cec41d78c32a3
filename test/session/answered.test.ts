/** Answers of a person to automated checks: where evidence cannot be had, and never where something was seen. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type AnyAutomatedCheck, defineCheck, type Outcome, type Workload } from '../../src/plugin-api/index.ts';
import { openRecords } from '../../src/records/index.ts';
import { createSession } from '../../src/session/index.ts';
import { openFiles } from '../../src/sources/files/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Said = 'pass' | 'unknown' | 'inferred' | 'direct';

function outcomeOf({ podLabels, ref }: Workload): Outcome {
  const violations = [{ message: `${ref.name} may be open.` }];
  switch (podLabels.says as Said) {
    case 'pass':
      return [];
    case 'unknown':
      return { status: 'unknown', evidence: [{ text: 'It cannot be seen.' }], confidence: 'direct' };
    case 'inferred':
      return { status: 'fail', violations, confidence: 'inferred' };
    case 'direct':
      return violations;
  }
}

const asking = defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/closed',
    title: 'Pods are closed',
    severity: 'medium',
    rationale: 'Who is open is reached.',
    guidance: 'Close it.',
    item: 'workloads',
    refs: [],
    since: '0.1.0',
  },
  subject: 'Workload',
  question: { question: 'Are they closed?', evidence: ['A rule of the firewall.'], validDays: 30 },
  evaluate: outcomeOf,
});
const { question: _, ...silent }: AnyAutomatedCheck = asking;

const ANSWER = { check: 'network/closed', by: 'kim@example.com', evidence: 'rule 7' };

/** One pod for each thing that the check says. */
function open(said: readonly Said[], check: AnyAutomatedCheck = asking) {
  const folder = mkdtempSync(join(tmpdir(), 'harden-answers-'));
  folders.push(folder);
  const pod = (says: Said, index: number) =>
    `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${index}, namespace: lab, labels: {says: ${says}}}\nspec: {containers: [{name: c, image: i}]}\n`;
  const write = (lines: readonly Said[]) => writeFileSync(join(folder, 'pods.yaml'), lines.map(pod).join(''));
  const scan = async () => {
    const session = createSession({
      source: openFiles({ paths: [join(folder, 'pods.yaml')] }).source,
      checks: [check],
      namespaces: [],
      watch: false,
      mode: 'read-only',
      answers: openRecords({ stateFolder: folder }),
      stateFolder: folder,
      tool: 'kubectl-harden/test',
      now: () => new Date('2026-01-02T03:04:05Z'),
    });
    await session.run(new AbortController().signal);
    return session;
  };
  write(said);
  return { scan, write };
}

test('a yes to what was only inferred is the status of the check, and takes its findings out', async () => {
  const session = await open(['inferred', 'unknown', 'pass']).scan();
  expect(session.snapshot().checks[0]).toMatchObject({ status: 'fail', question: { question: 'Are they closed?' } });
  await session.commands.attest({ ...ANSWER, verdict: 'pass' });
  const { checks, findings, decisions, items } = session.snapshot();
  expect(checks[0]).toMatchObject({
    status: 'attested',
    confidence: 'attested',
    reason: 'kim@example.com on 2026-01-02: rule 7',
    question: { validDays: 30 },
  });
  expect([findings, decisions]).toEqual([[], []]);
  expect(items.find(({ id }) => id === 'workloads')).toMatchObject({ status: 'attested', note: 'answered' });
});

test('a no makes it fail by the word of that person, with what was inferred', async () => {
  const session = await open(['inferred']).scan();
  await session.commands.attest({ ...ANSWER, verdict: 'fail' });
  const { checks, findings } = session.snapshot();
  expect(checks[0]).toMatchObject({ status: 'fail', confidence: 'attested' });
  expect(findings).toMatchObject([{ confidence: 'inferred' }]);
});

test('what was seen to fail is not answered, and shows again after an answer', async () => {
  const seen = await open(['inferred', 'direct']).scan();
  expect(seen.snapshot().checks[0]?.question).toBeUndefined();
  await expect(seen.commands.attest({ ...ANSWER, verdict: 'pass' })).rejects.toThrow('is decided by evidence (fail)');

  const { scan, write } = open(['inferred']);
  await (await scan()).commands.attest({ ...ANSWER, verdict: 'pass' });
  write(['inferred', 'direct']);
  const { checks, findings } = (await scan()).snapshot();
  expect(checks[0]).toMatchObject({ status: 'fail', confidence: 'inferred' });
  expect(checks[0]?.attestation).toBeUndefined();
  expect(findings.length).toBe(2);
});

test('a check without a question is answered where it is unknown, and nowhere else', async () => {
  const inferred = await open(['inferred'], silent).scan();
  await expect(inferred.commands.attest({ ...ANSWER, verdict: 'pass' })).rejects.toThrow('is decided by evidence');
  const unknown = await open(['unknown', 'pass'], silent).scan();
  await unknown.commands.attest({ ...ANSWER, verdict: 'pass' });
  expect(unknown.snapshot().checks[0]).toMatchObject({ status: 'attested', confidence: 'attested' });
});

test('an answer for one object settles that one only', async () => {
  const session = await open(['inferred', 'inferred', 'pass']).scan();
  await session.commands.attest({ ...ANSWER, scope: 'lab/Pod/p0', verdict: 'pass' });
  const { checks, findings } = session.snapshot();
  expect(findings.map(({ subject }) => subject.name)).toEqual(['p1']);
  expect(checks[0]).toMatchObject({ status: 'fail', confidence: 'inferred', counts: { fail: 1, pass: 1 } });
  expect(checks[0]?.question).toBeDefined();
  await session.commands.attest({ ...ANSWER, scope: 'lab/Pod/p1', verdict: 'pass' });
  expect(session.snapshot().findings).toEqual([]);
  expect(session.snapshot().checks[0]).toMatchObject({
    status: 'attested',
    confidence: 'attested',
    reason: 'kim@example.com on 2026-01-02 for lab/Pod/p0: rule 7',
    counts: { fail: 0, pass: 1 },
  });
});

test('the narrower answer counts, whichever was given last', async () => {
  const session = await open(['inferred', 'inferred']).scan();
  await session.commands.attest({ ...ANSWER, scope: 'lab/Pod/p0', verdict: 'fail' });
  await session.commands.attest({ ...ANSWER, scope: 'lab', verdict: 'pass' });
  expect(session.snapshot().findings.map(({ subject }) => subject.name)).toEqual(['p0']);
  expect(session.snapshot().checks[0]).toMatchObject({ status: 'fail', confidence: 'attested' });
  await session.commands.attest({ ...ANSWER, verdict: 'pass' });
  expect(session.snapshot().findings.map(({ subject }) => subject.name)).toEqual(['p0']);
});

test('an answer for some subjects leaves what was seen of others, and never covers what was seen of these', async () => {
  const { scan, write } = open(['inferred', 'direct']);
  const session = await scan();
  await session.commands.attest({ ...ANSWER, scope: 'lab/Pod/p0', verdict: 'pass' });
  expect(session.snapshot().findings.map(({ subject }) => subject.name)).toEqual(['p1']);
  expect(session.snapshot().checks[0]).toMatchObject({ status: 'fail', confidence: 'direct' });
  const seen = { ...ANSWER, scope: 'lab/Pod/p1', verdict: 'pass' } as const;
  await expect(session.commands.attest(seen)).rejects.toThrow('is decided by evidence in lab/Pod/p1');
  await expect(session.commands.attest({ ...seen, scope: 'lab' })).rejects.toThrow('is decided by evidence in lab');
  write(['direct', 'direct']);
  expect((await scan()).snapshot().findings).toHaveLength(2);
});

test('an answer for nothing, or for what has no parts, is refused', async () => {
  const session = await open(['unknown']).scan();
  const attest = (scope: string) => session.commands.attest({ ...ANSWER, scope, verdict: 'pass' });
  await expect(attest('shop')).rejects.toThrow('network/closed looks at nothing in shop.');
  await expect(attest('lab/p0')).rejects.toThrow('NAMESPACE/KIND/NAME');
  await attest('lab');
  expect(session.snapshot().checks[0]).toMatchObject({ status: 'attested', confidence: 'attested' });
});

/** What is said of an item: whole sentences, and numbers that add up. */
import { expect, test } from 'vitest';
import { followText, type ItemSummary } from '../../../../src/model/snapshot.ts';
import { decisionsText } from '../../../../src/ui/screens/checklist/decisions-text.ts';
import { evidenceText, headline } from '../../../../src/ui/screens/checklist/model.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { automated, decision, finding, row, variant } from '../../../support/sketch.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

function item(id: string): ItemSummary {
  const found = SNAPSHOT.items.find((each) => each.id === id);
  if (found === undefined) throw new RangeError(id);
  return found;
}

const ATTESTATION = {
  check: 'authentication/mfa',
  cluster: 'c',
  verdict: 'pass',
  by: 'ann',
  evidence: 'IdP',
  at: '2026-11-01T00:00:00Z',
  expires: '2027-02-01',
} as const;

function withStatus(status: ItemSummary['status'], more: object = {}): ItemSummary {
  const { checks, ...rest } = item('authentication');
  return { ...rest, rows: [], status, checks: checks.map((check) => ({ ...check, status, ...more })) };
}

function following(findings: number, resolved: number): ItemSummary {
  return { ...item('read-only-rootfs'), follows: { item: 12, findings, resolved } };
}

test('an item is with another one only where the changes of that one leave nothing of it', () => {
  const texts = [28, 20, 0].map((resolved) => followText({ item: 4, findings: 28, resolved }));
  expect(texts).toEqual(['with 04', '20/28 with 04', 'see 04']);
});

test('an item tells its worst finding, or why nothing can be told', () => {
  expect(headline(item('rbac'))).toBe('ci-runner in ci holds cluster-admin.');
  expect(headline(item('audit-logging'))).toMatch(/^Unknown, not passed: the flags of the API server.*you\.$/);
  expect(headline(item('read-only-rootfs'))).toBe('1 finding, resolved together with item 12.');
  expect(headline(following(28, 20))).toBe('28 findings, decided under item 12: what it offers first resolves 20.');
  expect(headline(following(28, 0))).toBe('28 findings, decided under item 12: what it offers first resolves none.');
  expect(headline(item('workloads'))).toBe('Everything that was checked passes.');
  expect(headline(item('external-secrets'))).toBe('This version has no check for this item.');
});

test.each([
  ['attested', { attestation: ATTESTATION }, 'Passes, answered by ann on 2026-11-01, until 2027-02-01.'],
  ['fail', { attestation: ATTESTATION }, 'Fails, answered by ann on 2026-11-01, until 2027-02-01.'],
  ['fail', {}, 'Fails only for platform components. Press . to show them.'],
  ['waived', {}, 'Everything that fails is waived.'],
  ['not-asked', {}, 'Not asked: it is about the whole cluster, and only namespaces were named (-n).'],
  ['not-applicable', { reason: 'there are no workloads' }, 'Does not apply here: there are no workloads.'],
  ['error', { reason: 'it failed' }, 'Unknown, not passed: it failed.'],
] as const)('what is %s is told in a sentence', (status, more, text) => {
  expect(headline(withStatus(status, more))).toBe(text);
});

test('evidence names what should be so and for how many it is not, and unknown never counts as held', () => {
  expect(evidenceText(item('non-root'))).toBe('direct. Containers run as non-root: fails for 2 of 11.');
  expect(evidenceText(item('audit-logging'))).toContain('audit log: unknown for 1 of 1.');
  expect(evidenceText(item('workloads'))).toContain('No container is privileged: passes for all 11.');
  expect(evidenceText(item('authentication'))).toBe('none: needs your answer');
  const mixed = automated('a/b', { item: 'a', title: 'T', severity: 'low', status: 'unknown', fails: 3, passes: 17 });
  expect(evidenceText({ ...item('rbac'), checks: [mixed] })).toBe('direct. T: fails for 3 of 21, unknown for 1.');
});

test('where nothing is concerned the evidence names what was looked through', () => {
  const none = automated('a/b', {
    item: 'a',
    title: 'T',
    severity: 'low',
    status: 'not-applicable',
    fails: 0,
    passes: 0,
  });
  const said = (scope?: readonly string[], type: 'live' | 'files' = 'live') =>
    evidenceText({ ...item('rbac'), checks: [none] }, { source: { type, label: '' }, ...(scope && { scope }) });
  expect(said(['zz'])).toBe('direct. It applies to nothing in namespace zz.');
  expect(said(['a', 'b'])).toBe('direct. It applies to nothing in namespaces a, b.');
  expect(said(['a', 'b', 'c', 'd'])).toBe('direct. It applies to nothing in these 4 namespaces.');
  expect(said()).toBe('direct. It applies to nothing in this cluster.');
  expect(said(undefined, 'files')).toBe('direct. It applies to nothing in these manifests.');
});

test('an item of which everything was accepted says by whom, until when and why', () => {
  const waiver = { ...ATTESTATION, decision: 'd', title: 't', reason: 'It moves in spring' };
  const one = { ...PART, waiver };
  expect(headline({ ...withStatus('waived'), waived: [one] })).toBe(
    'Accepted by ann until 2027-02-01: It moves in spring.',
  );
  expect(headline({ ...withStatus('waived'), waived: [one, one] })).toContain('spring. And 1 more decision.');
});

const NAMED = ['a', 'b', 'c', 'd'].map((id) =>
  finding(id, 'x/y', 'high', { apiVersion: 'v1', kind: 'Namespace', name: 'n' }, `${id} is wrong`),
);
const FOLLOWS = { ...finding('e', 'x/y', 'high', { apiVersion: 'v1', kind: 'Namespace', name: 'n' }, 'e'), cause: 'a' };
const PART = decision('d-part', 'rbac', 'part', [...NAMED, FOLLOWS], {
  variants: [variant('ready', [...NAMED.slice(0, 2), FOLLOWS]), variant('review', [...NAMED, FOLLOWS])],
});

test('what the decisions resolve is what d offers, of the findings that the headline counts', () => {
  const some = { ...item('rbac'), findings: 40, rows: [row([PART])] };
  expect(headline(some)).toBe('a is wrong. And 4 more findings.');
  expect(decisionsText(some)).toBe('1 decision resolves 2 of 5 findings, 1 follows, 2 remain');
  expect(decisionsText(item('non-root'))).toBe('2 decisions resolve 3 of 4 findings, 1 remains');
  expect(decisionsText(item('pod-security'))).toBe('2 decisions in 1 row resolve 2 findings');
});

test('the decision says how many of its findings d resolves', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 'enter');
  expect(walk.text()).toContain('3 FINDINGS, 1 CHANGE RESOLVES 2, ONE ROLLOUT');
  walk.control.nav.setState({ flash: undefined });
  expect(walk.text()).toContain('The ready change (d) resolves 2 of 3 findings; enter: other choices.');
});

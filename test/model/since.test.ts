/** What became of an earlier reading: what is new, gone, changed and open again, and what nobody can tell. */
import { expect, test } from 'vitest';
import { refKey } from '../../src/kube/refs.ts';
import type { Decision } from '../../src/model/decision.ts';
import { countSince, readingOf, sinceReading, sinceText } from '../../src/model/kept/since.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { DECISIONS, SNAPSHOT } from '../support/snapshot.ts';

const AT = new Date('2026-11-10T14:02:00Z');
const ALL = { hasPlatform: true };

function withDecisions(decisions: readonly Decision[], more: Partial<ScanSnapshot> = {}): ScanSnapshot {
  return { ...SNAPSHOT, waived: [], ...more, decisions };
}

function since(then: ScanSnapshot, now: ScanSnapshot) {
  return sinceReading(readingOf(then, AT), now);
}

function counts(then: ScanSnapshot, now: ScanSnapshot) {
  const found = since(then, now);
  const shown = now.decisions.flatMap(({ findings }) => findings);
  return found === undefined ? undefined : countSince(found, shown, ALL);
}

const { checkout, receipts } = DECISIONS;
const waiver = {
  decision: checkout.id,
  title: '',
  cluster: SNAPSHOT.identity.id,
  reason: 'r',
  by: 'ann',
  at: '2026-11-01',
  expires: '2026-11-20',
};

test('what was not there is new, and what is not there any more is gone', () => {
  const both = withDecisions([checkout, receipts]);
  const one = withDecisions([receipts]);
  expect(counts(one, both)).toMatchObject({ new: checkout.findings.length, gone: 0, changed: 0, expired: 0 });
  expect(counts(both, one)).toMatchObject({ new: 0, gone: checkout.findings.length, changed: 0, notSeen: 0 });
  expect(counts(both, both)).toMatchObject({ new: 0, gone: 0, changed: 0, expired: 0, notSeen: 0 });
});

test('another value or another severity under the same id is a change', () => {
  const [first, ...others] = checkout.findings;
  if (first === undefined) throw new Error('no finding');
  for (const other of [{ judged: 'another' }, { severity: 'info' as const }]) {
    const now = withDecisions([{ ...checkout, findings: [{ ...first, ...other }, ...others] }]);
    expect(counts(withDecisions([checkout]), now)).toMatchObject({ new: 0, gone: 0, changed: 1 });
  }
});

test('a waiver settles what it accepts, and what it accepted is open again when it has ended', () => {
  const waived = withDecisions([], { waived: [{ ...checkout, waiver }] });
  const open = withDecisions([checkout]);
  expect(counts(open, waived)).toMatchObject({ new: 0, gone: 0, expired: 0, notSeen: 0 });
  expect(counts(waived, open)).toMatchObject({ new: 0, changed: 0, expired: checkout.findings.length });
  const [first, ...others] = checkout.findings;
  if (first === undefined) throw new Error('no finding');
  const other = withDecisions([{ ...checkout, findings: [{ ...first, judged: 'another' }, ...others] }]);
  expect(counts(waived, other)).toMatchObject({ changed: 1, expired: others.length });
});

test('what cannot be seen now is not gone: by its own subject, whatever is known of others', () => {
  const [first] = checkout.findings;
  if (first === undefined) throw new Error('no finding');
  const { check, subject } = first;
  const blind = checkout.findings.filter((finding) => finding.check === check).length;
  const without = (...keys: readonly string[]) =>
    withDecisions([], {
      checks: SNAPSHOT.checks.map((each) =>
        each.check.meta.id === check ? { ...each, undecided: new Map([['shop', new Set(keys)]]) } : each,
      ),
    });
  const then = withDecisions([checkout]);
  const own = refKey(subject);
  expect(counts(then, without(own))).toMatchObject({ gone: checkout.findings.length - blind, notSeen: blind });
  expect(counts(then, without(`${own}-2`, 'apps/Deployment/shop/other'))).toMatchObject({ notSeen: 0 });
  // As many had no verdict before: another one is blind now.
  const before = { ...without('apps/Deployment/shop/other'), decisions: [checkout] };
  expect(counts(before, without(own))).toMatchObject({ notSeen: blind });
});

test('a check that knows nothing at all has nothing gone', () => {
  const check = checkout.findings[0]?.check;
  const blind = checkout.findings.filter((finding) => finding.check === check).length;
  for (const status of ['unknown', 'error', 'not-asked'] as const) {
    const checks = SNAPSHOT.checks.map((each) => (each.check.meta.id === check ? { ...each, status } : each));
    expect(counts(withDecisions([checkout]), withDecisions([], { checks }))).toMatchObject({ notSeen: blind });
  }
});

test('only complete readings of one scope of one cluster are compared', () => {
  const then = withDecisions([checkout]);
  const kind = SNAPSHOT.coverage[0]?.kind ?? 'pods';
  const covered = (state: 'stale' | 'syncing' | 'error' | 'denied') => [{ kind, coverage: { state } }];
  expect(since(then, then)).toBeDefined();
  expect(since({ ...then, complete: false }, then)).toBeUndefined();
  expect(since(then, { ...then, complete: false })).toBeUndefined();
  for (const state of ['stale', 'syncing', 'error', 'denied'] as const)
    expect(since(then, { ...then, coverage: covered(state) })).toBeUndefined();
  expect(since(then, { ...then, scope: ['shop'] })).toBeUndefined();
  expect(since(then, { ...then, checks: then.checks.slice(1) })).toBeUndefined();
  // The same context, made anew: another cluster.
  expect(since(then, { ...then, identity: { ...then.identity, id: 'made-anew' } })).toBeUndefined();
  expect(
    since(then, { ...then, identity: { ...then.identity, context: 'renamed', server: 'https://b' } }),
  ).toBeDefined();
});

test('an answer that has ended is told', () => {
  const [first, ...others] = SNAPSHOT.checks;
  if (first === undefined) throw new Error('no check');
  const attestation = { ...waiver, check: first.check.meta.id, verdict: 'pass' as const, evidence: 'e' };
  const answered = withDecisions([], { checks: [{ ...first, attestation }, ...others] });
  expect([...(since(answered, withDecisions([]))?.unanswered ?? [])]).toEqual([first.check.meta.id]);
});

test('the platform is counted where it is shown', () => {
  const platform = { ...checkout, platform: true };
  const found = since(withDecisions([platform]), withDecisions([]));
  if (found === undefined) throw new Error('not compared');
  expect(countSince(found, [], { hasPlatform: false }).gone).toBe(0);
  expect(countSince(found, [], ALL).gone).toBe(checkout.findings.length);
});

test('a sentence says what changed since when', () => {
  const none = { at: AT.toISOString(), new: 0, gone: 0, changed: 0, expired: 0, notSeen: 0 };
  expect(sinceText(none)).toBe('Nothing new since 2026-11-10 14:02 UTC.');
  expect(sinceText({ ...none, new: 3, gone: 5, expired: 2, notSeen: 1 })).toBe(
    '3 new, 5 gone, 0 changed since 2026-11-10 14:02 UTC. 2 are open again: what accepted them has ended. ' +
      '1 is not visible now, so not counted as gone.',
  );
});

test('what is kept holds ids and hashes, and no text of the cluster', () => {
  const text = JSON.stringify(readingOf(withDecisions([checkout, receipts]), AT));
  for (const { subject, title, findings } of [checkout, receipts])
    for (const word of [title, subject.name, ...findings.map(({ message }) => message)])
      expect(text).not.toContain(word);
});

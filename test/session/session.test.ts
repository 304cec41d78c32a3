import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createRegistry } from '../../src/engine/index.ts';
import type { Records } from '../../src/model/records.ts';
import { type Answers, createSession, type SessionOptions } from '../../src/session/index.ts';
import { openSample } from '../../src/sources/sample/index.ts';

const { checks } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function memoryAnswers(): Answers & { readonly records: { attestations: unknown[]; waivers: unknown[] } } {
  const records: Records & { attestations: Records['attestations'][number][]; waivers: Records['waivers'][number][] } =
    {
      attestations: [],
      waivers: [],
    };
  let place: { item?: string; decision?: string; skipped: readonly string[]; plan: readonly string[] } = {
    skipped: [],
    plan: [],
  };
  return {
    records,
    load: async () => ({ attestations: [...records.attestations], waivers: [...records.waivers] }),
    attest: async (answer) => void records.attestations.push(answer),
    waive: async (answer) => {
      const others = records.waivers.filter(({ decision }) => decision !== answer.decision);
      records.waivers.splice(0, records.waivers.length, ...others, answer);
    },
    remember: async (_, where) => {
      place = where;
    },
    recall: async () => place,
    earlier: async () => undefined,
    keep: async () => undefined,
    keepFalseAlarm: async () => '',
  };
}

function options({ source, target }: Pick<SessionOptions, 'source' | 'target'>): SessionOptions {
  const folder = mkdtempSync(join(tmpdir(), 'harden-session-'));
  folders.push(folder);
  return {
    source,
    ...(target === undefined ? {} : { target }),
    checks,
    namespaces: [],
    watch: false,
    mode: 'apply',
    answers: memoryAnswers(),
    stateFolder: folder,
    tool: 'kubectl-harden/test',
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
}

function open(changed: Partial<SessionOptions> = {}) {
  return createSession({ ...options(openSample()), ...changed });
}

test('A scan that can change nothing says the same as one that can', async () => {
  const { source } = openSample();
  const [alone, other] = [createSession(options({ source })), open()];
  await Promise.all([alone.run(new AbortController().signal), other.run(new AbortController().signal)]);
  expect(alone.snapshot()).toEqual(other.snapshot());
});

test('Two scans of the same sample give the same picture', async () => {
  const [first, second] = [open(), open()];
  await Promise.all([first.run(new AbortController().signal), second.run(new AbortController().signal)]);
  expect(second.snapshot()).toEqual(first.snapshot());
  expect(first.snapshot().complete).toBe(true);
  expect(first.store.getState().phase).toBe('done');
});

test('Every finding belongs to exactly one decision, and every check to one item', async () => {
  const session = open();
  await session.run(new AbortController().signal);
  const { findings, decisions, items, checks: summaries } = session.snapshot();
  const decided = decisions.flatMap((decision) => decision.findings.map(({ id }) => id));
  expect(decided.toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
  expect(new Set(decided).size).toBe(decided.length);
  expect(items.flatMap((item) => item.checks.map(({ check }) => check.meta.id)).toSorted()).toEqual(
    summaries.map(({ check }) => check.meta.id).toSorted(),
  );
});

test('With a namespace named, only what is in it is found', async () => {
  const session = open({ namespaces: ['shop'] });
  await session.run(new AbortController().signal);
  const places = session
    .snapshot()
    .findings.map(({ subject }) => subject.namespace ?? `${subject.kind} ${subject.name}`);
  expect(places).not.toEqual([]);
  expect(places.filter((place) => place !== 'shop' && place !== 'Namespace shop')).toEqual([]);
});

test('An attested manual check counts as answered, and one that evidence decides cannot be answered', async () => {
  const asked = ['authentication/mfa', 'audit/enabled'];
  const session = open({ checks: checks.filter(({ meta }) => asked.includes(meta.id)) });
  await session.run(new AbortController().signal);
  const answer = { verdict: 'pass' as const, by: 'security@example.com', evidence: 'IdP policy 12' };
  await session.commands.attest({ ...answer, check: 'authentication/mfa' });
  const item = session.snapshot().items.find(({ id }) => id === 'authentication');
  expect(item).toMatchObject({ status: 'attested', note: 'answered' });
  await expect(session.commands.attest({ ...answer, check: 'audit/enabled' })).rejects.toThrow(
    'is decided by evidence',
  );
});

test('An expired answer is no answer', async () => {
  const session = open({ checks: checks.filter(({ meta }) => meta.id === 'authentication/mfa') });
  await session.run(new AbortController().signal);
  const answer = {
    verdict: 'pass' as const,
    by: 'a',
    evidence: 'b',
    check: 'authentication/mfa',
    expires: '2026-01-01',
  };
  await session.commands.attest(answer);
  expect(session.snapshot().items.find(({ id }) => id === 'authentication')?.status).toBe('manual');
});

test('A waived decision leaves the list and is kept beside it', async () => {
  const session = open();
  await session.run(new AbortController().signal);
  const [first] = session.snapshot().decisions;
  const waiver = { decision: first?.id ?? '', reason: 'accepted until the move', by: 'a', expires: '2026-03-01' };
  await session.commands.waive(waiver);
  const { decisions, waived } = session.snapshot();
  expect(waived.map(({ id }) => id)).toEqual([first?.id]);
  expect(decisions.some(({ id }) => id === first?.id)).toBe(false);
});

test('A production context is unlocked only by its name, a fixed mode not at all', async () => {
  const session = open({ mode: 'plan-only', isProduction: () => true });
  await session.run(new AbortController().signal);
  const { context } = session.snapshot().identity;
  expect(session.commands.setMode('apply')).toEqual({ code: 'untyped', context });
  expect(session.commands.setMode('apply', context)).toBeUndefined();
  const fixed = open({ mode: 'read-only', isModeFixed: true });
  await fixed.run(new AbortController().signal);
  expect(fixed.commands.setMode('apply', context)).toEqual({ code: 'fixed', mode: 'read-only' });
});

test('A decision is previewed, applied, gone, undone and back', async () => {
  const session = open({ watch: true });
  const stop = new AbortController();
  const running = session.run(stop.signal);
  await until(session, () => session.store.getState().phase === 'live');
  const decision = session
    .snapshot()
    .decisions.find(({ title, refusal }) => title.startsWith('Default deny') && refusal === undefined);
  const preview = await session.commands.preview([decision?.id ?? '']);
  expect(preview.refused).toEqual([]);
  const typed = preview.consent.kind === 'type' ? { typed: preview.consent.text } : {};
  const result = await session.commands.apply(preview, typed);
  expect(result.outcome).toBe('applied');
  const isOpen = () => session.snapshot().decisions.some(({ id }) => id === decision?.id);
  await until(session, () => !isOpen());
  const back = await session.commands.previewUndo();
  const undone = await session.commands.undo(back, back.consent.kind === 'type' ? { typed: back.consent.text } : {});
  expect(undone.outcome).toBe('applied');
  await until(session, isOpen);
  stop.abort();
  await running;
});

/** Resolves when the condition holds after a change of the store. */
function until(session: ReturnType<typeof open>, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) return resolve();
    const stop = session.store.subscribe(() => {
      if (!condition()) return;
      stop();
      resolve();
    });
  });
}

test('A namespace that is not there is an error, never a clean scan', async () => {
  const session = open({ namespaces: ['shpo'] });
  await session.run(new AbortController().signal);
  const { complete, findings, messages } = session.snapshot();
  expect(complete).toBe(false);
  expect(findings).toEqual([]);
  expect(messages).toMatchObject([{ level: 'error', text: expect.stringContaining('namespace shpo not found') }]);
});

test('An item whose checks were not asked for is left out, one without checks says so', async () => {
  const wanted = checks.filter(({ meta }) => meta.id.startsWith('network/'));
  const leftOut = checks.filter((check) => !wanted.includes(check) && check.meta.item !== 'image-scanning');
  const session = open({ checks: wanted, leftOut });
  await session.run(new AbortController().signal);
  const notes = new Map(session.snapshot().items.map(({ id, note, isLeftOut }) => [id, [note, isLeftOut]]));
  expect(notes.get('rbac')).toEqual(['left out', true]);
  expect(notes.get('image-scanning')).toEqual(['no check yet', undefined]);
});

test('A waiver is kept with the decision and its item, and can be ended', async () => {
  const answers = memoryAnswers();
  const session = open({ answers });
  await session.run(new AbortController().signal);
  const [first] = session.snapshot().decisions;
  const id = first?.id ?? '';
  await session.commands.waive({ decision: id, reason: 'until the move', by: 'ann', expires: '2026-03-01' });
  const item = () => session.snapshot().items.find((each) => each.id === first?.item);
  expect(item()?.waived?.map(({ waiver }) => [waiver.reason, waiver.by])).toEqual([['until the move', 'ann']]);
  await session.commands.endWaiver(id);
  expect(session.snapshot().decisions.map((each) => each.id)).toContain(id);
  expect([session.snapshot().waived, item()?.waived]).toEqual([[], undefined]);
  expect(answers.records.waivers).toMatchObject([{ reason: 'until the move', expires: '2026-01-02T03:04:05.000Z' }]);
  await expect(session.commands.endWaiver(id)).rejects.toThrow('There is no waived decision');
});

test('A waiver for every cluster is not ended from one', async () => {
  const answers = memoryAnswers();
  const session = open({ answers });
  await session.run(new AbortController().signal);
  const decision = session.snapshot().decisions[0]?.id ?? '';
  await session.commands.waive({ decision, reason: 'r', by: 'a', expires: '2026-03-01' });
  const [waiver] = answers.records.waivers as { cluster: string }[];
  if (waiver !== undefined) waiver.cluster = '*';
  const again = open({ answers });
  await again.run(new AbortController().signal);
  await expect(again.commands.endWaiver(decision)).rejects.toThrow('The waiver is for every cluster');
});

test('A waived decision opens again when a finding comes to it that nobody accepted', async () => {
  const answers = memoryAnswers();
  const session = open({ answers });
  await session.run(new AbortController().signal);
  const decision = session.snapshot().decisions.find(({ findings }) => findings.length > 1);
  await session.commands.waive({ decision: decision?.id ?? '', reason: 'r', by: 'a', expires: '2026-03-01' });
  expect(session.snapshot().waived.map(({ id }) => id)).toEqual([decision?.id]);
  const [waiver] = answers.records.waivers as { findings: { id: string }[] }[];
  expect(waiver?.findings.map(({ id }) => id)).toEqual(decision?.findings.map(({ id }) => id));
  waiver?.findings.pop();
  const again = open({ answers });
  await again.run(new AbortController().signal);
  expect(again.snapshot().waived).toEqual([]);
  expect(again.snapshot().decisions.some(({ id }) => id === decision?.id)).toBe(true);
});

test('An answer that is given while reading does not end the reading', async () => {
  const { source, target } = openSample();
  let proceed = () => {};
  const held = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  const slow: typeof source = {
    type: source.type,
    label: source.label,
    identity: (signal) => source.identity(signal),
    async *stream(options, signal) {
      for await (const event of source.stream(options, signal)) {
        if (event.type === 'synced') await held;
        yield event;
      }
    },
  };
  const session = open({ source: slow, target, watch: true });
  const stop = new AbortController();
  const running = session.run(stop.signal);
  await until(session, () => session.store.getState().snapshot !== undefined);
  await session.commands.attest({ check: 'authentication/mfa', verdict: 'pass', by: 'a', evidence: 'b' });
  expect(session.store.getState().phase).toBe('reading');
  proceed();
  await until(session, () => session.store.getState().phase === 'live');
  stop.abort();
  await running;
});

test('A picture that cannot be taken ends the session with the error', async () => {
  const { source, target } = openSample();
  let isBroken = false;
  const now = () => {
    if (isBroken) throw new Error('the clock stopped');
    return new Date('2026-01-02T03:04:05Z');
  };
  const session = open({ source, target, watch: true, now });
  const running = session.run(new AbortController().signal);
  const ended = expect(running).rejects.toThrow('the clock stopped');
  await until(session, () => session.store.getState().phase === 'live');
  isBroken = true;
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
  const fieldChanges = [{ path: ['metadata', 'labels', 'touched'], after: 'yes' }];
  await target.write({ op: 'patch', ref, fieldChanges }, { dryRun: false }, new AbortController().signal);
  await ended;
});

/** At 100 x 30, before any key: why it is a finding, where, what the change does, what stands against it, and what speaks for it. */
import { expect, test } from 'vitest';
import type { Decision } from '../../../../src/model/decision.ts';
import type { ScanSnapshot } from '../../../../src/model/snapshot.ts';
import { openSample } from '../../../../src/sources/sample/index.ts';
import { printable } from '../../../../src/text/printable.ts';
import { changeTexts } from '../../../../src/ui/screens/decision/change-text.ts';
import { foldAlike } from '../../../../src/ui/screens/decision/folded.ts';
import { caveatTexts, evidenceTexts, reasonTexts } from '../../../../src/ui/screens/decision/model.ts';
import { scanReference, USUAL } from '../../../reference/scan.ts';
import { scanned } from '../../../session/scanned.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { decision, finding, row, variant } from '../../../support/sketch.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

/** So many characters of each text are on the screen at least: of a folded one, and of the worst finding. */
const [FOLDED, WORST] = [24, 90];

function beginning(text: string, length: number): string {
  return text.replaceAll(/\s+/g, '').slice(0, length);
}

/** The right pane without its line breaks and blanks. */
function facts(text: string): string {
  return text
    .split('\n')
    .flatMap((each) => each.split('│')[1] ?? [])
    .join('')
    .replaceAll(/\s+/g, '');
}

function demand(text: string, lead: Decision): void {
  const told = facts(text);
  const [worst] = lead.findings;
  expect(told).toContain(beginning(printable(worst?.message ?? ''), WORST));
  expect(text).toContain(printable(lead.subject.name));
  for (const [label, [first]] of [
    ['Change', changeTexts(lead)],
    ['Refused', lead.refusal === undefined ? [] : [lead.refusal.reason]],
    ['Caveat', caveatTexts(lead)],
    ['Reason', reasonTexts(lead)],
    ['Evidence', evidenceTexts(lead)],
  ] as const)
    if (first !== undefined) expect(told).toMatch(after(label, beginning(printable(first), FOLDED)));
  if (lead.variants.length > 0) expect(told).toContain('Restarts');
}

function after(label: string, text: string): RegExp {
  return new RegExp(`${label}·?${text.replaceAll(/[^\w]/g, '\\$&')}`);
}

async function demandAll(snapshot: ScanSnapshot): Promise<number> {
  const walk = await atChecklist(testControl(fakeCommands({ object: () => undefined }), { snapshot }));
  const all = snapshot.items.flatMap((item) => item.rows.map((each) => ({ item: item.id, each })));
  for (const { item, each } of all) {
    const stack = [{ screen: 'checklist' }, { screen: 'decision', item, row: each.id }] as const;
    walk.control.nav.setState({ stack, scroll: 0, flash: undefined });
    const [lead] = each.members;
    if (lead !== undefined) demand(walk.text(), lead);
  }
  return all.length;
}

test('of every decision of the sample', async () => {
  expect(await demandAll(await scanned(openSample().source, { checks: USUAL }))).toBeGreaterThan(40);
});

test('of every decision of the reference cluster', async () => {
  expect(await demandAll(await scanReference())).toBeGreaterThan(40);
});

const LONG =
  'Whoever runs it has to stop what depends on it, tell everybody who uses it, and wait until nothing does. ';

test('of a decision with forty caveats, long reasons and many findings', async () => {
  const subject = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
  const many = Array.from({ length: 40 }, (_, at) =>
    finding(`f-${at}`, 'workloads/run-as-root', 'medium', subject, `Container c-${at} may run as root`, {
      evidence: [`Evidence ${at}: ${LONG}${LONG}`],
    }),
  );
  const made = variant('review', many, {
    changes: [{ op: 'edit', target: subject, edits: [{ op: 'set', path: ['spec', 'paused'], value: false }] }],
    caveats: many.map((_, at) => `${at} is the first caveat. ${LONG.repeat(3)}`),
    reasons: many.map((_, at) => `${at} is the first reason. ${LONG.repeat(3)}`),
  });
  const refusal = { reason: `Deployment shop/api is managed by another. ${LONG}`, allow: 'managed' } as const;
  const lead = decision('d-many', 'non-root', 'shop/api', many, { variants: [made], refusal });
  const items = SNAPSHOT.items.map((item) => (item.id === 'non-root' ? { ...item, rows: [row([lead])] } : item));
  const snapshot = { ...SNAPSHOT, items, decisions: [lead] };
  await demandAll(snapshot);
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot }));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 'enter');
  expect(facts(walk.text())).toMatch(/and\d+morefindings/);
  expect(facts(walk.text()).match(/\+39more/g)).toHaveLength(3);
  walk.press('G');
  expect(walk.text()).toContain('Evidence 39');
});

test('sentences that differ in one word are one, with their number', () => {
  const texts = [
    'New pods in a are refused.',
    'Calls may end.',
    'New pods in b are refused.',
    'New pods in c are refused.',
  ];
  expect(foldAlike(texts)).toEqual(['New pods in a are refused. (3 alike)', 'Calls may end.']);
  expect(foldAlike(['Stops a.', 'Starts b.'])).toEqual(['Stops a.', 'Starts b.']);
});

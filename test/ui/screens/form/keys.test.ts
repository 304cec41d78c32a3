/** Forms: what is asked is seen in full, nothing is answered by itself, and what is typed is taken as it is. */
import { expect, test } from 'vitest';
import type { ScanSnapshot } from '../../../../src/model/snapshot.ts';
import { currentLocation } from '../../../../src/store/nav.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { automated } from '../../../support/sketch.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const RULE =
  'Counts as evidence when it was seen by somebody who is not the one who set it up, with a date and a name.';

function asking(question: string, evidence: readonly string[]): ScanSnapshot {
  const items = SNAPSHOT.items.map((item) => {
    if (item.id !== 'authentication') return item;
    return {
      ...item,
      checks: item.checks.map((check) => ({ ...check, question: { question, evidence, validDays: 90 } })),
    };
  });
  return { ...SNAPSHOT, items };
}

async function atQuestion(snapshot: ScanSnapshot, rows = 30): Promise<TestControl> {
  const walk = testControl(fakeCommands(), { snapshot });
  walk.size = { columns: 80, rows };
  await atChecklist(walk);
  walk.press('G', 'enter', 'm');
  return walk;
}

test('a question is answered with verdict, name, evidence and an end', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press('G', 'enter', 'm', 'enter', 'enter', 'enter', 'enter');
  expect(walk.text()).toContain('Verdict must not be empty.');
  walk.press('right', 'enter', 'enter', 'enter', 'enter');
  expect(walk.text()).toContain('Evidence must not be empty.');
  walk.type('IdP setting of 2026-11-20');
  walk.press('enter', 'ctrl-u');
  walk.type('1969-01-01');
  walk.press('enter');
  expect(walk.text()).toContain('The date must be in the future.');
  walk.press('ctrl-u');
  walk.type('2027-02-31');
  walk.press('enter');
  expect(walk.text()).toContain('Enter a date: YYYY-MM-DD.');
  walk.press('ctrl-u');
  walk.type('2027-01-31');
  walk.press('enter');
  await walk.settle();
  expect(commands.calls.find(({ name }) => name === 'attest')?.args[0]).toEqual({
    check: 'authentication/mfa',
    verdict: 'pass',
    by: 'sre@example.com',
    evidence: 'IdP setting of 2026-11-20',
    expires: '2027-01-31',
  });
  expect(currentLocation(walk.control.nav.getState()).screen).toBe('checklist');
});

test('a long question and its rules are shown in full', async () => {
  const question = `${RULE} ${RULE} Is it so everywhere?`;
  const walk = await atQuestion(
    asking(
      question,
      Array.from({ length: 5 }, (_, at) => `${RULE} Rule ${at}.`),
    ),
  );
  expect(walk.text()).toMatch(/Is it so\s+everywhere\?/);
  expect(walk.text()).toContain('Rule 4.');
});

test('an automated check that asks is answered as a manual one is', async () => {
  const question = { question: 'Is the firewall closed?', evidence: ['A rule with its date.'], validDays: 30 };
  const check = automated('network/closed', {
    item: 'authentication',
    title: 'Pods are closed',
    severity: 'medium',
    status: 'fail',
  });
  const items = SNAPSHOT.items.map((item) =>
    item.id === 'authentication' ? { ...item, checks: [{ ...check, question }] } : item,
  );
  const walk = await atQuestion({ ...SNAPSHOT, items });
  expect(walk.text()).toContain('Is the firewall closed?');
  expect(walk.text()).toContain('Counts as evidence: A rule with its date.');
  expect(walk.text()).toContain('Valid until   1970-01-31');
});

test('where it does not fit it scrolls, and the fields stay in sight', async () => {
  const walk = await atQuestion(
    asking(
      'Is it so?',
      Array.from({ length: 9 }, (_, at) => `${RULE} Rule ${at}.`),
    ),
    18,
  );
  expect(walk.text()).toContain('Is it so?');
  expect(walk.text()).not.toContain('Rule 8.');
  walk.press('pagedown', 'pagedown', 'pagedown', 'pagedown', 'pagedown');
  expect(walk.text()).toContain('Rule 8.');
  expect(walk.text()).toContain('Valid until');
});

test('no verdict stands there before a person has chosen one', async () => {
  const walk = await atQuestion(SNAPSHOT);
  expect(walk.text()).toContain('Verdict        pass   fail');
  walk.press('left');
  expect(walk.text()).toContain('[pass]');
  walk.press('right');
  expect(walk.text()).toContain('[fail]');
});

test('erasing takes a whole character', async () => {
  const walk = await atQuestion(SNAPSHOT);
  walk.press('tab', 'ctrl-u');
  walk.paste('a\u{1f469}\u{1f3fd}');
  walk.press('backspace');
  expect(walk.control.nav.getState().form?.fields[1]?.value).toBe('a');
});

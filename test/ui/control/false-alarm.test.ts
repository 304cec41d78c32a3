/** N15: what is wrong is told where it is seen, and kept without names. */
import { expect, test } from 'vitest';
import { falseAlarmOf } from '../../../src/model/kept/false-alarm.ts';
import { atChecklist, testControl } from '../../support/control.ts';
import { DECISIONS } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

test('N15 ! on a row asks why it is wrong, keeps that, and says where', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', '!');
  expect(walk.text()).toContain('This is wrong: payments/checkout-api');
  walk.press('enter');
  expect(walk.text()).toContain('Because must not be empty.');
  walk.type('runs as 10001');
  walk.press('enter');
  await walk.settle();
  expect(commands.calls.find(({ name }) => name === 'reportWrong')?.args).toEqual([['d-checkout'], 'runs as 10001']);
  expect(walk.text()).toContain('false-alarms.jsonl; it is sent nowhere.');
});

test('N15 names are taken out: of objects, namespaces, parts, the cluster, members of lists and keys of maps', () => {
  const { checkout } = DECISIONS;
  const [first] = checkout.findings;
  if (first === undefined) throw new Error('no finding');
  const path = ['metadata', 'labels', 'acme', { key: 'name', is: 'acme-api' }, 'example.com/acme'];
  const finding = { ...first, part: 'container acme-api', path };
  const because = 'checkout-api in payments on prod-eu-1: acme-api of sre@example.com is fine';
  const alarm = falseAlarmOf([{ ...checkout, findings: [finding] }], {
    because,
    at: '2026-11-10T14:02:00Z',
    tool: 'kubectl-harden/test',
    known: ['prod-eu-1', 'sre@example.com', 'payments', 'a'],
  });
  const text = JSON.stringify(alarm);
  for (const name of ['checkout', 'payments', 'prod-eu', 'acme', 'example']) expect(text).not.toContain(name);
  expect(alarm.because).toBe('NAME in NAME on NAME: NAME of NAME is fine');
  expect(alarm.findings[0]).toMatchObject({ check: first.check, kind: 'Deployment', severity: first.severity });
});

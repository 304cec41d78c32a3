/** The screen of one decision: everything that is known can be read to its end. */
import { expect, test } from 'vitest';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { decision, finding, row, variant } from '../../../support/sketch.ts';
import { CHECKOUT_OBJECT, DECISIONS, SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const LONG =
  'a role that lets its holder do more than anybody who reads only the beginning of this sentence would think';
const MANY = Array.from({ length: 12 }, (_, at) =>
  finding(`m-${at}`, 'rbac/cluster-admin-bindings', 'high', DECISIONS.admin.subject, `${LONG}, end of ${at}.`),
);

async function open(size: { columns: number; rows: number }): Promise<TestControl> {
  const caveats = ['Somebody may lose access.'];
  const big = decision('d-admin', 'rbac', 'admins', MANY, {
    variants: [variant('ready', MANY, { caveats })],
  });
  const items = SNAPSHOT.items.map((item) => (item.id === 'rbac' ? { ...item, rows: [row([big])] } : item));
  const walk = testControl(fakeCommands(), { snapshot: { ...SNAPSHOT, items } });
  walk.size = size;
  await atChecklist(walk);
  walk.press('g', 'down', 'enter', 'enter');
  return walk;
}

test.each([
  { columns: 100, rows: 30 },
  { columns: 80, rows: 24 },
])('at $columns x $rows every finding can be read to its end', async (size) => {
  const walk = await open(size);
  expect(walk.text()).toContain('Caveat    Somebody may lose access.');
  let seen = '';
  for (let at = 0; at < 120; at++) {
    seen += walk.text().replace(/\s*\n(?:.*│)?\s*/g, ' ');
    walk.press('down');
  }
  for (const at of MANY.keys()) expect(seen).toContain(`end of ${at}.`);
});

test('y shows the object whole, its long lines too, as it is given', async () => {
  const image = `reg.example.com/${'very-'.repeat(30)}long:1.42.0`;
  const [api] = CHECKOUT_OBJECT.spec.template.spec.containers;
  const template = { spec: { containers: [{ ...api, image }] } };
  const object = { ...CHECKOUT_OBJECT, spec: { template } };
  const walk = await atChecklist(testControl(fakeCommands({ object: () => object })));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 'enter', 'y');
  expect(walk.text()).toContain('Deployment payments/checkout-api');
  expect(walk.text().replace(/\s*\n\s*/g, '')).toContain(image);
  expect(walk.text()).toContain('value: "***"');
  walk.press('esc');
  expect(walk.text()).toContain('row 1 of 2');
});

test('y says when there is no object to show', async () => {
  const walk = await atChecklist(testControl(fakeCommands({ object: () => undefined })));
  walk.press(']', 'enter', 'y');
  expect(walk.text()).toContain('The object was not read, or it was deleted.');
  walk.press('esc', 'esc', 'G', 'enter', 'y');
  expect(walk.text()).toContain('A question has no object to show.');
});

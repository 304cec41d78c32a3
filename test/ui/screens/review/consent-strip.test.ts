/** What must be in sight before anybody can say yes, at every size. */
import { expect, test } from 'vitest';
import type { PlanPreview } from '../../../../src/model/plan.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { fakeCommands, planPreview, stepPreview } from '../../../support/walk-commands.ts';

const YES: Partial<PlanPreview> = { consent: { kind: 'yes' }, disruption: 'none' };
const NAME = `${'a'.repeat(40)}${'z'.repeat(23)}`;
const CAVEATS = Array.from({ length: 9 }, (_, at) => `Caveat number ${at} of a change that has a long list of them.`);
const LONG = Array.from({ length: 60 }, (_, at) => `+line ${at}`).join('\n');
const REFUSED = ['one', 'two', 'three', 'four'].map((title, at) => ({
  decision: title,
  title,
  reason: at === 0 ? 'Argo CD app payments owns it' : 'Helm release shop owns it',
  code: 'guard' as const,
}));

async function atDiff(preview: Partial<PlanPreview>, columns: number, rows: number) {
  const commands = fakeCommands({ preview: async () => planPreview(preview) });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  Object.assign(walk.size, { columns, rows });
  return { walk, commands };
}

function diffRows(walk: TestControl): number {
  const [, first, last] = /lines (\d+) to (\d+) of/.exec(walk.text()) ?? [];
  return Number(last) - Number(first) + 1;
}

test('where too little of the diff fits nothing can be consented to, and the strip says what to do', async () => {
  for (const preview of [YES, { ...YES, disruption: 'rollout' as const }, {}]) {
    const { walk, commands } = await atDiff(preview, 60, 12);
    expect(walk.text()).toContain('Too small to say yes: use at least 80x24.');
    expect(walk.text()).toMatch(/^── Apply to PROD prod-eu-1.*\? ─+$/m);
    walk.type('payments');
    walk.press('y', 'tab', 'enter');
    await walk.settle();
    expect(commands.count('apply')).toBe(0);
  }
});

test.each([
  [80, 24, 8],
  [80, 20, 4],
  [100, 30, 14],
])('at %i x %i at least %i rows of the diff are in sight, whatever there is to tell', async (columns, rows, least) => {
  for (const preview of [{}, YES, { caveats: CAVEATS, refused: REFUSED }, { introduces: ['x'], caveats: CAVEATS }]) {
    const { walk } = await atDiff({ steps: [stepPreview({ diff: LONG })], ...preview }, columns, rows);
    expect(walk.text()).toContain('[▸Cancel ]');
    expect(diffRows(walk)).toBeGreaterThanOrEqual(least);
  }
});

test('a long name is asked for whole, and what is typed is seen to its end', async () => {
  const { walk, commands } = await atDiff({ consent: { kind: 'type', text: NAME } }, 80, 24);
  const asked = walk.text().replace(/\s+/g, ' ');
  expect(asked).toContain(`Type ${NAME} to apply (`);
  walk.type(NAME);
  expect(walk.text()).toContain('zzz▌');
  expect(walk.text()).toContain('[▸Apply ]');
  walk.press('enter');
  expect(commands.count('apply')).toBe(1);
});

test('the strip has four rows and the prompt: the last one is the worst of the rest, and counts the other caveats', async () => {
  for (const [columns, rows] of [
    [80, 24],
    [140, 40],
  ] as const) {
    const { walk } = await atDiff({ caveats: CAVEATS, refused: REFUSED }, columns, rows);
    const lines = walk.text().split('\n');
    const labels = lines.slice(-8, -3).map((each) => each.trim().split(' ')[0]);
    expect(labels).toEqual(['Restarts', 'Resolves', 'Undo', 'Refused', 'Type']);
    expect(walk.text()).toMatch(/Refused +4 changes: Argo CD app payments owns it; .*\+9 more caveats: ctrl-o/);
    expect(walk.text()).toContain('ctrl-o all');
  }
});

test.each([
  ['New', { introduces: ['x'], caveats: CAVEATS }],
  ['Dropped', { steps: [stepPreview({ dropped: ['.spec.x'], warnings: ['deprecated'] })], caveats: CAVEATS }],
  ['Caveat', { steps: [stepPreview({ warnings: ['deprecated'] })], caveats: CAVEATS }],
  ['Server', { steps: [stepPreview({ warnings: ['deprecated'] })], caveats: [] }],
  ['Owner', { caveats: [] }],
])('the row of the worst is %s', async (label, preview) => {
  const { walk } = await atDiff(preview, 100, 30);
  expect(walk.text().split('\n').at(-5)).toMatch(new RegExp(`^ ${label} `));
});

test('equal warnings of the server are one, with a count', async () => {
  const steps = [1, 2, 3].map((step) => stepPreview({ step, warnings: ['policy/v1beta1 is deprecated'] }));
  const { walk } = await atDiff({ steps, caveats: [] }, 100, 30);
  expect(walk.text()).toContain('Server     policy/v1beta1 is deprecated (3 times)');
});

test('what stays open of the same decision is told beside what is resolved', async () => {
  const { walk } = await atDiff({ resolves: ['f-1', 'f-2'] }, 100, 30);
  expect(walk.text()).toMatch(/Resolves +2 findings of items 12, 13\. 1 stays open\. Server dry run: 0 new\./);
});

test('the server and the user are in the title, or in a row of their own where they are long', async () => {
  const near = await atDiff({}, 80, 24);
  expect(near.walk.text()).toContain('Apply to PROD prod-eu-1 at https://10.0.0.1:6443 as sre@example.com?');
  const server = `https://${'x'.repeat(30)}.example`;
  const cluster = {
    id: 'id',
    server,
    ca: '',
    context: 'prod-eu-1',
    user: 'system:serviceaccount:ops:deployer',
    version: '',
  };
  const far = await atDiff({ cluster }, 100, 30);
  expect(far.walk.text()).toMatch(/^── Apply to PROD prod-eu-1\? ─/m);
  expect(far.walk.text()).toMatch(/^ Cluster +https:\/\/x+\.example as[\s]+system:serviceaccount:ops:deployer/m);
});

test('the footer names the key for all of it and for the next change, however consent is given', async () => {
  const steps = [stepPreview(), stepPreview({ step: 2 })];
  for (const consent of [YES, { ...YES, disruption: 'rollout' as const }, {}]) {
    const { walk } = await atDiff({ ...consent, steps, caveats: CAVEATS }, 80, 24);
    const footer = walk.text().split('\n').at(-1);
    expect(footer).toMatch(/next change.*ctrl-o all.*esc cancel/);
  }
});

test('a diff that fits is not offered to be scrolled', async () => {
  const short = await atDiff({ steps: [stepPreview({ diff: '+a: 1\n' })] }, 100, 30);
  expect(short.walk.text()).not.toContain('scroll the diff');
  const long = await atDiff({}, 80, 24);
  long.walk.size.columns = 120;
  expect(long.walk.text()).toContain('scroll the diff');
});

test('the title of a change never cuts the name of the object', async () => {
  const ref = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: NAME, name: `${'b'.repeat(40)}end` };
  const { walk } = await atDiff({ steps: [stepPreview({ ref })] }, 80, 24);
  expect(walk.text()).toMatch(/^ StatefulSet a+…\/b{40}end *\n JSON patch {3}1 rollout {3}accepted by the server/m);
  const redis = { ...ref, namespace: 'data', name: 'redis' };
  const short = await atDiff({ steps: [stepPreview({ ref: redis, verified: 'local' })] }, 80, 24);
  expect(short.walk.text()).toMatch(/^ StatefulSet data\/redis +JSON patch {3}1 rollout {3}computed here/m);
});

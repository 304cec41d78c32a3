/** Files that checks offer: read, edited in the operator's editor, and written after a yes to what they became. */
import { expect, test } from 'vitest';
import type { ScanSnapshot } from '../../../src/model/snapshot.ts';
import type { Edited, FileEditing } from '../../../src/ui/options.ts';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

const POLICY = 'kind: Policy\nrules:\n- level: Metadata\n';
const EXAMPLES = [
  { name: 'audit-policy.yaml', title: 'Audit policy', text: POLICY },
  { name: 'kubeadm.yaml', title: 'Flags of the API server', text: 'kind: ClusterConfiguration\n' },
];

/** The check behind checkout-api offers two files. */
const OFFERING: ScanSnapshot = {
  ...SNAPSHOT,
  checks: SNAPSHOT.checks.map((summary) =>
    summary.check.meta.id === 'workloads/run-as-root'
      ? { ...summary, check: { ...summary.check, examples: EXAMPLES } }
      : summary,
  ),
};

interface Written {
  readonly path: string;
  readonly text: string;
  readonly replace: boolean;
}

async function atFile(edited: Edited = { problem: 'Nothing was edited: no changes were made.' }, there = false) {
  const written: Written[] = [];
  const files: FileEditing = {
    edit: async () => edited,
    write: async (to) => {
      if (there && !to.replace) return { code: 'exists' };
      written.push(to);
      return undefined;
    },
  };
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: OFFERING }, { files }));
  walk.type('/checkout');
  walk.press('enter', 'enter', 'f');
  return { walk, written };
}

async function press(walk: TestControl, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    walk.advance(1000);
    walk.press(key);
    await walk.settle();
  }
}

test('f shows the whole file as it would be written, and n the next one', async () => {
  const { walk } = await atFile();
  expect(walk.text()).toContain('Audit policy');
  expect(walk.text()).toContain('y writes it to audit-policy.yaml');
  expect(walk.text()).toContain('3 lines, as offered');
  expect(walk.text()).toMatch(/\+ {2}- level: Metadata/);
  await press(walk, 'n');
  expect(walk.text()).toContain('file 2 of 2');
  expect(walk.text()).toContain('+  kind: ClusterConfiguration');
});

test('where no check offers a file f says so', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('enter', 'f');
  expect(walk.text()).toContain('There is no file to offer here.');
});

test('what was edited is shown as a diff, masked, and is what a yes writes', async () => {
  const text = POLICY.replace('Metadata', 'Request\n  token: canary');
  const { walk, written } = await atFile({ text, shown: text.replace('canary', '***') });
  await press(walk, 'e');
  expect(walk.text()).toMatch(/- {2}- level: Metadata/);
  expect(walk.text()).toMatch(/\+ {2}- level: Request/);
  expect(walk.text()).toContain('kind: Policy');
  expect(walk.text()).toContain('edited: 2 lines added, 1 removed');
  expect(walk.text()).not.toContain('canary');
  await press(walk, 'y');
  expect(written).toEqual([{ path: 'audit-policy.yaml', text, replace: false }]);
  expect(walk.text()).toContain('written to audit-policy.yaml');
});

test('keys from before the text stood there do not count, after an edit neither', async () => {
  const { walk, written } = await atFile({ text: 'kind: Other\n', shown: 'kind: Other\n' });
  walk.press('y');
  await walk.settle();
  await press(walk, 'e');
  walk.press('y');
  walk.paste('y');
  await walk.settle();
  expect(written).toEqual([]);
  await press(walk, 'y');
  expect(written.map(({ text }) => text)).toEqual(['kind: Other\n']);
});

test('an edit that comes to nothing leaves the text, and says why', async () => {
  const { walk, written } = await atFile();
  await press(walk, 'e');
  expect(walk.text()).toContain('Nothing was edited: no changes were made.');
  expect(walk.text()).toContain('3 lines, as offered');
  await press(walk, 'y', 'y');
  expect(written).toHaveLength(1);
  expect(walk.text()).toContain('audit-policy.yaml is written as it stands here.');
});

test('a file that is there gives way only to a choice that is not the first', async () => {
  const { walk, written } = await atFile(undefined, true);
  await press(walk, 'y');
  expect(walk.control.nav.getState().overlay).toMatchObject({ title: 'audit-policy.yaml is there already', index: 0 });
  await press(walk, 'enter');
  expect(written).toEqual([]);
  await press(walk, 'y', 'r');
  expect(written).toEqual([{ path: 'audit-policy.yaml', text: POLICY, replace: true }]);
});

test('another path is typed or pasted, and an edit survives leaving', async () => {
  const { walk, written } = await atFile({ text: 'kind: Other\n', shown: 'kind: Other\n' });
  await press(walk, 'e', 'p', 'ctrl-u');
  walk.paste('conf/\u001b[41mmy.yaml');
  await press(walk, 'enter', 'esc', 'f', 'y');
  expect(written).toEqual([{ path: 'conf/my.yaml', text: 'kind: Other\n', replace: false }]);
});

test('what is no YAML any more is said above the text', async () => {
  const { walk } = await atFile({ text: 'a: [\n', shown: 'a: [\n', doubt: 'unexpected end of the stream' });
  await press(walk, 'e');
  expect(walk.text()).toContain('This is no YAML: unexpected end of the stream');
});

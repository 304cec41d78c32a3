/** The operator's editor on a file: which one, what it may do, and what is left behind. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { editorCommand, editText } from '../../../src/cli/terminal/editor.ts';

const folder = mkdtempSync(join(tmpdir(), 'harden-editor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** A program that is given the file as `$1`, and notes its path and mode. */
function editor(script: string): { readonly path: string; seen(): readonly string[] } {
  const path = join(folder, `editor-${made++}`);
  writeFileSync(path, `#!/bin/sh\necho "$1" >"$0.seen"; stat -c %a "$1" >>"$0.seen"\n${script}\n`);
  chmodSync(path, 0o755);
  return { path, seen: () => readFileSync(`${path}.seen`, 'utf8').trim().split('\n') };
}

const OFFERED = '# who may do what\nkind: Policy\nrules:\n- level: Metadata\n';
const FILE = { path: 'conf/audit-policy.yaml', text: OFFERED, offered: OFFERED };

async function edit(script: string, file = FILE) {
  const { path, seen } = editor(script);
  const edited = await editText(file, { KUBE_EDITOR: path });
  const [name = '', mode] = seen();
  return { edited, name, mode };
}

test.each([
  [{ KUBE_EDITOR: 'nano', EDITOR: 'vim' }, ['nano', 'F']],
  [{ KUBE_EDITOR: ' ', EDITOR: 'code --wait' }, ['code', '--wait', 'F']],
  [{ EDITOR: `emacs -nw --eval '(x)'` }, ['sh', '-c', `emacs -nw --eval '(x)' "$1"`, 'sh', 'F']],
  [{}, ['vi', 'F']],
] as const)('%j runs %j', (env, command) => {
  expect(editorCommand('F', env, 'linux')).toEqual(command);
});

test('what was saved is the text, from a file of the same name that nobody else may read and that is gone', async () => {
  const { edited, name, mode } = await edit('echo "- level: None" >>"$1"');
  expect(edited).toEqual({ text: `${OFFERED}- level: None\n`, shown: `${OFFERED}- level: None\n` });
  expect(name).toMatch(/\/audit-policy\.yaml$/);
  expect([mode, existsSync(name), existsSync(dirname(name))]).toEqual(['600', false, false]);
});

test.each([
  ['fails', 'echo "- level: None" >>"$1"; exit 1', /editor-\d+ ended with 1\.$/],
  ['is killed', 'echo x >>"$1"; kill -9 $$', /editor-\d+ ended with SIGKILL\.$/],
  ['changes nothing', 'true', /no changes were made\.$/],
  ['leaves nothing', ': >"$1"', /the saved file was empty\.$/],
  ['leaves comments alone', 'printf "# nothing\\n\\n" >"$1"', /the saved file was empty\.$/],
  ['takes the file away', 'rm "$1"', /the editor left no file\.$/],
  ['puts a link there', 'rm "$1"; ln -s /etc/passwd "$1"', /the editor left no file\.$/],
  ['writes without end', 'head -c 1100000 /dev/zero >"$1"', /more than 1 MiB\.$/],
] as const)('an editor that %s changes nothing', async (_, script, why) => {
  const { edited, name } = await edit(script);
  expect(edited).toEqual({ problem: expect.stringMatching(/^Nothing was edited: /) });
  expect(edited).toEqual({ problem: expect.stringMatching(why) });
  expect(existsSync(dirname(name))).toBe(false);
});

test('an editor that is not there is named', async () => {
  expect(await editText(FILE, { EDITOR: '/no/such/editor' })).toEqual({
    problem: 'Nothing was edited: /no/such/editor cannot be run: ENOENT.',
  });
});

test('an editor that saves by renaming is understood', async () => {
  const { edited } = await edit('cp "$1" "$1.new"; echo "- level: None" >>"$1.new"; mv "$1.new" "$1"');
  expect(edited).toMatchObject({ text: `${OFFERED}- level: None\n` });
});

test('credentials that were typed are written and not shown; what was offered is shown as it is', async () => {
  const offered = 'kind: EncryptionConfiguration\nsecret: <32 random bytes>\n';
  const { edited } = await edit(`sed -i 's/<32 random bytes>/Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5/' "$1"`, {
    path: 'encryption.yaml',
    text: offered,
    offered,
  });
  expect(edited).toEqual({
    text: 'kind: EncryptionConfiguration\nsecret: Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5Y2FuYXJ5\n',
    shown: 'kind: EncryptionConfiguration\nsecret: ***\n',
  });
});

test('what is no YAML any more is told, and kept for the next edit', async () => {
  const { edited } = await edit('echo "rules: [" >>"$1"');
  expect(edited).toMatchObject({ text: `${OFFERED}rules: [\n`, doubt: expect.stringMatching(/\S/) });
});

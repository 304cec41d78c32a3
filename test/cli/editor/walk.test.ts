/** The editor out of the walk, on a real terminal: it has the terminal, and gives it back as it was. */
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folder, write } from '../../sources/live/setting.ts';
import { createHome, PROGRAM } from '../../support/program.ts';
import { type Pty, startPty } from '../../support/pty.ts';

const home = createHome();
afterAll(() => home.remove());

const EDITOR = `#!/bin/sh
stty -a | grep -q "[^-]icanon" && echo "a terminal of lines"
printf "editing %s, enter saves " "$(basename "$1")"; read -r line
echo "# edited: $line" >>"$1"
exit \${line:-0}
`;

async function atFile(): Promise<{ readonly pty: Pty; readonly cwd: string }> {
  const cwd = folder();
  const editor = write(cwd, 'editor', EDITOR);
  chmodSync(editor, 0o755);
  const pty = startPty(process.execPath, [PROGRAM, '--sample=new'], { env: { ...home.env, KUBE_EDITOR: editor }, cwd });
  await pty.waitFor('LIVE');
  pty.send('\r');
  await pty.waitFor('to decide');
  pty.send('/Audit log\r\r\r');
  await pty.waitFor('esc back');
  pty.send('f');
  await pty.waitFor('as offered');
  return { pty, cwd };
}

test('what is saved comes back as a diff, and y writes it', async () => {
  const { pty, cwd } = await atFile();
  pty.send('e');
  await pty.waitFor('enter saves');
  expect(pty.text()).toContain('a terminal of lines');
  expect(pty.screen.isAlternate).toBe(false);
  pty.send('0\r');
  await pty.waitFor('edited: 1 line added, 0 removed');
  expect(pty.screen.isAlternate).toBe(true);
  const [, name = ''] = /y writes it to (\S+)/.exec(pty.text()) ?? [];
  await new Promise((resolve) => setTimeout(resolve, 400));
  pty.send('y');
  await pty.waitFor(`Wrote ${name}.`);
  expect(readFileSync(join(cwd, name), 'utf8')).toMatch(/# edited: 0\n$/);
  pty.send('q');
  await pty.waitUntilGone('Wrote');
  pty.send('\u0003');
  expect(await pty.exit).toBe(130);
  expect(pty.screen.isAlternate).toBe(false);
});

test('an editor that fails changes nothing, and ctrl-c in it is its own', async () => {
  const { pty } = await atFile();
  pty.send('e');
  await pty.waitFor('enter saves');
  pty.send('3\r');
  await pty.waitFor('ended with 3.');
  expect(pty.text()).toContain('as offered');
  pty.send('e');
  // What the first editor said still stands on the normal screen.
  await pty.waitFor(/enter saves 3[\s\S]*enter saves/);
  pty.send('\u0003');
  await pty.waitFor('ended with SIGINT.');
  expect(pty.text()).toContain('as offered');
  pty.send('\u0003');
  expect(await pty.exit).toBe(130);
});

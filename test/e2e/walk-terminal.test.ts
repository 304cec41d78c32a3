/** The real program on a real terminal, on the bundled sample: signals, pastes, colours, sizes, answers. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Pty, type PtyOptions, startPty } from '../support/pty.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/kubectl-harden', import.meta.url));
const ESC = '\u001b';
const PATIENCE = { timeout: 120_000 };

function home(): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'harden-terminal-'));
  return { HOME: folder, XDG_STATE_HOME: join(folder, 'state'), XDG_CONFIG_HOME: join(folder, 'config') };
}

async function sample(options: PtyOptions = {}, args: readonly string[] = []): Promise<Pty> {
  const pty = startPty(PROGRAM, [...args, ...(args.includes('--sample') ? [] : ['--sample=new'])], {
    ...options,
    env: { ...home(), ...options.env },
  });
  await pty.waitFor('First results');
  await pty.waitFor('LIVE');
  return pty;
}

async function checklist(options: PtyOptions = {}, args: readonly string[] = []): Promise<Pty> {
  const pty = await sample(options, args);
  pty.send('\r');
  await pty.waitFor('ESSENTIALS');
  return pty;
}

/** The decisions of the item whose title this is. */
async function open(pty: Pty, title: string): Promise<void> {
  pty.send(`/${title}\r\r`);
  await pty.waitFor('esc back');
}

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
] as const)('%s leaves the terminal as it was', PATIENCE, async (signal, code) => {
  const pty = await sample();
  pty.kill(signal);
  expect(await pty.exit).toBe(code);
  await pty.waitUntilGone('First results');
  expect(pty.screen.isAlternate).toBe(false);
  expect(pty.output().lastIndexOf('\u001b[?7h')).toBeGreaterThan(pty.output().lastIndexOf('\u001b[?7l'));
  expect(pty.output().lastIndexOf('\u001b[?25h')).toBeGreaterThan(pty.output().lastIndexOf('\u001b[?25l'));
});

test('ctrl-z stops the job, and fg goes on where it was', PATIENCE, async () => {
  const shell = startPty('/bin/bash', ['--norc', '--noprofile', '-i'], { env: home() });
  shell.send(`${PROGRAM} --sample=new\r`);
  await shell.waitFor('First results');
  shell.send('\r');
  await shell.waitFor('ESSENTIALS');
  shell.send('G');
  const last = Number(/item (\d+) of \1\b/.exec(await shell.waitFor(/item (\d+) of \1\b/))?.[1]);
  shell.send('\u001a');
  await shell.waitFor('Stopped');
  expect(shell.screen.isAlternate).toBe(false);
  shell.send('stty -a | grep -c "[^-]icanon"; echo back at the shell\r');
  await shell.waitFor(/^1$[\s\S]*^back at the shell/m);
  shell.send('fg\r');
  await shell.waitFor(/item (\d+) of \1\b/);
  shell.send('k');
  await shell.waitFor(new RegExp(`item ${last - 1} of ${last}\\b`));
  shell.send('q');
  await shell.waitFor('go on');
});

test('pasted text consents to nothing, whatever it holds', PATIENCE, async () => {
  const pty = await checklist();
  await open(pty, 'RBAC');
  pty.send('d');
  const box = await pty.waitFor(/Type \S+ to apply/);
  const text = /Type (\S+) to apply/.exec(box)?.[1] ?? '';
  await sleep(400);
  pty.send(`${ESC}[200~${text}\r${ESC}[201~`);
  await pty.waitFor('Pasted text is ignored here.');
  expect(pty.text()).toMatch(new RegExp(`Type ${text} to apply[^:]*: ▌`));
});

async function diffOf(title: string, env: Readonly<Record<string, string>>): Promise<Pty> {
  const pty = await checklist({ env });
  await open(pty, title);
  pty.send('d');
  await pty.waitFor('ctrl-o all');
  return pty;
}

test(
  'the diff is shown by the program of KUBECTL_EXTERNAL_DIFF until enter, and the walk goes on',
  PATIENCE,
  async () => {
    const pty = await diffOf('RBAC', { KUBECTL_EXTERNAL_DIFF: 'diff -r -u -N' });
    pty.send('\u0005');
    const shown = await pty.waitFor('enter: back to the walk');
    expect(shown).toMatch(/^\+\+\+ .*MERGED-/m);
    expect(pty.screen.isAlternate).toBe(false);
    pty.send('\r');
    await pty.waitFor('ctrl-o all');
    expect(pty.screen.isAlternate).toBe(true);
    pty.send(`${ESC}`);
    await pty.waitFor('esc back');
  },
);

test('without such a program it is a pager, and one that is not there is named', PATIENCE, async () => {
  const pager = await diffOf('RBAC', {
    PAGER: 'f() { echo $(grep -c "^[-+]" "$1") lines; read -r line; echo read $line; }; f',
  });
  pager.send('\u0005');
  await pager.waitFor(/^\d+ lines$/m);
  pager.send('so far\r');
  await pager.waitFor('ctrl-o all');
  expect(pager.output()).toContain('read so far');
  const none = await diffOf('RBAC', { KUBECTL_EXTERNAL_DIFF: 'no-such-diff' });
  none.send('\u0005');
  await none.waitFor('enter: back to the walk');
  none.send('\r');
  await none.waitFor('The diff was not shown: sh ended with 127.');
});

test('keys count one by one, together in a chunk, and cut in the middle of a sequence', PATIENCE, async () => {
  const pty = await checklist();
  pty.send('g');
  await pty.waitFor(/item 1 of \d/);
  pty.send('jjj');
  await pty.waitFor(/item 4 of \d/);
  pty.send(`${ESC}[B${ESC}[B`);
  await pty.waitFor(/item 6 of \d/);
  pty.send(`${ESC}[`);
  pty.send('A');
  await pty.waitFor(/item 5 of \d/);
});

test('without colour nothing is coloured, but what matters is bold', PATIENCE, async () => {
  const pty = await checklist({ env: { NO_COLOR: '1' } });
  await open(pty, 'non-root');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looks for colour sequences
  expect(pty.output()).not.toMatch(/\u001b\[(?:[0-9;]*;)?(?:3[0-7]|9[0-7]|38;[0-9;]*)m/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looks for bold
  expect(pty.output()).toMatch(/\u001b\[1m/);
});

test('a terminal without the marks gets ASCII', PATIENCE, async () => {
  const pty = await checklist({ term: 'linux' });
  expect(pty.text()).toMatch(/^>x /m);
  expect(pty.text()).toMatch(/^[\x20-\x7e\n]*$/);
});

test('a terminal that becomes too small says so and recovers', PATIENCE, async () => {
  const pty = await checklist();
  pty.resize(52, 10);
  await pty.waitFor('needs 60x12, have 52x10');
  pty.resize(80, 24);
  await pty.waitFor('TO DECIDE');
  pty.resize(100, 30);
  await pty.waitFor('rows to decide   worst');
});

test('a hundred keys clear the screen not once', PATIENCE, async () => {
  const pty = await checklist();
  const before = pty.screen.fullClears;
  for (let round = 0; round < 20; round++) pty.send(`jjk${ESC}[B\t`);
  pty.send('g');
  await pty.waitFor(/item 1 of \d|▸ 1 /);
  expect(pty.screen.fullClears).toBe(before);
});

test('an answer and a waiver given in the walk are there at the next start', PATIENCE, async () => {
  const env = home();
  const first = await checklist({ env });
  await open(first, 'Authentication');
  first.send('Gm');
  await first.waitFor('Valid until');
  first.send('p\r\r');
  first.send('IdP setting of 2026-11-20\r\r');
  await first.waitFor('Answer saved');
  first.send(ESC);
  await first.waitUntilGone('esc back');
  first.send(ESC);
  const before = await first.waitFor(/(\d+) decisions (?:in \d+ rows? )?cover/);
  await open(first, 'Audit');
  first.send('w');
  await first.waitFor('Accepted by');
  first.send('The provider keeps it\r\r\r');
  await first.waitFor('Waived');
  first.send(ESC);
  await first.waitUntilGone('esc back');
  first.send('q');
  expect(await first.exit).toBe(0);
  const second = await checklist({ env }, ['--sample']);
  await open(second, 'Authentication');
  await second.waitFor('IdP setting of 2026-11-20');
  second.send(ESC);
  await second.waitUntilGone('esc back');
  second.send(ESC);
  const after = await second.waitFor(/(\d+) decisions (?:in \d+ rows? )?cover/);
  const decisions = (text: string): number => Number(/(\d+) decisions (?:in \d+ rows? )?cover/.exec(text)?.[1]);
  expect(decisions(after)).toBe(decisions(before) - 1);
});

test('in read-only mode the diff is shown and nothing can be consented to', PATIENCE, async () => {
  const pty = await checklist({}, ['--read-only']);
  expect(pty.text()).toContain('READ-ONLY');
  await open(pty, 'Pod Security');
  pty.send('jd');
  await pty.waitFor('Read-only session: nothing can be changed.');
  pty.send(':mode apply');
  pty.send('\r');
  await pty.waitFor('This session stays read-only.');
});

/** However the walk ends, the terminal is what it was: its line discipline, its screen, its cursor, wrapping and pasting. */
import { afterAll, expect, test } from 'vitest';
import { createHome, PROGRAM } from '../../support/program.ts';
import { type Pty, startPty } from '../../support/pty.ts';

const home = createHome();
afterAll(() => home.remove());

const ENDS: readonly (readonly [how: string, code: number, end: (pty: Pty) => void])[] = [
  ['q', 0, (pty) => pty.send('q')],
  [':q', 0, (pty) => pty.send(':q\r')],
  ['ctrl-c', 130, (pty) => pty.send('\u0003')],
  ['SIGINT', 130, (pty) => signal(pty, 'INT')],
  ['SIGTERM', 143, (pty) => signal(pty, 'TERM')],
  ['SIGHUP', 129, (pty) => signal(pty, 'HUP')],
  ['SIGQUIT', 131, (pty) => signal(pty, 'QUIT')],
  [
    'q in a terminal that became too small',
    0,
    (pty) => {
      pty.resize(40, 8);
      pty.send('q');
    },
  ],
];

/** To the program that the shell has started, and to nobody else. */
function signal(pty: Pty, name: string): void {
  const job = Number(/job (\d+)/.exec(pty.output())?.[1]);
  process.kill(job, `SIG${name}`);
}

const SHELL =
  'before=$(stty -g); sh -c \'echo job $$; exec "$node" "$bin" --sample\'; code=$?; ' +
  'test "$before" = "$(stty -g)" && same=same || same=changed; echo "ended $code, modes $same"; read -r line; echo "read $line"';

test.each(ENDS)('after %s the terminal is as it was', async (_, code, end) => {
  const env = { ...home.env, node: process.execPath, bin: PROGRAM };
  const pty = startPty('/bin/bash', ['--norc', '--noprofile', '-c', SHELL], { env });
  await pty.waitFor('LIVE');
  end(pty);
  await pty.waitFor(`ended ${code}, modes same`);
  pty.send('as a line\r');
  await pty.waitFor('read as a line');
  const output = pty.output();
  expect(pty.screen.isAlternate).toBe(false);
  for (const [on, off] of [
    ['?1049h', '?1049l'],
    ['?2004h', '?2004l'],
    ['?7l', '?7h'],
    ['?25l', '?25h'],
  ] as const)
    expect(output.lastIndexOf(`\u001b[${off}`), off).toBeGreaterThan(output.lastIndexOf(`\u001b[${on}`));
});

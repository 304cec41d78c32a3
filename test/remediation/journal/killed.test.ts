import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const manifest = (at: number) => `# number ${at}
apiVersion: apps/v1
kind: Deployment
metadata: {name: app-${at}, namespace: shop}
spec:
  selector: {matchLabels: {app: app-${at}}}
  template:
    metadata: {labels: {app: app-${at}}}
    spec:
      containers:
      - {name: app, image: "app:1", securityContext: {runAsUser: 1000}}   # one line
`;

function contents(folder: string): Readonly<Record<string, string>> {
  // A file that was about to take the place of another one may be left beside it.
  const names = readdirSync(folder).filter((name) => !name.endsWith('.tmp'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function journalLines(state: string): number {
  const runs = join(state, 'kubectl-harden', 'runs');
  try {
    return readdirSync(runs)
      .map((run) => readFileSync(join(runs, run, 'journal.jsonl'), 'utf8').split('\n').length - 1)
      .reduce((sum, lines) => sum + lines, 0);
  } catch {
    return 0;
  }
}

test.each([2, 9, 40])(
  'a program killed when %i lines are in its journal leaves everything to be taken back',
  async (lines) => {
    const home = createHome();
    onTestFinished(() => home.remove());
    const folder = join(home.folder, 'manifests');
    mkdirSync(folder);
    for (let at = 0; at < 40; at++) writeFileSync(join(folder, `app-${at}.yaml`), manifest(at));
    const before = contents(folder);

    let isOver = false;
    let watching: Promise<void> | undefined;
    const ended = await home.run(['--apply', '-f', folder, '--yes'], {
      onStart: (child) => {
        const watch = async () => {
          while (!isOver && journalLines(home.env.XDG_STATE_HOME ?? '') < lines) await turn();
          child.kill('SIGKILL');
        };
        watching = watch();
      },
    });
    isOver = true;
    await watching;
    expect(ended.stderr).not.toContain('error');

    const seen = await home.run(['history', '-f', folder, '--no-headers']);
    // A header, an intention and an outcome for each of the changes, an end: then the kill came too late.
    const isWhole = journalLines(home.env.XDG_STATE_HOME ?? '') >= 81;
    expect(seen.stdout).toMatch(isWhole ? / {3}40 {3}applied / : / {3}40 {3}interrupted \(/);

    const undone = await home.run(['undo', '-f', folder, '--yes']);
    expect(undone, undone.stderr).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(before);
  },
);

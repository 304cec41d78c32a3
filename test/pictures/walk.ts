/** The walk on a bundled or made-up cluster, with a clock, a host and a home of its own: the same in every run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLUGINS } from '../../plugins/index.ts';
import { isInProfile } from '../../src/catalog/profiles.ts';
import type { Source, Target } from '../../src/model/ports.ts';
import { createSession } from '../../src/session/index.ts';
import { type Harness, startWalk } from '../support/render.tsx';
import { forgetful } from '../support/walk/forgetful.ts';

export interface Subject {
  readonly source: Source;
  readonly target?: Target;
  readonly context: string;
  readonly sourceFlags?: string;
}

export interface PicturedWalk extends Harness {
  /** Resolves when the screen shows it. */
  shows(text: string): Promise<void>;
  /** Resolves when the screen has come to rest. */
  rests(): Promise<void>;
  end(): Promise<void>;
}

const START = Date.parse('2026-11-28T12:00:00Z');
/** Looks, each after what is drawn in between; the last of them alike mean that nothing more comes. */
const PATIENCE = 200;
const ALIKE = 6;

export async function walkOn(subject: Subject, columns = 100, rows = 30): Promise<PicturedWalk> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'kubectl-harden-pictures-'));
  let clock = START;
  const session = createSession({
    ...subject,
    checks: PLUGINS.flatMap(({ checks }) => checks).filter((check) => isInProfile(check, 'essentials')),
    namespaces: [],
    watch: true,
    mode: 'apply',
    answers: forgetful(),
    stateFolder,
    tool: 'kubectl-harden/v0.1.0',
    now: () => new Date(clock),
  });
  const { store, commands } = session;
  const end = new AbortController();
  const read = session.run(end.signal);
  const walk = startWalk({
    columns,
    rows,
    store,
    commands,
    walk: { context: subject.context, now: () => clock },
  });
  return Object.assign(walk, {
    async shows(text: string) {
      for (let tries = 0; !walk.text().includes(text); tries += 1) {
        if (tries > PATIENCE) throw new Error(`never shown: ${text}\n${walk.text()}`);
        await walk.settle();
      }
    },
    async rests() {
      let before = walk.text();
      for (let alike = 0; alike < ALIKE; ) {
        await walk.settle();
        alike = walk.text() === before ? alike + 1 : 0;
        before = walk.text();
      }
    },
    advance: (ms: number) => {
      clock += ms;
    },
    async end() {
      end.abort();
      walk.unmount();
      await read;
      rmSync(stateFolder, { recursive: true });
    },
  });
}

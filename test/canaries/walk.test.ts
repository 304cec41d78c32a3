/** No credential is on any screen of the walk: lists, details, YAML, diffs, consent, progress, result and undo. */
import { afterAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import type { Commands } from '../../src/session/commands.ts';
import type { Session } from '../../src/session/index.ts';
import { openFiles } from '../../src/sources/files/index.ts';
import { currentLocation } from '../../src/store/nav.ts';
import { type TestControl, testControl } from '../support/control.ts';
import { createHome } from '../support/program.ts';
import { ownSession } from '../support/walk/own-session.ts';
import { PATIENCE_MS, plantedObjects } from './plant.ts';
import { expectNone, layOut } from './watching.ts';

vi.setConfig({ testTimeout: PATIENCE_MS });

const home = createHome();
afterAll(() => home.remove());

async function openSession(): Promise<Session> {
  const files = plantedObjects().map((object, at) => [`${at}.yaml`, stringify(object)] as const);
  const { source, target } = openFiles({ paths: [layOut(home, 'manifests', new Map(files))] });
  return ownSession({ source, target }, home);
}

interface Watching {
  readonly walk: TestControl;
  readonly seen: string[];
  /** Each key, and what is on the screen after it once nothing is asked of the session any more. */
  press(...keys: readonly string[]): Promise<void>;
}

function watching({ commands, store }: Session): Watching {
  let asked: Promise<unknown> = Promise.resolve();
  const waited = (name: 'preview' | 'apply' | 'previewUndo' | 'undo') => ({
    [name]: (...args: readonly unknown[]) => {
      const answer = (commands[name] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
      asked = answer.catch(() => undefined);
      return answer;
    },
  });
  const followed = {
    ...commands,
    ...waited('preview'),
    ...waited('apply'),
    ...waited('previewUndo'),
    ...waited('undo'),
  } as Commands;
  const walk = testControl(followed, store.getState());
  walk.size = { columns: 220, rows: 70 };
  const seen: string[] = [];
  return {
    walk,
    seen,
    async press(...keys) {
      for (const key of keys) {
        walk.press(key);
        seen.push(walk.text());
        await asked;
        for (let turn = 0; turn < 3; turn++) await walk.settle();
        seen.push(walk.text());
      }
    },
  };
}

/** The object, the reasons, the diff and everything in the box of consent. */
const SCREENS = ['y', 'pagedown', 'esc', 'i', 'esc', 'd', 'pagedown', 'ctrl-o', 'pagedown', 'esc', 'esc'];

test('every decision is opened, and a run is consented to and undone', async () => {
  const session = await openSession();
  const { walk, seen, press } = watching(session);
  const { nav } = walk.control;
  await press('enter', '.');
  for (const { id: item, rows } of session.snapshot().items) {
    nav.setState({ stack: [{ screen: 'checklist' }] });
    await press('g', 'enter', 'pagedown', 'esc');
    for (const { id: row } of rows) {
      nav.setState({ stack: [{ screen: 'checklist' }, { screen: 'decision', item, row }] });
      await press(...SCREENS);
    }
  }
  nav.setState({ stack: [{ screen: 'checklist' }], plan: session.snapshot().decisions.map(({ id }) => id) });
  await press('A', 'ctrl-o', 'pagedown', 'esc');
  walk.advance(10_000);
  const consent = nav.getState().review?.preview?.consent;
  if (consent?.kind === 'type') walk.type(consent.text);
  await press(...(consent?.kind === 'type' ? ['enter'] : ['y']));
  expect(currentLocation(nav.getState()).screen).toBe('result');
  await press('pagedown', 'Z', 'ctrl-o', 'esc', 'esc', 'esc', 'c', 'esc', '?', 'esc', ':');
  walk.type('messages');
  await press('enter');
  expectNone([...new Set(seen)].join('\n'), 'the screens');
  expect(seen.join('\n')).toMatch(/value: '\*\*\*'|value: "\*\*\*"|\+.*seccompProfile/);
});

/** What a person looks up is three keys away, from every screen on which no text is typed; esc goes back to where one was. */
import { expect, test } from 'vitest';
import { currentLocation } from '../../src/store/nav.ts';
import { SNAPSHOT } from '../support/snapshot.ts';
import { fakeCommands, planPreview } from '../support/walk-commands.ts';

const { KEYS, startWalk } = await import('../support/render.tsx');

const FROM: Readonly<Record<string, readonly string[]>> = {
  connect: [],
  checklist: [KEYS.enter],
  entries: [KEYS.enter, KEYS.enter],
  decision: [KEYS.enter, KEYS.enter, KEYS.enter],
  review: [KEYS.enter, 'j', KEYS.enter, 'd'],
  namespaces: [KEYS.enter, 'n'],
  plan: [KEYS.enter, 'P'],
  journal: [KEYS.enter, ':j', KEYS.enter],
  page: [KEYS.enter, 'c'],
};
const TO = {
  plan: 'p',
  journal: 'j',
  coverage: 'c',
  waivers: 'w',
  messages: 'm',
  help: 'h',
} as const;

test.each(Object.entries(FROM))('from %s everything is three keys away', async (_, path) => {
  for (const [name, letter] of Object.entries(TO)) {
    const walk = startWalk({
      commands: fakeCommands({ preview: async () => planPreview({ consent: { kind: 'yes' } }) }),
      state: { phase: 'live', snapshot: SNAPSHOT },
    });
    await walk.settle();
    await walk.keys(...path);
    const before = walk.nav.getState().stack;
    await walk.keys(':', letter, KEYS.enter);
    const nav = walk.nav.getState();
    const location = currentLocation(nav);
    const at = nav.overlay?.kind ?? (location.screen === 'page' ? location.page.kind : location.screen);
    expect(at).toBe(name);
    await walk.keys(KEYS.esc);
    // On the screen itself esc leaves it.
    expect(walk.nav.getState().overlay).toBeUndefined();
    expect(walk.nav.getState().stack.length).toBeLessThanOrEqual(before.length);
    walk.unmount();
  }
});

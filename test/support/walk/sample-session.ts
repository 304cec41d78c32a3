/** A session of its own on the bundled sample, read and live: real previews, real runs, nothing left behind. */
import { onTestFinished } from 'vitest';
import type { Session } from '../../../src/session/index.ts';
import { openSample } from '../../../src/sources/sample/index.ts';
import { createHome } from '../program.ts';
import { ownSession } from './own-session.ts';

export async function sampleSession(): Promise<Session> {
  const home = createHome();
  onTestFinished(() => home.remove());
  return ownSession(openSample(), home);
}

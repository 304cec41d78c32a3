/** One question about the whole of the place that the flags name. */
import type { Fact } from '../../plugin-api/index.ts';
import { type AskOptions, askFact } from '../../session/index.ts';
import type { Invocation } from '../args/command.ts';
import { namedEvidence, withEvidence } from './named-evidence.ts';
import { openSource } from './source.ts';
import { ownStateFolder } from './state-folder.ts';

/** What the source said on the way is told. */
export async function askOf<T>(
  fact: Fact<T>,
  invocation: Invocation,
  options: Pick<AskOptions, 'tables'> = {},
): Promise<T> {
  const { io, signal } = invocation;
  const named = await namedEvidence(invocation);
  const opened = await openSource(invocation, { stateFolder: ownStateFolder(io.env, false), isWalk: false });
  try {
    const { value, messages } = await askFact(fact, { source: withEvidence(opened.source, named), signal, ...options });
    for (const { level, text } of messages) {
      if (level === 'error') io.error(text);
      else if (level === 'warning') io.warn(text);
      else io.note(text);
    }
    return value;
  } finally {
    await opened.close?.();
  }
}

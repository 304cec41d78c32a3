/** `--show-requests`: what was asked of a server, also where it did not come to a result. */
import type { Invocation } from '../args/command.ts';

/** To stderr, whatever is quiet: it was asked for. `requests`: lines for people; absent where no server is asked. */
export function tellRequests(
  requests: (() => readonly string[]) | undefined,
  { flags, io }: Pick<Invocation, 'flags' | 'io'>,
): void {
  if (!flags.isOn('show-requests')) return;
  for (const line of requests?.() ?? ['No request was made.']) io.err(`${line}\n`);
}

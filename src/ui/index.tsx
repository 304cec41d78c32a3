/** The walk: runs on a terminal until the operator leaves it. */
import { render } from 'ink';
import type { Commands } from '../session/commands.ts';
import { createNavStore, type NavStore } from '../store/nav.ts';
import type { HardenStore } from '../store/state.ts';
import { App } from './app.tsx';
import { withoutReports } from './input/mouse-stream.ts';
import type { Before, Leaving, WalkExit, WalkOptions } from './options.ts';
import { Frames } from './paint/frames.ts';
import { summaryOf } from './select/summary.ts';
import { keepPosition, walkPosition } from './select/walk-position.ts';
import { inChanges, stopProcess, watchJob, withoutReading, withoutWrapping } from './terminal.ts';

export type { Before, Edited, Environment, WalkExit, WalkOptions, WriteProblem } from './options.ts';
export type { ThemeName } from './theme.ts';

export interface WalkParts {
  readonly store: HardenStore;
  readonly commands: Commands;
  readonly options: WalkOptions;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Absent: the first walk of this terminal. */
  readonly before?: Before;
}

export async function runWalk({ store, commands, options, stdin, stdout, before }: WalkParts): Promise<WalkExit> {
  const nav = createNavStore();
  if (before !== undefined) takeOver(store, nav, before, options.now?.() ?? Date.now());
  const isScreenReader = options.screenReader === true;
  const job = watchJob();
  const mouse = !isScreenReader && options.mouse === true ? withoutReports(stdin) : undefined;
  const terminal = withoutWrapping(stdout, mouse !== undefined);
  const frames = isScreenReader ? undefined : new Frames(terminal);
  const app = render(
    <App
      store={store}
      nav={nav}
      commands={commands}
      options={options}
      stop={stopProcess}
      job={job}
      mouse={mouse}
      drawAgain={frames && (() => frames.drawAgain())}
    />,
    {
      stdin: mouse?.stdin ?? stdin,
      stdout: frames === undefined ? terminal : inChanges(terminal, frames),
      interactive: true,
      alternateScreen: !isScreenReader,
      isScreenReaderEnabled: isScreenReader,
      exitOnCtrlC: false,
      patchConsole: false,
    },
  );
  const leaving = (await app.waitUntilExit()) as Leaving | undefined;
  job.end();
  // Whoever has the terminal next, a credential plugin of another context for one, gets its first line as well.
  await withoutReading(stdin, async () => undefined);
  const position = walkPosition(store.getState().snapshot, nav.getState());
  if (position !== undefined) await keepPosition(commands, position).catch(() => undefined);
  // The next start tells what is new since now.
  if (nav.getState().firstCounts !== undefined) await commands.keepReading().catch(() => undefined);
  const isThere = (ref: Parameters<Commands['object']>[0]): boolean => commands.object(ref) !== undefined;
  const summary = summaryOf(store.getState(), nav.getState(), options, isThere);
  return {
    summary,
    hasRuns: nav.getState().runs.length > 0,
    commands: nav.getState().commands,
    ...(typeof leaving === 'object' ? { code: 0, next: leaving } : { code: leaving ?? 0 }),
  };
}

/** The last message is in the message line, all of them are in `:messages`. */
function takeOver(store: HardenStore, nav: NavStore, { commands, messages }: Before, at: number): void {
  const told = messages.map((message) => ({ ...message, at }));
  const flash = told.at(-1);
  nav.setState({ commands, ...(flash === undefined ? {} : { flash }) });
  store.setState((state) => ({ messages: [...state.messages, ...told] }));
}

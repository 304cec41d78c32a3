/** The walk on the screen: stores in, one frame out, every key through one dispatcher. */
import { Box, useApp, useInput, usePaste, useStdin, useWindowSize } from 'ink';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Commands } from '../session/commands.ts';
import { windowStart } from '../store/cursor.ts';
import type { Menu, NavStore } from '../store/nav.ts';
import type { HardenStore } from '../store/state.ts';
import { MenuList } from './components/menu.tsx';
import { menuWindow } from './components/menu-window.ts';
import { type RowStyle, Rows } from './components/rows.tsx';
import { Spoken } from './components/spoken.tsx';
import type { Control } from './control/control.ts';
import { handleKey, handlePaste, tellDrawn } from './control/dispatch.ts';
import { handleMouse } from './control/pointer.ts';
import { suspend } from './control/quit.ts';
import { followSession } from './control/sync.ts';
import { frame, tooSmall } from './frame/frame.ts';
import { bodyRows, isTooSmall, SPOKEN } from './frame/size.ts';
import { GLYPHS } from './glyphs.ts';
import { useFrames, useSeconds, useTimeout } from './hooks.ts';
import { keysOf } from './input/keys.ts';
import type { MouseReports } from './input/mouse-stream.ts';
import type { WalkOptions } from './options.ts';
import { currentContent, screenKeys } from './screens/index.ts';
import { displayedState } from './select/displayed.ts';
import { isTicking, paceOf } from './select/stream.ts';
import { type JobWatch, withoutReading } from './terminal.ts';
import { BLANK, type Line, line, span } from './text/line.ts';
import type { WalkView } from './types.ts';

const FLASH_MS = 6000;

export interface AppProps {
  readonly store: HardenStore;
  readonly nav: NavStore;
  readonly commands: Commands;
  readonly options: WalkOptions;
  /** Stops the process until it is continued. */
  readonly stop: () => Promise<void>;
  /** Absent: nobody stops it from outside. */
  readonly job?: Pick<JobWatch, 'follow'>;
  /** Absent: the terminal keeps the mouse. */
  readonly mouse?: Pick<MouseReports, 'follow'> | undefined;
  /** Writes all of the last frame once more. Absent: frames are written as they come. */
  readonly drawAgain?: (() => void) | undefined;
}

export function App(props: AppProps): ReactNode {
  const { store, nav, options, job, mouse } = props;
  const window = useWindowSize();
  const { columns, rows } = options.screenReader === true ? SPOKEN : window;
  const published = useFrames(store, paceOf);
  const navigation = useStore(nav);
  const harden = displayedState(published, navigation);
  const windows = useRef(new Map<string, number>()).current;
  const now = options.now ?? Date.now;
  const view: WalkView = {
    harden,
    nav: navigation,
    options,
    now: now(),
    columns,
    rows,
    windowOf: (list, cursor, visible, total) => {
      const start = windowStart(windows.get(list) ?? 0, cursor, visible, total);
      windows.set(list, start);
      return start;
    },
    objectOf: props.commands.object,
    outlineOf: props.commands.outline,
  };
  const control = useControl(props, view);
  useEffect(() => tellDrawn(control, view));
  useSeconds(isTicking(harden, navigation));
  useTimeout(() => nav.setState({ flash: undefined }), FLASH_MS, navigation.flash);
  useEffect(() => followSession(control), [control]);
  useEffect(() => job?.follow({ suspend: () => suspend(control), retake: () => control.retake() }), [control, job]);
  useEffect(() => mouse?.follow((event) => handleMouse(control, event)), [control, mouse]);
  useInput((input, key) => {
    for (const name of keysOf(input, key)) handleKey(control, name);
  });
  usePaste((text) => handlePaste(control, text));
  return <Screen view={view} />;
}

function useControl({ store, nav, commands, options, stop, drawAgain }: AppProps, view: WalkView): Control {
  const { exit, suspendTerminal } = useApp();
  const { stdin } = useStdin();
  const latest = useRef(view);
  latest.current = view;
  const suspendRef = useRef(suspendTerminal);
  suspendRef.current = suspendTerminal;
  return useMemo(() => {
    const current = (): WalkView => ({
      ...latest.current,
      harden: displayedState(store.getState(), nav.getState()),
      nav: nav.getState(),
    });
    let isAway = false;
    const leave = async (work: () => Promise<void>): Promise<void> => {
      if (isAway) return;
      isAway = true;
      await suspendRef.current(work).finally(() => {
        isAway = false;
      });
    };
    return {
      store,
      nav,
      commands,
      options,
      pending: {},
      now: options.now ?? Date.now,
      view: current,
      scopeBelow: () => screenKeys(current()).scope,
      exit: (leaving) => exit(leaving),
      // With the other program, whose terminal it is, this one only stops.
      suspend: () => void (isAway ? stop() : leave(stop)),
      retake: () => void leave(async () => undefined),
      lend: (work) => void leave(() => withoutReading(stdin, work)),
      redraw: () => drawAgain?.(),
    };
  }, [store, nav, commands, options, exit, stop, stdin, drawAgain]);
}

function Screen({ view }: { readonly view: WalkView }): ReactNode {
  const { columns, rows, options } = view;
  const { overlay } = view.nav;
  const style = styleFor(options);
  const lines = isTooSmall(view) ? tooSmall(view) : screenLines(view);
  if (options.screenReader === true) return <Spoken view={view} lines={lines} />;
  const menu = overlay?.kind === 'menu' && !isTooSmall(view) ? overlay : undefined;
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {menu === undefined ? <Rows lines={lines} {...style} /> : <WithMenu view={view} lines={lines} menu={menu} />}
    </Box>
  );
}

function styleFor({ theme, ascii, colors = 16 }: WalkOptions): RowStyle {
  return { theme, ascii, colors };
}

function screenLines(view: WalkView): readonly Line[] {
  return frame(view, currentContent(view));
}

/** The menu takes the lower rows of the body; what it is about stays in sight above, where there is room for both. */
function WithMenu({ view, lines, menu }: { view: WalkView; lines: readonly Line[]; menu: Menu }): ReactNode {
  const style = styleFor(view.options);
  const below = lines.length - footRows(view);
  const first = below - bodyRows(view);
  const shown = menuWindow(menu, bodyRows(view) - 1);
  const gap = bodyRows(view) > shown.items.length + 1 ? [BLANK] : [];
  const top = Math.max(first, below - shown.items.length - 1 - gap.length);
  return (
    <>
      <Rows lines={lines.slice(0, top)} {...style} />
      <Rows lines={menuHead(shown, view.columns)} {...style} />
      <MenuList menu={shown} width={view.columns} theme={style.theme} ascii={style.ascii} />
      <Rows lines={gap} {...style} />
      <Rows lines={lines.slice(below)} {...style} />
    </>
  );
}

function footRows(view: WalkView): number {
  const chrome = view.rows - bodyRows(view);
  return chrome === 6 ? 3 : 2;
}

function menuHead({ title }: Menu, columns: number): readonly Line[] {
  const rule = GLYPHS.rule.repeat(Math.max(0, columns - title.length - 4));
  return [line(span(`${GLYPHS.rule}${GLYPHS.rule} `, 'rule'), span(title, 'text.strong'), span(` ${rule}`, 'rule'))];
}

import { REPORT_GROUPS } from '../../report/format.ts';
import { printable } from '../../text/printable.ts';
import type { ThemeName } from '../../ui/index.tsx';
import type { Run } from '../args/command.ts';
import { fileScopeOf } from '../args/file-scope.ts';
import { sessionFlags, sourceFlags } from '../args/source-flags.ts';
import { rolesToAllow } from '../compose/allowing-roles.ts';
import { openSession } from '../compose/compose.ts';
import { loadConfig } from '../config/config.ts';
import { loadKeymap } from '../config/keymap.ts';
import { EXIT } from '../exit.ts';
import { copySequence } from '../terminal/clipboard.ts';
import { colorDepth, exportColor } from '../terminal/color.ts';
import { EXPORT_FORMATS, exportView } from '../terminal/export-view.ts';
import { showOutside } from '../terminal/outside.ts';
import { needsAscii, offersMouse, themeFor } from '../terminal/screen.ts';
import { VERSION } from '../version.ts';

export const run: Run = async (invocation) => {
  const { flags, io, program, releaseSignals } = invocation;
  const config = await loadConfig(io.env);
  const keymap = await loadKeymap(config, io.env);
  const opened = await openSession(invocation, { watch: true, mayWrite: true, mayAnswer: true });
  const { store, commands } = opened.session;
  const theme = themeFor(io.hasColor, flags.text('theme') as ThemeName | undefined, config.theme);
  // The screens take their own keys and restore the terminal by themselves when the process is ended.
  releaseSignals();
  // Without colour the theme still needs bold and inverse: the library of the screens must not be told to drop them.
  const depth = theme === 'light' ? colorDepth(process.env) : '1';
  exportColor(true, process.env, depth);
  const { runWalk } = await import('../../ui/index.tsx');
  opened.show?.(store);
  const reading = new AbortController();
  // What goes wrong is shown on the screen, and again below when it was the end.
  const read = opened.session.run(reading.signal).catch(() => undefined);
  const { code, summary } = await runWalk({
    store,
    commands,
    options: {
      theme,
      colors: depth === '2' ? 256 : 16,
      ...(keymap === undefined ? {} : { keymap }),
      mouse: config.mouse !== false && offersMouse(io.env),
      ascii: flags.isOn('ascii') || needsAscii(io.env),
      context: opened.context,
      command: program,
      sourceFlags: sourceFlags(flags),
      sessionFlags: sessionFlags(flags),
      screenReader: io.env.INK_SCREEN_READER === 'true',
      rolesToAllow,
      copy: (text) => {
        const sequence = copySequence(text, io.env);
        if (sequence !== undefined) process.stdout.write(sequence);
        return sequence !== undefined;
      },
      exports: {
        formats: EXPORT_FORMATS,
        write: async (snapshot, to) =>
          exportView(snapshot, to, {
            hasHeader: true,
            version: VERSION,
            root: process.cwd(),
            reportGroup: REPORT_GROUPS[0],
            files: fileScopeOf(flags),
          }),
      },
      showOutside: (preview) => showOutside(preview, io.env),
    },
    stdin: process.stdin,
    stdout: process.stdout,
  });
  reading.abort();
  await opened.close?.();
  await read;
  for (const line of summary) io.out(`${printable(line)}\n`);
  const { phase, error } = store.getState();
  if (phase !== 'failed') return code;
  io.error(error ?? 'the cluster could not be read');
  return EXIT.incomplete;
};

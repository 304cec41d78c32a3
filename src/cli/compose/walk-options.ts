/** What of the command line, the configuration and the terminal the walk is told. */
import { REPORT_GROUPS } from '../../report/format.ts';
import { kubeconfigNames } from '../../sources/live/names.ts';
import { errorText } from '../../text/errors.ts';
import type { ThemeName, WalkOptions } from '../../ui/index.tsx';
import type { Invocation } from '../args/command.ts';
import { connectionFlags } from '../args/connection-flags.ts';
import { fileScopeOf } from '../args/file-scope.ts';
import { inContext } from '../args/other-context.ts';
import { sessionFlags, sourceFlags } from '../args/source-flags.ts';
import { loadConfig } from '../config/config.ts';
import { loadKeymap } from '../config/keymap.ts';
import { copySequence } from '../terminal/clipboard.ts';
import { colorDepth } from '../terminal/color.ts';
import { editText } from '../terminal/editor.ts';
import { EXPORT_FORMATS, exportView } from '../terminal/export-view.ts';
import { showOutside } from '../terminal/outside.ts';
import { needsAscii, offersMouse, themeFor } from '../terminal/screen.ts';
import { writeText } from '../terminal/write-text.ts';
import { VERSION } from '../version.ts';
import { rolesToAllow } from './allowing-roles.ts';
import { servedReportGroup } from './report-group.ts';
import type { OpenedSource } from './source.ts';

/** What stays as it is in every context. */
export type WalkLook = Pick<WalkOptions, 'theme' | 'colors' | 'keymap' | 'mouse' | 'ascii' | 'screenReader'>;

export async function lookOf({ flags, io }: Invocation): Promise<WalkLook> {
  const config = await loadConfig(io.env);
  const keymap = await loadKeymap(config, io.env);
  const theme = themeFor(io.hasColor, flags.text('theme') as ThemeName | undefined, config.theme);
  return {
    theme,
    // The other themes have no more than sixteen.
    colors: theme === 'light' && colorDepth(io.env) === '2' ? 256 : 16,
    ...(keymap === undefined ? {} : { keymap }),
    mouse: config.mouse !== false && offersMouse(io.env),
    ascii: flags.isOn('ascii') || needsAscii(io.env),
    screenReader: io.env.INK_SCREEN_READER === 'true',
  };
}

/** The context that was left for another one, and how it had been opened. */
export interface LeftPlace {
  readonly context: string;
  readonly invocation: Invocation;
  readonly isElsewhere: boolean;
}

export function walkOptions(
  { flags, io, program, signal }: Invocation,
  { type, context, source }: Pick<OpenedSource, 'type' | 'context' | 'source'>,
  previous?: LeftPlace,
): Omit<WalkOptions, keyof WalkLook> {
  return {
    context,
    command: program,
    sourceFlags: sourceFlags(flags),
    sessionFlags: sessionFlags(flags),
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
          reportGroup: (await groupFor(to.format, source, signal)) ?? REPORT_GROUPS[0],
          files: fileScopeOf(flags),
        }),
    },
    files: {
      edit: (file) => editText(file, io.env),
      write: async ({ path, text, replace }) => writeText(path, text, replace),
    },
    showOutside: (preview) => showOutside(preview, io.env),
    ...(type === 'live' ? { contexts: contextsFor(flags, io.env, previous) } : {}),
  };
}

/** The server is asked only where a policy report is wanted. */
async function groupFor(format: string, source: OpenedSource['source'], signal: AbortSignal) {
  return format === 'policyreport' ? servedReportGroup(source, signal) : undefined;
}

function contextsFor(
  flags: Invocation['flags'],
  env: NodeJS.ProcessEnv,
  previous: LeftPlace | undefined,
): NonNullable<WalkOptions['contexts']> {
  return {
    ...(previous === undefined ? {} : { previous: previous.context }),
    names: async () => (await kubeconfigNames(flags.text('kubeconfig'), env)).contexts,
    problem: async ({ context, isBack }) => {
      const { resolveConnection } = await import('../../sources/live/config/connection.ts');
      const there = isBack && previous !== undefined ? previous.invocation.flags : inContext(flags, context).flags;
      return resolveConnection(connectionFlags(there), env).then(() => undefined, errorText);
    },
  };
}

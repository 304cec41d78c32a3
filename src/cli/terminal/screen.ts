/** What the walk needs to know of the terminal before it draws. */
import type { WalkOptions } from '../../ui/index.tsx';

/** Terminals and locales that cannot draw the glyphs get the ASCII column. */
export function needsAscii(env: NodeJS.ProcessEnv): boolean {
  if (env.TERM === 'linux') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale !== undefined && !/utf-?8/i.test(locale);
}

/** A console without a graphical terminal has no mouse that it would report. */
export function offersMouse({ TERM }: NodeJS.ProcessEnv): boolean {
  return TERM !== undefined && !['dumb', 'linux'].includes(TERM);
}

type Theme = WalkOptions['theme'];

/** The flag goes before the configuration; without colour the default is what works without. */
export function themeFor(hasColor: boolean, flag: Theme | undefined, configured: Theme | undefined): Theme {
  const wanted = flag ?? configured ?? 'default';
  return !hasColor && (wanted === 'default' || wanted === 'light') ? 'mono' : wanted;
}

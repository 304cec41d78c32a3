/** Semantic tokens: what a piece of text means. Only this module knows colours. */

export const THEME_NAMES = ['default', 'mono', 'high-contrast', 'light'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

export type Token =
  | `env.${'prod' | 'stage' | 'dev'}`
  | 'text'
  | 'text.dim'
  | 'text.strong'
  | 'accent'
  | 'rule'
  | `state.${'pass' | 'fail' | 'unknown' | 'ask' | 'waived' | 'na' | 'error'}`
  | `sev.${'crit' | 'high' | 'med' | 'low' | 'info'}`
  | 'ready'
  | 'review'
  | 'elsewhere'
  | 'needs-input'
  | `diff.${'add' | 'del' | 'other' | 'hunk'}`
  /** What changed within a line. */
  | `diff.${'add' | 'del'}.part`
  | `yaml.${'key' | 'literal'}`
  | 'stream.ok'
  | 'stream.stale'
  | 'write.on'
  /** What consent has to weigh: the prompt for it, caveats, refusals. */
  | 'danger'
  /** What went wrong. */
  | 'error'
  | 'focus';

export interface Style {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

const PLAIN: Style = {};
const BOLD: Style = { bold: true };
const FAINT: Style = { dimColor: true };
const INVERSE: Style = { inverse: true };
const INVERSE_BOLD: Style = { inverse: true, bold: true };

function color(name: string): Style {
  return { color: name };
}

const DEFAULT: Readonly<Record<Token, Style>> = {
  'env.prod': { color: 'redBright', bold: true },
  'env.stage': color('yellow'),
  'env.dev': color('green'),
  text: PLAIN,
  'text.dim': FAINT,
  'text.strong': BOLD,
  accent: color('cyan'),
  rule: FAINT,
  'state.pass': color('green'),
  'state.fail': color('red'),
  'state.unknown': color('yellow'),
  'state.ask': color('magenta'),
  'state.waived': FAINT,
  'state.na': FAINT,
  'state.error': { color: 'red', bold: true },
  'sev.crit': { color: 'redBright', bold: true },
  'sev.high': color('red'),
  'sev.med': color('yellow'),
  'sev.low': color('cyan'),
  'sev.info': FAINT,
  ready: color('green'),
  review: color('yellow'),
  elsewhere: color('cyan'),
  'needs-input': PLAIN,
  'diff.add': color('green'),
  'diff.del': color('red'),
  'diff.other': color('magenta'),
  'diff.hunk': color('cyan'),
  'diff.add.part': { color: 'green', inverse: true },
  'diff.del.part': { color: 'red', inverse: true },
  'yaml.key': color('cyan'),
  'yaml.literal': color('yellow'),
  'stream.ok': color('green'),
  'stream.stale': color('yellow'),
  'write.on': { color: 'redBright', bold: true },
  danger: color('redBright'),
  error: color('red'),
  focus: INVERSE,
};

const MONO: Partial<Readonly<Record<Token, Style>>> = {
  'env.prod': INVERSE,
  'env.stage': BOLD,
  'text.strong': BOLD,
  accent: BOLD,
  'sev.crit': BOLD,
  danger: BOLD,
  error: BOLD,
  'write.on': BOLD,
  'diff.add.part': INVERSE,
  'diff.del.part': INVERSE,
  focus: INVERSE,
};

const HIGH_CONTRAST: Partial<Readonly<Record<Token, Style>>> = {
  'env.prod': INVERSE_BOLD,
  'env.stage': INVERSE_BOLD,
  'env.dev': INVERSE_BOLD,
  'text.strong': BOLD,
  accent: { bold: true, underline: true },
  'state.pass': BOLD,
  'state.fail': BOLD,
  'state.unknown': BOLD,
  'state.ask': BOLD,
  'state.waived': BOLD,
  'state.na': BOLD,
  'state.error': BOLD,
  'sev.crit': INVERSE,
  'diff.add': BOLD,
  'diff.del': BOLD,
  'diff.other': BOLD,
  'diff.hunk': BOLD,
  'diff.add.part': INVERSE_BOLD,
  'diff.del.part': INVERSE_BOLD,
  'yaml.key': BOLD,
  'write.on': INVERSE,
  danger: INVERSE,
  error: INVERSE,
  focus: INVERSE,
};

/**
 * For a white background. Of the sixteen colours only those are used that are dark enough on it in the usual palettes;
 * what is yellow or cyan elsewhere stands on it in the dark colours of the 256, whose values no palette changes.
 */
const AMBER = 'ansi256(94)';
const TEAL = 'ansi256(23)';
const GREEN = 'ansi256(22)';
const RED = 'ansi256(88)';
const PURPLE = 'ansi256(90)';
const BRIGHT_RED = 'ansi256(160)';
const GREY = color('ansi256(240)');

const LIGHT: Readonly<Record<Token, Style>> = {
  'env.prod': { color: BRIGHT_RED, bold: true },
  'env.stage': color(AMBER),
  'env.dev': color(GREEN),
  text: PLAIN,
  'text.dim': GREY,
  'text.strong': BOLD,
  accent: color(TEAL),
  rule: GREY,
  'state.pass': color(GREEN),
  'state.fail': color(RED),
  'state.unknown': color(AMBER),
  'state.ask': color(PURPLE),
  'state.waived': GREY,
  'state.na': GREY,
  'state.error': { color: RED, bold: true },
  'sev.crit': { color: BRIGHT_RED, bold: true },
  'sev.high': color(RED),
  'sev.med': color(AMBER),
  'sev.low': color(TEAL),
  'sev.info': GREY,
  ready: color(GREEN),
  review: color(AMBER),
  elsewhere: color(TEAL),
  'needs-input': PLAIN,
  'diff.add': color(GREEN),
  'diff.del': color(RED),
  'diff.other': color(PURPLE),
  'diff.hunk': color(TEAL),
  'diff.add.part': { color: GREEN, inverse: true },
  'diff.del.part': { color: RED, inverse: true },
  'yaml.key': color(TEAL),
  'yaml.literal': color(AMBER),
  'stream.ok': color(GREEN),
  'stream.stale': color(AMBER),
  'write.on': { color: BRIGHT_RED, bold: true },
  danger: color(BRIGHT_RED),
  error: color(RED),
  focus: INVERSE,
};

/** All there are: the default theme leaves none out. */
export const TOKENS = Object.keys(DEFAULT) as readonly Token[];

/** A focused row is one block: colours within it would be blocks of their own. */
export function styleOf(theme: ThemeName, token: Token | undefined, isFocused = false): Style {
  if (isFocused) return tokenStyle(theme, token).bold === true ? INVERSE_BOLD : INVERSE;
  return tokenStyle(theme, token);
}

function tokenStyle(theme: ThemeName, token: Token | undefined): Style {
  if (token === undefined) return PLAIN;
  if (theme === 'mono') return MONO[token] ?? PLAIN;
  if (theme === 'high-contrast') return HIGH_CONTRAST[token] ?? PLAIN;
  return theme === 'light' ? LIGHT[token] : DEFAULT[token];
}

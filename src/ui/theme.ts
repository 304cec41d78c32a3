/** Semantic tokens: what a piece of text means. Only this module knows colours. */

export type ThemeName = 'default' | 'mono' | 'high-contrast';

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
  | 'danger'
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
  'state.error': color('redBright'),
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
  focus: INVERSE,
};

const MONO: Partial<Readonly<Record<Token, Style>>> = {
  'env.prod': INVERSE,
  'env.stage': BOLD,
  'text.strong': BOLD,
  accent: BOLD,
  'sev.crit': BOLD,
  danger: BOLD,
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
  focus: INVERSE,
};

/** A focused row is one block: colours within it would be blocks of their own. */
export function styleOf(theme: ThemeName, token: Token | undefined, isFocused = false): Style {
  if (isFocused) return tokenStyle(theme, token).bold === true ? INVERSE_BOLD : INVERSE;
  return tokenStyle(theme, token);
}

function tokenStyle(theme: ThemeName, token: Token | undefined): Style {
  if (token === undefined) return PLAIN;
  if (theme === 'mono') return MONO[token] ?? PLAIN;
  if (theme === 'high-contrast') return HIGH_CONTRAST[token] ?? PLAIN;
  return DEFAULT[token];
}

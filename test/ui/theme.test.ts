/** Colours: bright red means danger, and the light theme can be read on white. */
import { expect, test } from 'vitest';
import { styleOf, THEME_NAMES, TOKENS, type Token } from '../../src/ui/theme.ts';

/** What is critical, and what is about writing to a cluster. */
const BRIGHT_RED: readonly Token[] = ['env.prod', 'sev.crit', 'write.on', 'danger'];
const RED_ONES = ['redBright', 'ansi256(160)', 'ansi256(9)', 'ansi256(196)'];

test('bright red is only for what is critical or for writing, in every theme', () => {
  for (const theme of THEME_NAMES)
    for (const token of TOKENS) {
      const { color } = styleOf(theme, token);
      if (color !== undefined && RED_ONES.includes(color))
        expect([theme, BRIGHT_RED]).toEqual([theme, expect.arrayContaining([token])]);
    }
});

test('mono and high contrast have no colour at all, and no theme gives a background', () => {
  for (const theme of THEME_NAMES)
    for (const token of TOKENS) {
      const style = styleOf(theme, token);
      expect(style).not.toHaveProperty('backgroundColor');
      if (theme === 'mono' || theme === 'high-contrast') expect(style.color).toBeUndefined();
    }
});

/** Levels of the cube of 256 colours, and its greys. */
function rgbOf(index: number): readonly number[] {
  if (index >= 232) return Array.from({ length: 3 }, () => 8 + (index - 232) * 10);
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const at = index - 16;
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)];
}

/** Contrast with white, by WCAG 2. */
function contrastOnWhite(index: number): number {
  const [red = 0, green = 0, blue = 0] = rgbOf(index).map((value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

test('every colour of the light theme has a contrast of 4.5 on white, and is none that a palette changes', () => {
  for (const token of TOKENS) {
    const { color, dimColor } = styleOf('light', token);
    // Faint would make it lighter by an unknown amount.
    expect(dimColor).toBeUndefined();
    if (color === undefined) continue;
    const index = Number(/^ansi256\((\d+)\)$/.exec(color)?.[1]);
    expect(index, `${token} ${color}`).toBeGreaterThanOrEqual(16);
    expect(contrastOnWhite(index), `${token} ${color}`).toBeGreaterThanOrEqual(4.5);
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { loadConfig, modeFor } from '../../../src/cli/config/config.ts';
import { themeFor } from '../../../src/cli/terminal/screen.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function configured(text?: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-config-'));
  folders.push(folder);
  if (text !== undefined) {
    mkdirSync(join(folder, 'kubectl-harden'));
    writeFileSync(join(folder, 'kubectl-harden', 'config.yaml'), text);
  }
  return { XDG_CONFIG_HOME: folder };
}

test('contexts that look like production start without writing, others do not', () => {
  expect(modeFor('prod-eu-1', {})).toEqual({ mode: 'plan-only', isFixed: false });
  expect(modeFor('eu-production', {}).mode).toBe('plan-only');
  expect(modeFor('EU-PROD', {}).mode).toBe('plan-only');
  expect(modeFor('kind-kind', {}).mode).toBe('apply');
  expect(modeFor('', {}).mode).toBe('apply');
});

test('the first pattern of the configuration that fits decides', async () => {
  const config = await loadConfig(
    configured("contexts:\n  prod-eu-*: {mode: apply}\n  '*prod*': {mode: read-only}\n  lab: {mode: plan-only}\n"),
  );
  expect(modeFor('prod-eu-1', config)).toEqual({ mode: 'apply', isFixed: false });
  expect(modeFor('us-prod', config)).toEqual({ mode: 'read-only', isFixed: true });
  expect(modeFor('lab', config)).toEqual({ mode: 'plan-only', isFixed: true });
  expect(modeFor('lab-2', config).mode).toBe('apply');
});

test('no configuration is an empty one', async () => {
  expect(await loadConfig(configured())).toEqual({});
  expect(await loadConfig(configured(''))).toEqual({});
});

test('the flag for the theme goes before the configuration, and without colour the default is mono', async () => {
  const { theme } = await loadConfig(configured('theme: high-contrast\n'));
  expect(themeFor(true, undefined, theme)).toBe('high-contrast');
  expect(themeFor(true, 'mono', theme)).toBe('mono');
  expect(themeFor(false, 'high-contrast', undefined)).toBe('high-contrast');
  expect([themeFor(true, undefined, undefined), themeFor(false, 'default', theme)]).toEqual(['default', 'mono']);
});

test.each([
  ['theme: pink\n', 'line 1: theme: must be one of default, mono, high-contrast, light'],
  [
    'mouse: true\ntheme: lihgt\n',
    'line 2: theme: must be one of default, mono, high-contrast, light; did you mean light?',
  ],
  ['# mine\n\nkyes: {diff: D}\n', 'line 3: kyes: unknown member; did you mean keys?'],
  ['contexts:\n  a:\n    mdoe: apply\n', 'line 3: contexts.a.mdoe: unknown member'],
  ['checks:\n  - {id: a/b, from: c/d}\n  - {id: 3, from: c/d}\n', 'line 3: checks[1].id'],
  ['mouse: yes please\n', 'line 1: mouse'],
  ['keys: [d]\n', 'line 1: keys'],
  ['contexts:\n  a: {mode: reckless}\n', 'contexts.a.mode'],
  ['contexts: [a]\n', 'contexts'],
  ['modes: {}\n', 'modes'],
  ['contexts: {a\n', 'config.yaml'],
])('%j is refused with the place named', async (text, place) => {
  await expect(loadConfig(configured(text))).rejects.toThrow(place);
});

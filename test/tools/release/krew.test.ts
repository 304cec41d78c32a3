import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { botTemplate, filledManifest } from '../../../src/tools/release/krew.ts';
import { archiveFile, PLATFORMS } from '../../../src/tools/release/platforms.ts';
import { ROOT } from '../../support/program.ts';

const TEXT = readFileSync(join(ROOT, 'krew-manifest.yaml'), 'utf8');
const { version: VERSION } = (load(TEXT) as { spec: { version: string } }).spec;
const DIGESTS = new Map(
  PLATFORMS.map((platform, index) => [archiveFile(platform, VERSION), String(index + 1).repeat(64)]),
);

interface Platform {
  readonly selector: object;
  readonly uri: string;
  readonly sha256: string;
}

function platformsIn(text: string): readonly Platform[] {
  return (load(text) as { spec: { platforms: readonly Platform[] } }).spec.platforms;
}

test('each platform gets the digest of its own archive, and nothing else changes', () => {
  const filled = filledManifest(TEXT, VERSION, DIGESTS);
  for (const { uri, sha256 } of platformsIn(filled)) expect(sha256).toBe(DIGESTS.get(uri.split('/').at(-1) ?? ''));
  expect(new Set(platformsIn(filled).map(({ sha256 }) => sha256)).size).toBe(PLATFORMS.length);
  const without = (text: string) => platformsIn(text).map(({ sha256: _, ...rest }) => rest);
  expect(without(filled)).toEqual(without(TEXT));
  expect(filled.startsWith('apiVersion:')).toBe(true);
});

test('an archive that was not built, or a manifest of another version, ends the release', () => {
  const [first] = DIGESTS.keys();
  const fewer = new Map([...DIGESTS].filter(([file]) => file !== first));
  expect(() => filledManifest(TEXT, VERSION, fewer)).toThrow(`${first}, which was not built`);
  expect(() => filledManifest(TEXT, 'v9.9.9', DIGESTS)).toThrow(`is of ${VERSION}, not of v9.9.9`);
});

test("the bot's template has its tag everywhere, and becomes the manifest of any version", () => {
  const template = botTemplate(TEXT);
  expect(template).not.toContain(VERSION);
  expect(template).not.toContain('0000000000');
  const rendered = template
    .replaceAll('"{{ .TagName }}"', '"v1.2.3"')
    .replaceAll(
      /\{\{addURIAndSha "(.+)" \.TagName \}\}/g,
      (_, uri: string) => `uri: ${uri}\n    sha256: ${'a'.repeat(64)}`,
    )
    .replaceAll('{{ .TagName }}', 'v1.2.3');
  expect(rendered).not.toContain('{{');
  const expected = platformsIn(TEXT).map(({ uri }) => uri.replaceAll(VERSION, 'v1.2.3'));
  expect(platformsIn(rendered).map(({ uri }) => uri)).toEqual(expected);
});

/** The rules by which krew and its index take a manifest, on ours; and that each rule would notice. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { ROOT } from '../support/program.ts';

const TEXT = readFileSync(join(ROOT, 'krew-manifest.yaml'), 'utf8');
const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;

interface Platform {
  selector: { matchLabels: Record<string, string> };
  uri: string;
  sha256: string;
  bin: string;
  files?: readonly { from: string; to: string }[];
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    version: string;
    homepage: string;
    shortDescription: string;
    description: string;
    caveats: string;
    platforms: Platform[];
  };
}

const PAIRS = ['linux/amd64', 'linux/arm64', 'darwin/amd64', 'darwin/arm64', 'windows/amd64'];
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const SEMVER = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/;

/** What krew or the reviewers of its index would object to. */
function problemsOf({ apiVersion, kind, metadata: { name }, spec }: Manifest): readonly string[] {
  const problems: string[] = [];
  const must = (isSo: boolean, problem: string) => {
    if (!isSo) problems.push(problem);
  };
  must(apiVersion === 'krew.googlecontainertools.github.com/v1alpha2' && kind === 'Plugin', 'type');
  must(/^[\w-]+$/.test(name) && !DEVICES.test(name), 'name');
  must(name === name.toLowerCase() && !name.startsWith('kube'), 'name for reviewers');
  must(SEMVER.test(spec.version), 'version');
  must(spec.shortDescription !== '' && !/[\r\n]/.test(spec.shortDescription), 'shortDescription');
  must(
    spec.shortDescription.length <= 50 && !/kubectl|plugin/i.test(spec.shortDescription),
    'shortDescription for reviewers',
  );
  must(
    spec.description.split('\n').every((line) => line.length <= 80),
    'description wraps at 80',
  );
  must(/^https:\/\//.test(spec.homepage), 'homepage');
  must(spec.platforms.length > 0, 'platforms');
  for (const platform of spec.platforms) problems.push(...platformProblems(platform));
  const pairs = spec.platforms.map(({ selector: { matchLabels } }) => `${matchLabels.os}/${matchLabels.arch}`);
  must(new Set(pairs).size === pairs.length, 'two entries for one platform');
  return problems;
}

function platformProblems({ selector: { matchLabels }, uri, sha256, bin, files }: Platform): readonly string[] {
  const problems: string[] = [];
  if (!/^https:\/\/.*\.(tar\.gz|zip)$/.test(uri)) problems.push('uri');
  if (typeof sha256 !== 'string' || !/^[a-f0-9]{64}$/.test(sha256)) problems.push('sha256');
  if (Object.keys(matchLabels).some((key) => key !== 'os' && key !== 'arch')) problems.push('selector key');
  if (!PAIRS.includes(`${matchLabels.os}/${matchLabels.arch}`)) problems.push('platform');
  if (bin.includes('..') || bin.startsWith('/')) problems.push('bin outside');
  if ((matchLabels.os === 'windows') !== bin.endsWith('.exe')) problems.push('bin of windows');
  if (files !== undefined && (files.length === 0 || files.some(({ from, to }) => !from || !to || to.startsWith('./'))))
    problems.push('files');
  return problems;
}

function manifest(): Manifest {
  return load(TEXT) as Manifest;
}

test('the manifest keeps every rule, for all five platforms, in the version of the package', () => {
  const ours = manifest();
  expect(problemsOf(ours)).toEqual([]);
  const { platforms, version } = ours.spec;
  expect(ours.metadata.name).toBe('harden');
  expect(version).toBe(`v${VERSION}`);
  expect(platforms.map(({ selector: { matchLabels } }) => `${matchLabels.os}/${matchLabels.arch}`).sort()).toEqual(
    [...PAIRS].sort(),
  );
  for (const { selector, uri, bin } of platforms) {
    const { os, arch } = selector.matchLabels;
    expect(uri).toBe(
      `${ours.spec.homepage}/releases/download/${version}/kubectl-harden_${version}_${os}_${arch}.${os === 'windows' ? 'zip' : 'tar.gz'}`,
    );
    expect(bin).toBe(os === 'windows' ? 'kubectl-harden.exe' : 'kubectl-harden');
  }
});

test('the archives of one version have digests of their own, or none of them is released', () => {
  const digests = manifest().spec.platforms.map(({ sha256 }) => sha256);
  const isReleased = digests.some((digest) => digest !== '0'.repeat(64));
  expect(new Set(digests).size).toBe(isReleased ? digests.length : 1);
});

test.each<[string, (manifest: Manifest) => void]>([
  ['type', (it) => Object.assign(it, { kind: 'plugin' })],
  ['name', (it) => Object.assign(it.metadata, { name: 'harden it' })],
  ['name', (it) => Object.assign(it.metadata, { name: 'con' })],
  ['name for reviewers', (it) => Object.assign(it.metadata, { name: 'kube-harden' })],
  ['version', (it) => Object.assign(it.spec, { version: '0.1.0' })],
  ['version', (it) => Object.assign(it.spec, { version: 'v0.1' })],
  ['shortDescription', (it) => Object.assign(it.spec, { shortDescription: 'two\nlines' })],
  ['shortDescription for reviewers', (it) => Object.assign(it.spec, { shortDescription: 'A kubectl plugin' })],
  ['description wraps at 80', (it) => Object.assign(it.spec, { description: 'x'.repeat(81) })],
  ['platforms', (it) => Object.assign(it.spec, { platforms: [] })],
  ['sha256', (it) => Object.assign(it.spec.platforms[0] ?? {}, { sha256: 'A'.repeat(64) })],
  ['uri', (it) => Object.assign(it.spec.platforms[0] ?? {}, { uri: '' })],
  [
    'platform',
    (it) => Object.assign(it.spec.platforms[0] ?? {}, { selector: { matchLabels: { os: 'linux', arch: 's390x' } } }),
  ],
  ['two entries for one platform', (it) => it.spec.platforms.push(it.spec.platforms[0] as Platform)],
  ['bin of windows', (it) => Object.assign(it.spec.platforms[4] ?? {}, { bin: 'kubectl-harden.ps1' })],
  ['bin outside', (it) => Object.assign(it.spec.platforms[0] ?? {}, { bin: '../kubectl-harden' })],
  ['files', (it) => Object.assign(it.spec.platforms[0] ?? {}, { files: [{ from: './x', to: './x' }] })],
])('it would notice: %s', (problem, spoil) => {
  const spoilt = manifest();
  spoil(spoilt);
  expect(problemsOf(spoilt)).toContain(problem);
});

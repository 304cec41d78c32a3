/** Installing with the real krew: what a release builds, from an archive, from an index, and again when there is more. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { archiveOf } from '../../src/tools/release/archive.ts';
import { archiveFile, ownPlatform, PLATFORMS } from '../../src/tools/release/platforms.ts';
import { type Krew, startKrew } from './krew.ts';

const VERSION = `v${manifest.version}`;
const OLDER = 'v0.0.9';
const ROOT = join(import.meta.dirname, '..', '..');

/** Each test has a krew of its own. */
async function started(): Promise<Krew> {
  const krew = await startKrew();
  onTestFinished(() => krew.close());
  return krew;
}

/** An index is a git repository; krew does some of its work only where there is one. */
async function addIndex(krew: Krew, name: string, version: string): Promise<string> {
  const folder = join(krew.folder, `index-${name}`);
  mkdirSync(folder);
  expect(await krew.run('git', ['init', '--quiet'], folder)).toMatchObject({ code: 0 });
  await publish(krew, folder, version);
  expect(await krew.kubectl('krew', 'index', 'add', name, `file://${folder}`)).toMatchObject({ code: 0 });
  return folder;
}

async function publish(krew: Krew, index: string, version: string): Promise<void> {
  written(join(index, 'plugins'), krew.manifest(version, archives(version)));
  await krew.run('git', ['add', '.'], index);
  const who = ['-c', 'user.name=release', '-c', 'user.email=release@example.com'];
  expect(await krew.run('git', [...who, 'commit', '--quiet', '-m', version], index)).toMatchObject({ code: 0 });
}

/** The real archive for this platform; for the others what has its shape, built by the same code. */
function archives(version: string): ReadonlyMap<string, Buffer> {
  const own = ownPlatform();
  const contents = { program: Buffer.from('not run here'), licences: 'none', version, time: 1_800_000_000 };
  return new Map(
    PLATFORMS.map((platform) => [
      archiveFile(platform, version),
      platform === own ? readFileSync(inject('built').archive) : archiveOf(ROOT, platform, contents).bytes,
    ]),
  );
}

function written(folder: string, text: string): string {
  const file = join(folder, 'harden.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  return file;
}

test('the validator of the index takes the manifest, and installs it for all platforms', async () => {
  const krew = await started();
  const file = written(join(krew.folder, 'manifest'), krew.manifest(VERSION, archives(VERSION)));
  const { code, stderr } = await krew.run(inject('built').validator, ['-manifest', file]);
  expect(stderr).toContain(`all ${PLATFORMS.length} spec.platforms installed fine`);
  expect(code).toBe(0);
});

test('from an archive: kubectl runs it as its plugin, and nothing is left after uninstalling', async () => {
  const krew = await started();
  const file = written(join(krew.folder, 'manifest'), krew.manifest(VERSION, archives(VERSION)));
  const { archive } = inject('built');
  await addIndex(krew, 'default', OLDER);
  expect(await krew.kubectl('krew', 'install', `--manifest=${file}`, `--archive=${archive}`)).toMatchObject({
    code: 0,
  });

  const version = await krew.kubectl('harden', 'version', '-o', 'json');
  expect(JSON.parse(version.stdout)).toMatchObject({ version: VERSION, build: 'executable' });
  const scan = await krew.kubectl('harden', 'scan', '--sample', '-o', 'json');
  expect(scan.code).toBe(0);
  expect(JSON.parse(scan.stdout)).toMatchObject({ kind: 'Report', source: { type: 'sample' } });
  const help = await krew.kubectl('harden', '--help');
  expect(help.stdout).toContain('Usage:\n  kubectl harden [flags]');
  expect((await krew.kubectl('harden', 'scan', '--fail-on', 'now')).code).toBe(2);

  expect(await krew.kubectl('krew', 'uninstall', 'harden')).toMatchObject({ code: 0 });
  expect((await krew.kubectl('harden', 'version')).stderr).toContain('unknown command "harden"');
});

test('from an index of our own: installed, upgraded when there is a newer version, uninstalled', async () => {
  const krew = await started();
  const index = await addIndex(krew, 'harden', OLDER);

  expect(await krew.kubectl('krew', 'install', 'harden/harden')).toMatchObject({ code: 0 });
  expect((await krew.kubectl('krew', 'list')).stdout).toContain('harden/harden');
  const info = await krew.kubectl('krew', 'info', 'harden/harden');
  expect(info.stdout).toContain(`VERSION: ${OLDER}`);

  await publish(krew, index, VERSION);
  const upgraded = await krew.kubectl('krew', 'upgrade', 'harden');
  expect(upgraded).toMatchObject({ code: 0 });
  expect(upgraded.stderr).toContain('Upgraded plugin: harden');
  expect((await krew.kubectl('krew', 'info', 'harden/harden')).stdout).toContain(`VERSION: ${VERSION}`);
  expect((await krew.kubectl('harden', 'version')).stdout).toBe(`kubectl-harden ${VERSION}\n`);
  expect(await krew.kubectl('krew', 'uninstall', 'harden')).toMatchObject({ code: 0 });
});

test('an archive with other bytes than the manifest names is refused', async () => {
  const krew = await started();
  const file = written(join(krew.folder, 'manifest'), krew.manifest(VERSION, archives(VERSION)));
  const altered = join(krew.folder, basename(inject('built').archive));
  writeFileSync(altered, Buffer.concat([readFileSync(inject('built').archive), Buffer.from('x')]));
  const { code, stderr } = await krew.kubectl('krew', 'install', `--manifest=${file}`, `--archive=${altered}`);
  expect(code).not.toBe(0);
  expect(stderr).toContain('checksum');
});

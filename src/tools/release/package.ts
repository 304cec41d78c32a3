/** The npm package: the bundle in its parts, the contract of checks with its types, and nothing that has to be installed. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import manifest from '../../../package.json' with { type: 'json' };
import { bundleOptions } from '../bundle-options.ts';
import { packagesOf } from './bundle.ts';
import { componentsIn } from './components.ts';
import { licencesText } from './licences.ts';
import { npmCommand } from './npm.ts';
import type { ReleaseSource } from './source.ts';

const COPIED = ['README.md', 'CHANGELOG.md', 'LICENSE'] as const;

/** Path of the tarball in the folder. */
export async function buildPackage(root: string, folder: string, { commit }: ReleaseSource): Promise<string> {
  const stage = mkdtempSync(join(tmpdir(), 'kubectl-harden-package-'));
  try {
    const { metafile } = await build({
      ...bundleOptions(root, { commit, kind: 'package' }),
      entryPoints: { main: join(root, 'src', 'cli', 'main.ts'), 'plugin-api': join(root, 'src', 'kit', 'index.ts') },
      outdir: join(stage, 'dist'),
    });
    writeTypes(root, join(stage, 'types'));
    writeLauncher(root, stage);
    for (const file of COPIED) copyFileSync(join(root, file), join(stage, file));
    writeFileSync(join(stage, 'THIRD_PARTY_LICENSES'), licencesText(root, componentsIn(root, packagesOf(metafile))));
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(packageManifest(), null, 2)}\n`);
    return packed(stage, folder);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function packageManifest(): object {
  const { name, version, description, license, homepage, keywords, engines, devDependencies } = manifest;
  const objects = '@kubernetes/client-node';
  return {
    name,
    version,
    description,
    license,
    homepage,
    bugs: `${homepage}/issues`,
    repository: { type: 'git', url: `git+${homepage}.git` },
    keywords,
    type: 'module',
    bin: { [name]: 'bin/kubectl-harden.js' },
    exports: { './plugin-api': { types: './types/kit/index.d.ts', default: './dist/plugin-api.js' } },
    files: ['bin', 'dist', 'types', 'THIRD_PARTY_LICENSES', 'CHANGELOG.md'],
    engines,
    // For those who compile checks: the types of Kubernetes' objects. Nothing of it runs.
    peerDependencies: { [objects]: `^${devDependencies[objects]}` },
    peerDependenciesMeta: { [objects]: { optional: true } },
  };
}

function writeLauncher(root: string, stage: string): void {
  const launcher = join(stage, 'bin', 'kubectl-harden.js');
  mkdirSync(join(stage, 'bin'));
  copyFileSync(join(root, 'src', 'tools', 'release', 'package-bin.mjs'), launcher);
  chmodSync(launcher, 0o755);
}

/** Of the contract alone: what it takes from other rooms comes along. */
function writeTypes(root: string, folder: string): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const emit = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--rewriteRelativeImportExtensions'];
  const like = ['--target', 'es2024', '--module', 'nodenext', '--types', 'node', '--strict', '--skipLibCheck'];
  const places = ['--rootDir', join(root, 'src'), '--outDir', folder, join(root, 'src', 'kit', 'index.ts')];
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--ignoreConfig', ...emit, ...like, ...places], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`no types of the contract: ${stdout.trim()}`);
}

function packed(stage: string, folder: string): string {
  const [command = 'npm', ...first] = npmCommand();
  const args = [...first, 'pack', '--silent', '--pack-destination', folder];
  const { status, stderr } = spawnSync(command, args, { cwd: stage, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack: ${stderr.trim()}`);
  return join(folder, `${manifest.name}-${manifest.version}.tgz`);
}

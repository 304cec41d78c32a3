/** Node of a platform, from its package: fetched once, and held to the digest that is written down here each time. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import { npmCommand } from './npm.ts';
import { type NodePackage, PLATFORMS, type ReleasePlatform } from './platforms.ts';
import { untarGz } from './tar.ts';

/** The executable as it was published. Throws with a sentence when it cannot be had. */
export function nodeBase({ os, node }: Pick<ReleasePlatform, 'os' | 'node'>): Buffer {
  const file = `package/bin/${os === 'windows' ? 'node.exe' : 'node'}`;
  return fileOf(node, file);
}

/** Node's own licence, with those of all that is built into it. */
export function nodeLicence(): string {
  const [first] = PLATFORMS;
  if (first === undefined) throw new RangeError('no platform is released');
  return fileOf(first.node, 'package/LICENSE').toString('utf8');
}

function fileOf(node: NodePackage, name: string): Buffer {
  const file = untarGz(tarballOf(node), (each) => each === name).get(name);
  if (file === undefined) throw new Error(`${node.name}@${node.version} holds no ${name}`);
  return file;
}

function tarballOf(node: NodePackage): Buffer {
  const folder = cacheFolder('release');
  const path = join(folder, `${node.name}-${node.version}.tgz`);
  if (!existsSync(path)) fetchTarball(node, folder, path);
  const tarball = readFileSync(path);
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found === node.integrity) return tarball;
  rmSync(path);
  throw new Error(`${node.name}@${node.version} is not what it was: its digest is ${found}, not ${node.integrity}`);
}

function fetchTarball({ name, version }: NodePackage, folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    process.stderr.write(`Fetching ${name}@${version} ...\n`);
    const [command = 'npm', ...first] = npmCommand();
    const args = [...first, 'pack', '--silent', '--pack-destination', draft, `${name}@${version}`];
    const { status } = spawnSync(command, args, { cwd: draft, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`${name}@${version} could not be fetched; what npm says is above`);
    renameSync(join(draft, `${name}-${version}.tgz`), path);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

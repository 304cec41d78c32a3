/** Node of a platform, from its package: fetched once, and held to the digest that is written down here each time. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../cache-folder.ts';
import { NODE_VERSION, type NodePackage, PLATFORMS, type ReleasePlatform } from './platforms.ts';
import { untarGz } from './tar.ts';

/** The executable as it was published. Throws with a sentence when it cannot be had. */
export function nodeBase({ os, node }: ReleasePlatform): Buffer {
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
  if (file === undefined) throw new Error(`${node.name}@${NODE_VERSION} holds no ${name}`);
  return file;
}

function tarballOf(node: NodePackage): Buffer {
  const folder = cacheFolder('release');
  const path = join(folder, `${node.name}-${NODE_VERSION}.tgz`);
  if (!existsSync(path)) fetchTarball(node, folder, path);
  const tarball = readFileSync(path);
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found === node.integrity) return tarball;
  rmSync(path);
  throw new Error(`${node.name}@${NODE_VERSION} is not what it was: its digest is ${found}, not ${node.integrity}`);
}

function fetchTarball({ name }: NodePackage, folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, 'draft-'));
  try {
    process.stderr.write(`Fetching ${name}@${NODE_VERSION} ...\n`);
    const [command = 'npm', ...first] = npmCommand();
    const args = [...first, 'pack', '--silent', '--pack-destination', draft, `${name}@${NODE_VERSION}`];
    const { status } = spawnSync(command, args, { cwd: draft, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`${name}@${NODE_VERSION} could not be fetched; what npm says is above`);
    renameSync(join(draft, `${name}-${NODE_VERSION}.tgz`), path);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The npm that started us, where one did: its own folder may not be on PATH. */
export function npmCommand(): readonly string[] {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
}

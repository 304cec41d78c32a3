/** Puts the bundle into Node, so that one file runs without anything else. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutPeSignature } from './inspect/pe.ts';
import { nodeBase } from './node-base.ts';
import { ownPlatform, platformName, type ReleasePlatform } from './platforms.ts';
import { stripElf } from './strip-elf.ts';

export function buildExecutable(platform: ReleasePlatform, code: Buffer): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-release-'));
  try {
    // Relative names: the folder is another one each time, and must not leave a trace in the executable.
    const config = {
      main: 'main.mjs',
      executable: 'node',
      output: 'program',
      mainFormat: 'module',
      // Compiled code is for the platform that compiled it.
      useCodeCache: platform === ownPlatform(),
      disableExperimentalSEAWarning: true,
      // Neither NODE_OPTIONS nor arguments change how Node itself runs.
      execArgvExtension: 'none',
      // Warnings of Node's own are for who wrote the program, not for who runs it.
      execArgv: ['--no-warnings'],
    };
    writeFileSync(join(folder, 'main.mjs'), code);
    writeFileSync(join(folder, 'node'), preparedBase(platform), { mode: 0o755 });
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    // With a seed of its own each time, compiled code would be other bytes each time.
    runNode(['--random-seed=1', '--build-sea', 'config.json'], folder, platform);
    return readFileSync(join(folder, 'program'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node as it was published, less what is not needed, and less a signature that would be wrong: of a Mach-O file Node takes it away itself. */
function preparedBase(platform: ReleasePlatform): Buffer {
  const base = nodeBase(platform);
  if (platform.os === 'linux') return stripElf(base);
  return platform.os === 'windows' ? withoutPeSignature(base) : base;
}

function runNode(args: readonly string[], cwd: string, platform: ReleasePlatform): void {
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`no executable for ${platformName(platform)}: ${stderr.trim()}`);
}

/** Puts the bundle into Node, so that one file runs without anything else. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from './bundle.ts';
import { withoutPeSignature } from './inspect/pe.ts';
import { nodeBase } from './node-base.ts';
import { ownPlatform, platformName, type ReleasePlatform } from './platforms.ts';
import { stripElf } from './strip-elf.ts';

/** With a seed of its own each time, compiled code would be other bytes each time. */
const SEED = '--random-seed=1';

/** Node compiles the first part itself; of other parts it takes the compiled code that it is given. */
const COMPILE = `
const { readFileSync, writeFileSync } = require('node:fs');
const script = new (require('node:vm').Script)(readFileSync('program.js', 'latin1'), { filename: 'program.js' });
writeFileSync('program.compiled', script.createCachedData());
`;

export function buildExecutable(platform: ReleasePlatform, { first, code }: Pick<Bundle, 'first' | 'code'>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-release-'));
  const isOwn = platform === ownPlatform();
  try {
    // Relative names: the folder is another one each time, and must not leave a trace in the executable.
    const config = {
      main: 'main.mjs',
      executable: 'node',
      output: 'program',
      mainFormat: 'module',
      // Compiled code is for the platform that compiled it.
      useCodeCache: isOwn,
      assets: { 'program.js': 'program.js', ...(isOwn ? { 'program.compiled': 'program.compiled' } : {}) },
      disableExperimentalSEAWarning: true,
      // Neither NODE_OPTIONS nor arguments change how Node itself runs.
      execArgvExtension: 'none',
      // Warnings of Node's own are for who wrote the program, not for who runs it.
      execArgv: ['--no-warnings'],
    };
    writeFileSync(join(folder, 'main.mjs'), first);
    writeFileSync(join(folder, 'program.js'), code);
    writeFileSync(join(folder, 'node'), preparedBase(platform), { mode: 0o755 });
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    if (isOwn) runNode([SEED, '-e', COMPILE], folder, platform);
    runNode([SEED, '--build-sea', 'config.json'], folder, platform);
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

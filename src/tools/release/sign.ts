/** Signs executables for macOS ad hoc, as Apple's processors ask for, with a tool that does it where there is one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Apple's own, then the one that works on other systems. */
const TOOLS: readonly (readonly [string, ...string[]])[] = [
  ['codesign', '--force', '--sign', '-'],
  ['rcodesign', 'sign'],
];

/** `undefined` where no tool is there. Throws where one fails. */
export function signedAdHoc(program: Buffer): Buffer | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-sign-'));
  try {
    const file = join(folder, 'kubectl-harden');
    writeFileSync(file, program, { mode: 0o755 });
    for (const [tool, ...args] of TOOLS) {
      const { status, error, stderr } = spawnSync(tool, [...args, file], { encoding: 'utf8' });
      if (status === 0) return readFileSync(file);
      if (error === undefined) throw new Error(`${tool}: ${stderr.trim()}`);
    }
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

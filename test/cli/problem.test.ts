import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CliError } from '../../src/cli/exit.ts';
import { Interrupted } from '../../src/cli/terminal/interrupt.ts';
import { report } from '../../src/cli/terminal/problem.ts';
import { TargetError } from '../../src/model/ports.ts';
import { ChangeError } from '../../src/remediation/index.ts';
import { LiveError } from '../../src/sources/live/http/errors.ts';

const ISSUES = 'https://github.com/kubectl-harden/kubectl-harden/issues';

let printed: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-problem-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function system(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: as node words it`), { code, syscall: 'open', path });
}

test.each([
  [new CliError(2, 'no such flag', 'See help.'), 2, 'error: no such flag\nSee help.\n'],
  [new LiveError('unreachable', 'cannot reach it'), 3, 'error: cannot reach it\n'],
  [new ChangeError('There is no run x.'), 5, 'error: There is no run x.\n'],
  [new TargetError('unreachable', 'no answer\nand more'), 3, 'error: no answer\n'],
  [new Interrupted('SIGINT'), 130, 'interrupted by SIGINT\n'],
  [system('EACCES', '/state/journal'), 3, 'error: /state/journal: permission denied\n'],
  [system('ENOSPC', '/a\u001b[2Jb'), 3, 'error: /ab: the disk is full\n'],
  [system('ECONNRESET'), 3, 'error: ECONNRESET: as node words it\n'],
  [new CliError(5, 'a \u001b[2Jname'), 5, 'error: a name\n'],
])('%s ends with its code and one line', (error, code, text) => {
  expect(report(error)).toBe(code);
  expect(printed).toBe(text);
});

test('an error that nobody foresaw is called a defect, and its details are kept for whoever mends it', () => {
  expect(report(new TypeError('x is not a function'))).toBe(3);
  const file = join(folder, 'kubectl-harden', 'crash.log');
  expect(printed).toBe(
    `error: this is a bug: x is not a function. Details are in ${file}. Please report it: ${ISSUES}\n`,
  );
  expect(readFileSync(file, 'utf8')).toContain('problem.test.ts');
});

/** Every command prints in every format that it offers. */
import { afterAll, expect, test } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { formatsOf } from '../../../src/report/formats/index.ts';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  explain: ['rbac/wildcards'],
  'who-can': ['get', 'pods'],
  access: ['Group:sre'],
};
const CASES = COMMANDS.flatMap(({ name, flags, prints = [] }) =>
  formatsOf(prints).map((format) => [
    name,
    format.name,
    [name, ...(OPERANDS[name] ?? []), '-o', format.name, ...(flags.includes('sample') ? ['--sample'] : [])],
  ]),
) as readonly [string, string, string[]][];

test.each(CASES)('%s -o %s', async (name, format, args) => {
  const { code, stdout, stderr } = await home.run(args);
  expect([code, stderr.includes('error')]).toEqual([0, false]);
  // The sample starts without a run.
  if (name === 'history') expect(stdout).toBe(format === 'json' || format === 'yaml' ? '[]\n' : '');
  else expect(stdout).not.toBe('');
});

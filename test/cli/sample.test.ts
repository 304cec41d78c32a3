/** The sample is kept as it is left, and starts anew when it is asked to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

async function statusOfMfa(sample: string): Promise<string | undefined> {
  const { stdout } = await home.run(['scan', sample, '-o', 'json', '--check', 'authentication/mfa']);
  const { checks } = JSON.parse(stdout) as { checks: readonly { status: string }[] };
  return checks[0]?.status;
}

test('a sample that starts anew knows no answer that was given for the old one', async () => {
  const answer = ['--verdict', 'pass', '--by', 'ann', '--evidence', 'policy P-7'];
  expect((await home.run(['attest', 'authentication/mfa', '--sample', ...answer])).code).toBe(0);
  expect(await statusOfMfa('--sample')).toBe('attested');
  expect(await statusOfMfa('--sample=new')).toBe('manual');
});

test('answers in a file that is named are not touched by a sample that starts anew', async () => {
  const file = join(home.folder, 'team.yaml');
  const answer = ['--verdict', 'pass', '--by', 'ann', '--evidence', 'policy P-7', '--records', file];
  expect((await home.run(['attest', 'authentication/mfa', '--sample', ...answer])).code).toBe(0);
  const before = readFileSync(file, 'utf8');
  expect((await home.run(['scan', '--sample=new', '--records', file])).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
